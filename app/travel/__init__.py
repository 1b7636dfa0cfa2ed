"""Travel and stay: how delegates arrive and leave, where they sleep, who needs a visa; lists for those who prepare."""

from __future__ import annotations

from flask import Flask

from app.travel import public, service, views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the delegates' page and the lists of the desk."""
    service.listen()
    app.register_blueprint(public.blueprint)
    app.register_blueprint(views.blueprint)
