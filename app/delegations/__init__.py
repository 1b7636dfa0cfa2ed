"""Delegations: whom cities and institutions send, and their focal points who register them."""

from __future__ import annotations

from flask import Flask

from app.delegations import public, service, views

__all__ = ["init_app", "service"]


def init_app(app: Flask) -> None:
    """Add the focal points' pages and the desk's; mails are composed by what `service` imports."""
    for blueprint in (*public.BLUEPRINTS, *views.BLUEPRINTS):
        app.register_blueprint(blueprint)
