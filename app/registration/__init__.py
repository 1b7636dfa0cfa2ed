"""Registrations: what delegates say, and what the secretariat decides."""

from __future__ import annotations

from flask import Flask

from app.agenda.queries import register_directory
from app.registration import jobs, public
from app.registration.queries import directory

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add the page of registration; its task is registered by being imported."""
    app.register_blueprint(public.blueprint)
    register_directory(app, directory)
