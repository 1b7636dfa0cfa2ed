"""Pages of the desk about many delegates, and about notes on one."""

from app.accreditation.views import acts, exporting, importing, listing, notes, saved
from app.accreditation.views.asking import blueprint

__all__ = ["acts", "blueprint", "exporting", "importing", "listing", "notes", "saved"]
