"""Attendance as files: lists, sign-in sheets, and everybody against all sessions."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import click

from app.agenda import queries as agenda
from app.attendance import queries
from app.attendance import service as lists
from app.attendance.exports import sign_sheets_pdf, sign_sheets_xlsx
from app.attendance.rules import SHOWS, Kind, Wanted
from app.cli.commands import Commands, event_id, write
from app.events import queries as events
from app.kernel import clock

attendance = Commands("attendance", help="Attendance: lists, sign-in sheets, presence of everybody.")
SHEETS = {"pdf": sign_sheets_pdf, "xlsx": sign_sheets_xlsx}


@attendance.command("export")
@click.argument("slug")
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A .pdf, .xlsx, .csv or .json file.",
)
@click.option("--session", "key", help="A session's key, or main.")
@click.option("--halfday", help="1am, 1pm, 2am...: the sessions of a half-day, one file each.")
@click.option(
    "--sheet", is_flag=True, help="The sheet to sign (pdf, xlsx); of all half-days, unless one is named."
)
@click.option("--matrix", is_flag=True, help="Everybody against all sessions.")
@click.option(
    "--show", default="all", show_default=True, type=click.Choice(list(SHOWS)), help="Whom to list."
)
@click.option("--lang", default="fr", show_default=True, help="The language that leads the list.")
def export(
    slug: str,
    out: Path,
    key: str | None,
    halfday: str | None,
    sheet: bool,
    matrix: bool,
    show: str,
    lang: str,
) -> None:
    """Write the attendance of a session, of the main entrance, or of each session of a half-day."""
    ident, kind = event_id(slug), out.suffix.lstrip(".").lower()
    if sheet:
        _write(out, _sheets(slug, kind, key or halfday))
    elif matrix:
        keys = [one.key for one in queries.places(ident).values() if one.kind is Kind.SESSION]
        _write(out, lists.matrix_file(ident, keys, kind, Wanted(show), lang))
    elif kind in ("csv", "json") or show != "all":
        if not (key or halfday):
            raise click.ClickException("Name a place with --session or --halfday.")
        _write(out, lists.list_file(ident, key or halfday or "", kind, Wanted(show), lang))
    elif halfday is None:
        _write(out, lists.export(ident, key or "main", kind, lang))
    else:
        keys = _sessions_of(slug, halfday)
        for one in keys:
            target = out if len(keys) == 1 else out.with_stem(f"{out.stem}-{one}")
            _write(target, lists.export(ident, one, kind, lang))


def _write(out: Path, content: bytes) -> None:
    write(out, content)
    click.echo(f"Wrote {out}.")


def _sheets(slug: str, kind: str, key: str | None) -> bytes:
    if kind not in SHEETS:
        raise click.ClickException("A sheet to sign is written as .pdf or .xlsx.")
    ident = event_id(slug)
    scope = events.scope_of(ident)
    places = queries.places(ident)
    keys = [key] if key else [one.key for one in places.values() if one.kind is Kind.HALFDAY]
    made = lists.make_sheets(ident, keys, queries.sheet_choices(ident, scope.languages))
    return SHEETS[kind](lists.drawn(ident, made), lists.sign_words())


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
