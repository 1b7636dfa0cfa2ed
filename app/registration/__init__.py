"""Registrations: what delegates say, and what the secretariat decides."""

from __future__ import annotations

from flask import Flask

from app.registration import public


def init_app(app: Flask) -> None:
    """Add the page of registration."""
    app.register_blueprint(public.blueprint)
