"""Those who work with the program: accounts, roles, sign-ins, tokens."""

from __future__ import annotations

from flask import Flask

from app.kernel import guard
from app.people import views


def init_app(app: Flask) -> None:
    """Recognise users by cookie or token, and add their pages."""
    guard.register_loader(app, views.load_user)
    app.register_blueprint(views.blueprint)
