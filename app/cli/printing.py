"""What is printed: badges and attendance lists."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import click

from app.agenda import queries as agenda
from app.attendance import service as lists
from app.badges import service
from app.badges.exports import STOCKS
from app.cli.commands import Commands, event_id
from app.events import queries as events
from app.kernel import clock

badges = Commands("badges", help="Badges.")
attendance = Commands("attendance", help="Attendance lists.")


@badges.command("print")
@click.argument("slug")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
@click.option("--format", "paper", default="a4x8", show_default=True, type=click.Choice(list(STOCKS)))
def print_badges(slug: str, out: Path, paper: str) -> None:
    """Write every approved delegate's badge, with the codes they have."""
    out.write_bytes(service.print_all(event_id(slug), paper))
    click.echo(f"Wrote {out}.")


@attendance.command("export")
@click.argument("slug")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A .pdf or .xlsx file."
)
@click.option("--session", "key", help="A session's key, or main.")
@click.option("--halfday", help="1am, 1pm, 2am...: the sessions of a half-day, one file each.")
@click.option("--lang", default="fr", show_default=True, help="The language that leads the list.")
def export(slug: str, out: Path, key: str | None, halfday: str | None, lang: str) -> None:
    """Write the attendance of a session, of the main entrance, or of each session of a half-day."""
    ident, kind = event_id(slug), out.suffix.lstrip(".").lower()
    if halfday is None:
        _write(out, lists.export(ident, key or "main", kind, lang))
        return
    keys = _sessions_of(slug, halfday)
    for one in keys:
        target = out if len(keys) == 1 else out.with_stem(f"{out.stem}-{one}")
        _write(target, lists.export(ident, one, kind, lang))


def _write(out: Path, content: bytes) -> None:
    out.write_bytes(content)
    click.echo(f"Wrote {out}.")


def _sessions_of(slug: str, halfday: str) -> list[str]:
    event = events.get_event(event_id(slug))
    day, half = halfday[:-2], halfday[-2:]
    if half not in ("am", "pm") or not day.isdecimal():
        raise click.ClickException("A half-day is written 1am, 1pm, 2am...")
    found = []
    for one in agenda.attended(event.id):
        starts = clock.local(one.starts_at, event.timezone)
        is_morning = time(starts.hour, starts.minute) < event.halfday_boundary
        if (starts.date() - event.starts).days + 1 == int(day) and is_morning == (half == "am"):
            found.append(one.key)
    if not found:
        raise click.ClickException(f"No session with attendance begins in {halfday}.")
    return found
