"""The print room at the desk: what is to be printed, how it looks, on which paper, blank badges and other prints."""

from __future__ import annotations

from flask import Blueprint

from app.badges.views import blank, design, other, paper, printing

blueprint = Blueprint("badges_desk", __name__)
for room in (printing, design, paper, blank, other):
    room.add_to(blueprint)
blueprint.context_processor(printing.tabs)
