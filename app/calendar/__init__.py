"""Calendars: feeds and the files that mails carry."""

from __future__ import annotations

from flask import Flask

from app.calendar import public


def init_app(app: Flask) -> None:
    """Add the addresses of calendars to the application."""
    app.register_blueprint(public.blueprint)
