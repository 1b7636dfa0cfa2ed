"""Evidence: anchors of the records, and packs that prove who was there."""

from __future__ import annotations

from flask import Flask

from app.evidence import public, views


def init_app(app: Flask) -> None:
    """Add the desk's pages and the address of the key."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(public.blueprint)
