"""The agenda as everybody sees it: pages, the hall's screen, files for paper and for other programs."""

from app.agenda.public import files, pages, screen
from app.agenda.public.blueprint import blueprint

__all__ = ["blueprint", "files", "pages", "screen"]
