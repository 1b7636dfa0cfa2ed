"""The programme: rooms, sessions and published versions."""

from __future__ import annotations

from flask import Flask

from app.agenda import public, views


def init_app(app: Flask) -> None:
    """Add the agenda's pages to the application."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(views.blueprint)
