"""Calendars for everybody, and a delegate's own agenda behind the secret of their link."""

from app.calendar.public import feeds, own
from app.calendar.public.blueprint import blueprint

__all__ = ["blueprint", "feeds", "own"]
