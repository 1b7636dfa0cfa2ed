"""The desk's decisions: which columns a list shows, what an act on many will do."""

from app.accreditation.rules.columns import COLUMNS, DEFAULT_COLUMNS, columns_of
from app.accreditation.rules.preview import Preview, preview

__all__ = ["COLUMNS", "DEFAULT_COLUMNS", "Preview", "columns_of", "preview"]
