"""What publishing asks of the calendars above it: how many people each choice of whom to tell would write to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast
from uuid import UUID

from flask import Flask, current_app

from app.agenda.rules import Tell, Version

Reach = Callable[[UUID, Version, Version], Mapping[Tell, int]]
"""Of an event, from the sessions before to those after."""


def register_reach(app: Flask, reach: Reach) -> None:
    """Let the slice that writes the mails answer."""
    app.extensions["agenda-reach"] = reach


def reach(event_id: UUID, before: Version, after: Version) -> Mapping[Tell, int]:
    """How many mails each choice would be."""
    return cast(Reach, current_app.extensions["agenda-reach"])(event_id, before, after)
