"""Mail: an outbox that outlives crashes."""

from __future__ import annotations

from flask import Flask

from app.mail import jobs, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add the outbox's pages; its task is registered by being imported."""
    app.register_blueprint(views.blueprint)
