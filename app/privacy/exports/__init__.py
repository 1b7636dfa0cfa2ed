"""Everything on one person as a file: an archive for machines, pages for people."""

from app.privacy.exports.archive import archive
from app.privacy.exports.pages import Chapter, chapters_pdf

__all__ = ["Chapter", "archive", "chapters_pdf"]
