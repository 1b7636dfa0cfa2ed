"""Registrations: what delegates say, and what the secretariat decides."""

from __future__ import annotations

from flask import Flask

from app.registration import public, views


def init_app(app: Flask) -> None:
    """Add the page of registration and the desk's list."""
    app.register_blueprint(public.blueprint)
    app.register_blueprint(views.blueprint)
