"""Calendars: feeds, a delegate's own agenda, and the messages that mails carry."""

from __future__ import annotations

from flask import Flask

from app.calendar import jobs, public, service


def init_app(app: Flask) -> None:
    """Add the addresses of calendars, and follow what happens to registrations and agendas."""
    service.listen()
    app.register_blueprint(public.blueprint)


__all__ = ["init_app", "jobs"]
