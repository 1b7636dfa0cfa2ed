"""Attendance: who was present, from the log of scans and from signatures."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from app.agenda import signals as agenda
from app.attendance import api, service, views


def init_app(app: Flask) -> None:
    """Add the desk's pages and the API."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(api.blueprint)
    agenda.copied.connect(_copied)


def _copied(_sender: object, event_id: UUID, source_id: UUID) -> None:
    service.copy_settings(event_id, source_id)
