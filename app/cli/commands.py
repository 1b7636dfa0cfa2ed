"""What the commands share: refusals as sentences, and events by their slug."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import click
from flask.cli import AppGroup

from app.events import queries as events
from app.kernel.errors import Refusal


class Commands(AppGroup):
    """A group whose commands run in the application's context and end with a sentence where a service refuses."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal becomes exit code 1."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(sentence(refusal)) from refusal


def sentence(refusal: Refusal) -> str:
    """A refusal in English words; those of an event file name every fault."""
    said = refusal.message % refusal.params if refusal.params else refusal.message
    faults = getattr(refusal, "faults", ())
    return "\n".join([said, *(fault.say() for fault in faults)])


def event_id(slug: str) -> UUID:
    """The event of a slug, or a sentence that there is none."""
    found = events.find_event(slug)
    if found is None:
        known = ", ".join(one.slug for one in events.every_event()) or "none yet"
        raise click.ClickException(f"There is no event {slug}. The events are: {known}.")
    return found.id


def as_json(value: Any) -> None:
    """Print one JSON value for a program."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))
