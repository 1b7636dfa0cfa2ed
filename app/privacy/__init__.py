"""What the law asks: consents by version, retention, everything on one person, erasure, and who looked."""

from __future__ import annotations

from flask import Flask

from app.privacy import jobs, public, views


def init_app(app: Flask) -> None:
    """Add the pages of the desk and of delegates; the purge runs by the clock."""
    for room in (public, views):
        app.register_blueprint(room.blueprint)
    app.extensions["purge"] = jobs.PURGE
