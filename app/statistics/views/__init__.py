"""Statistics at the desk: the figures, quorum, and what is published."""

from app.statistics.views import figures, publication, quorum
from app.statistics.views.blueprint import blueprint

__all__ = ["blueprint", "figures", "publication", "quorum"]
