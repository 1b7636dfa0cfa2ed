"""Those who work with the program: accounts, roles, sign-ins, tokens."""

from __future__ import annotations

from flask import Flask

from app.audit.queries import register_words
from app.kernel import guard
from app.people import queries, views


def init_app(app: Flask) -> None:
    """Recognise users by cookie or token, and add their pages."""
    guard.register_loader(app, views.load_user)
    app.register_blueprint(views.blueprint)
    register_words(app, queries.role_words, "role")
