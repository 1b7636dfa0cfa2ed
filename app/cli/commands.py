"""What the commands share: refusals as sentences, and events by their slug."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID

import click
from flask.cli import AppGroup

from app.events import queries as events
from app.kernel import migrate
from app.kernel.backup.archive import private
from app.kernel.errors import Refusal


class Commands(AppGroup):
    """A group whose commands run in the application's context and end with a sentence where a service refuses."""

    def command(  # type: ignore[override] # always called with a name here, never as a bare decorator
        self, *arguments: Any, **settings: Any
    ) -> Callable[[Callable[..., Any]], click.Command]:
        """Declare a command of the group, which finds its tables made."""
        declare = super().command(*arguments, **settings)
        return lambda function: declare(with_tables(function))

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a refusal becomes exit code 1."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise click.ClickException(sentence(refusal)) from refusal


def with_tables(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command find its tables: an empty database gets them, an older one is left to the server's start."""

    @wraps(function)
    def ready(*arguments: Any, **settings: Any) -> Any:
        if migrate.is_empty():
            migrate.upgrade()
        elif not migrate.is_current():
            raise click.ClickException(OTHER_AGE)
        return function(*arguments, **settings)

    return ready


OTHER_AGE = (
    "The database is of another version of the program. Stop the server, make a backup, and start this version: "
    "its start brings the database up to date."
)


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


def write(out: Path, content: bytes) -> None:
    """Write a file that holds people's data: a new one is readable by its owner only."""
    with open(out, "wb", opener=private) as file:
        file.write(content)
