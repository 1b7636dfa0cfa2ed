"""Delegates in and out as tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from app.accreditation.rules.verdicts import DOUBTFUL, KINDS, WRONG, Verdict
from app.accreditation.service import export, importing, taking
from app.accreditation.service.examining import examine
from app.cli.commands import Commands, as_json, event_id, write
from app.kernel.i18n import LANGUAGES
from app.kernel.ids import new_id
from app.kernel.tables import Table, read_table
from app.registration.queries import Filter

delegates = Commands("delegates", help="Delegates in and out as tables.")


@delegates.command("import")
@click.argument("slug")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--doubtful", type=click.Choice(["leave", "new"]), default="leave", show_default=True)
@click.option("--write", "writes", is_flag=True, help="Send new people the mail of a registration.")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def import_table(slug: str, file: Path, dry_run: bool, doubtful: str, writes: bool, machine: bool) -> None:
    """Import a csv or xlsx table, all of it or nothing; columns are matched by their headings."""
    event, table = event_id(slug), read_table(file.read_bytes())
    matching = importing.guess_matching(event, table)
    verdicts = examine(event, table, matching)
    counts = {kind: sum(one.kind == kind for one in verdicts) for kind in KINDS}
    if not machine:
        _tell(table, matching.columns, verdicts)
    if counts[WRONG]:
        raise click.ClickException(f"{counts[WRONG]} lines are wrong: nothing was imported.")
    if not dry_run:
        taking.take(event, verdicts, file.name, new_id(), doubtful=doubtful == "new", writes=writes)
    if machine:
        as_json({"imported": not dry_run, **counts})
        return
    told = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    click.echo(f"{'Would import' if dry_run else 'Imported'}: {told}.")


def _tell(table: Table, columns: Mapping[int, str], verdicts: list[Verdict]) -> None:
    """The columns as they were understood, and each line that is wrong or doubtful."""
    for place, name in columns.items():
        click.echo(f"{table.head[place]} -> {name}")
    for one in verdicts:
        for remark in one.faults or one.doubts:
            said = remark.message % remark.params if remark.params else remark.message
            word = DOUBTFUL if not one.faults else WRONG
            click.echo(f"line {one.line}, {one.name} ({word}), {remark.field}: {said}")


@delegates.command("export")
@click.argument("slug")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A .csv or .xlsx file; without it, csv."
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
def export_table(slug: str, out: Path | None, lang: str) -> None:
    """Write every delegate as a table that can be imported again unchanged."""
    ending = "xlsx" if out is not None and out.suffix.lower() == ".xlsx" else "csv"
    content = export(event_id(slug), Filter(sort="precedence"), ending, lang, needs=True)  # type: ignore[arg-type]
    if out is None:
        click.echo(content, nl=False)
        return
    write(out, content)
    click.echo(f"Wrote {out}.")
