"""Calendars: feeds and the files that mails carry."""

from __future__ import annotations

from flask import Flask

from app.calendar import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models
