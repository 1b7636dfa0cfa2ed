"""Attendance: who was present, from the log of scans and from signatures."""

from __future__ import annotations

from flask import Flask

from app.attendance import api, views


def init_app(app: Flask) -> None:
    """Add the desk's pages and the API."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(api.blueprint)


def add_tab(app: Flask, word: str, endpoint: str, permission: str) -> None:
    """Let a higher slice put a page of its own under the word Attendance: N_(word), endpoint with `event` alone."""
    app.extensions.setdefault("attendance-tabs", []).append((word, endpoint, permission))
