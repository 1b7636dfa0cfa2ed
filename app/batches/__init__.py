"""Long work: acts on many items, done in small steps by the background worker, with a page that shows how far it is."""

from __future__ import annotations

from flask import Flask

from app.audit.queries import register_words
from app.batches import jobs, service, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add the pages of long work; its tasks are registered by being imported."""
    app.register_blueprint(views.blueprint)
    register_words(app, service.work_words, "work")
