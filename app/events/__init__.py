"""Meetings: their facts, organisers, funding, categories, consents and cities."""

from __future__ import annotations

from flask import Flask

from app.audit.queries import register_words
from app.events import public, queries
from app.kernel import scope


def init_app(app: Flask) -> None:
    """Add the addresses of events to the application."""
    scope.register_finder(app, public.find_scope)
    app.register_blueprint(public.blueprint)
    register_words(app, queries.category_words, "category", "categories")
    register_words(app, queries.consent_words, "consent", "consents")
