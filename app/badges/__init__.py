"""Badges: codes, and the sheets they are printed on."""

from __future__ import annotations

from flask import Flask

from app.badges import service, views


def init_app(app: Flask) -> None:
    """Follow the registrations, and add the desk's page."""
    service.listen()
    app.register_blueprint(views.blueprint)
