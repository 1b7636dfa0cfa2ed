"""The accreditation desk's work with many delegates: its list, acts on those chosen, notes, import and export."""

from __future__ import annotations

from flask import Flask

from app.accreditation import views


def init_app(app: Flask) -> None:
    """Add the desk's pages."""
    app.register_blueprint(views.blueprint)
