"""The agenda's desk."""

from app.agenda.views import event, grid, importing, papers, parts, sessions, speakers, trying, versions
from app.agenda.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "event",
    "grid",
    "importing",
    "papers",
    "parts",
    "sessions",
    "speakers",
    "trying",
    "versions",
]
