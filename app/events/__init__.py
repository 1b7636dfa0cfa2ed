"""Meetings: their facts, organisers, funding, categories, consents and cities."""

from __future__ import annotations

from flask import Flask

from app.events import public
from app.kernel import scope


def init_app(app: Flask) -> None:
    """Add the addresses of events to the application."""
    scope.register_finder(app, public.find_scope)
    app.register_blueprint(public.blueprint)
