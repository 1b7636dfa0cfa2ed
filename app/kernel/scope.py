"""The event that a request is about, found once from its address; what lower slices may know of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import Flask, g, request

from app.kernel.errors import NotFound
from app.kernel.i18n import Text


@dataclass(frozen=True)
class Scope:
    """Facts of an event that every page needs."""

    id: UUID
    slug: str
    title: Text
    timezone: str
    languages: tuple[str, ...]
    country: str
    accent: str
    contact: str
    published: bool
    funder: Text
    statement: Text
    emblem: str
    version: int  # raised by every change that a public page shows


Finder = Callable[[str], Scope | None]


def register_finder(app: Flask, finder: Finder) -> None:
    """Let the slice that keeps the events say how an address part becomes a Scope (None when there is none)."""
    app.extensions["scope-finder"] = finder


def find_scope() -> Scope | None:
    """The event of this request, or None on pages about no event."""
    return cast("Scope | None", g.get("scope"))


def scope() -> Scope:
    """The event of this request; NotFound on an address without one."""
    found = find_scope()
    if found is None:
        raise NotFound
    return found


def enter(found: Scope) -> None:
    """Make a page that is found by other means (a delegate's token) belong to its event."""
    g.scope = found


def init_app(app: Flask) -> None:
    """Resolve the `event` part of every address before the view runs."""

    @app.before_request
    def find_event() -> None:
        slug = (request.view_args or {}).get("event")
        if slug is not None:
            found = app.extensions["scope-finder"](slug)
            if found is None:
                raise NotFound
            g.scope = found
