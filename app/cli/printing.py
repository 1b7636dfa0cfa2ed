"""What is printed: badges."""

from __future__ import annotations

from pathlib import Path

import click

from app.badges import service
from app.badges.exports import STOCKS
from app.cli.commands import Commands, event_id, write

badges = Commands("badges", help="Badges.")


@badges.command("print")
@click.argument("slug")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write."
)
@click.option("--format", "paper", default="a4x8", show_default=True, type=click.Choice(list(STOCKS)))
def print_badges(slug: str, out: Path, paper: str) -> None:
    """Write every approved delegate's badge, with the codes they have."""
    write(out, service.print_all(event_id(slug), paper))
    click.echo(f"Wrote {out}.")
