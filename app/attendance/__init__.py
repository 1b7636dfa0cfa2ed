"""Attendance: lists drawn from the log of scans."""

from __future__ import annotations

from flask import Flask

from app.attendance import api, views


def init_app(app: Flask) -> None:
    """Add the desk's pages and the API."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(api.blueprint)
