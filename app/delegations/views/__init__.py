"""Delegations, places and doubles at the desk."""

from app.delegations.views import cities, delegations, doubles, people, places

BLUEPRINTS = tuple(room.blueprint for room in (delegations, cities, people, places, doubles))

__all__ = ["BLUEPRINTS"]
