"""Calendars: feeds, a delegate's own agenda, and the messages that mails carry."""

from __future__ import annotations

from flask import Flask

from app.agenda.queries import register_reach
from app.calendar import jobs, public, queries, service


def init_app(app: Flask) -> None:
    """Add the addresses of calendars, and follow what happens to registrations and agendas."""
    service.listen()
    register_reach(app, queries.reach)
    app.register_blueprint(public.blueprint)


__all__ = ["init_app", "jobs"]
