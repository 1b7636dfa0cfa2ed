"""The desk's pages under the word Doors."""

from app.checkin.views import board, doors, lines, places, walk_ins
from app.checkin.views.shared import blueprint

__all__ = ["blueprint", "board", "doors", "lines", "places", "walk_ins"]
