"""The accreditation desk's work with many delegates: its list, acts on those chosen, notes, import and export."""

from __future__ import annotations

from flask import Flask

from app.accreditation import jobs, views
from app.accreditation.service import deciding

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add the desk's pages, and its own acts on many."""
    deciding.register()
    app.register_blueprint(views.blueprint)
