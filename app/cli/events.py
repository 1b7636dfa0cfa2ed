"""Event files in and out, and the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.agenda import queries as programme
from app.agenda import rules as files
from app.agenda import service as agenda
from app.attendance import service as attendance
from app.cli.commands import Commands, as_json, event_id, sentence, with_tables
from app.events import queries as events_of
from app.events import service as events
from app.events.rules import Extra
from app.events.rules.tables import frozen
from app.front import service as front
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.registration import service as registration

event = Commands("event", help="Event files: read one in, write one out.")


@event.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--starts", type=click.DateTime(["%Y-%m-%d"]), help="Move the whole file to begin on this day.")
@click.option("--force", is_flag=True, help="Take the file's values where the desk changed something since.")
@click.option("--prune", is_flag=True, help="Cancel sessions that the file no longer has.")
@click.option("--publish", is_flag=True, help="Show the event and its agenda to everyone.")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def import_event(
    file: Path, starts: datetime | None, force: bool, prune: bool, publish: bool, machine: bool
) -> None:
    """Read an event file; again brings the event up to the file and doubles nothing."""
    document = files.parse(file.read_bytes())
    if starts is not None:
        document = files.move(document, starts.date())
    form = registration.form_of_file(document.extra.get("form"))  # refused before anything is written
    earlier = _extra(document.event.slug)
    with atomic():  # a form that cannot be asked leaves the event as it was, too
        report = agenda.import_document(document, force=force, prune=prune, publish=publish)
        taken = form is None or registration.take_form(report.event_id, form, force=force, publish=publish)
        ruled = attendance.take_settings(
            report.event_id, document.extra.get("attendance"), earlier.get("attendance"), force=force
        )
    if not ruled:
        click.echo(
            "kept the desk's rule of presence and sheets (the file has others; --force takes them)", err=True
        )
    if not taken:
        click.echo("kept the desk's registration form (the file has another; --force takes it)", err=True)
    if machine:
        kept = [{"key": one.key, "desk": one.desk, "file": one.file} for one in report.kept]
        gone = [{"table": one.table, "label": one.label, "pruned": one.pruned} for one in report.gone]
        as_json({"slug": report.slug, "created": report.created, "changes": len(report.changes), "kept": kept,
                 "gone": gone, "missing": [one.key for one in report.missing], "version": report.version})  # fmt: skip
        return
    click.echo(f"{report.slug}: {'created' if report.created else f'{len(report.changes)} values changed'}.")
    for kept_one in report.kept:
        click.echo(
            f"kept the desk's value of {kept_one.key}: {kept_one.desk!r} (the file says {kept_one.file!r})"
        )
    for one in report.gone:
        click.echo(f"no longer in the file: {one.table} {one.label}{' (cancelled)' if one.pruned else ''}")
    for fault in report.missing:
        click.echo(f"warning: {fault.say()}")
    if report.version:
        click.echo(f"Published as version {report.version}.")


@event.command("export")
@click.argument("slug")
def export_event(slug: str) -> None:
    """Write an event as the file that `event import` reads."""
    ident = event_id(slug)
    document = programme.document(ident)
    parts = {"form": registration.form_for_file(ident), "attendance": attendance.settings_for_file(ident)}
    said = {name: frozen(part) for name, part in parts.items() if part}
    document = replace(document, extra={**document.extra, **said})
    click.echo(files.dump(document), nl=False)


def _extra(slug: str) -> Extra:
    """What the file of the last import said beyond the agenda, or nothing."""
    known = events_of.find_event(slug)
    return programme.document(known.id).extra if known else {}


@event.command("rename")
@click.argument("slug")
@click.argument("new")
def rename_event(slug: str, new: str) -> None:
    """Give an event another address; the old one leads to it for good."""
    events.rename(event_id(slug), new)
    click.echo(f"/{slug}/ leads to /{new}/ from now on.")


@click.command("demo")
@click.option("--delegates", default=150, show_default=True, help="How many people to invent.")
@click.option("--seed", default=1, show_default=True, help="The same number invents the same people.")
@with_appcontext
@with_tables
def demo(delegates: int, seed: int) -> None:
    """The reference meeting on its next date, with invented delegates of the five countries."""
    try:
        made = front.make_demo(delegates, seed)
    except Refusal as refusal:
        raise click.ClickException(sentence(refusal)) from refusal
    click.echo(f"{made.slug}: {made.delegates} delegates, {made.approved} of them approved.")
