"""The programme: rooms, sessions and published versions."""

from __future__ import annotations

from flask import Flask

from app.agenda import public, queries, views
from app.audit.queries import register_words


def init_app(app: Flask) -> None:
    """Add the agenda's pages to the application."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(views.blueprint)
    register_words(
        app, queries.session_words, "session", "added", "cancelled", "moved", "returned", "reworded"
    )
