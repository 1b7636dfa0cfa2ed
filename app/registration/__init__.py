"""Registrations: what delegates say, and what the secretariat decides."""

from __future__ import annotations

from flask import Flask

from app.agenda.queries import register_directory
from app.registration import jobs, public, service, views
from app.registration.queries import directory

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add the pages of registration and, at the desk, of its form; its task is registered by being imported."""
    service.listen()
    for blueprint in (*public.blueprints, *views.blueprints):
        app.register_blueprint(blueprint)
    register_directory(app, directory)
