"""Backup, restore and purge."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.commands import as_json, with_tables
from app.kernel import backup as kept
from app.privacy import service as privacy


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, uploads and keys into one archive; the program may go on serving.

    FILE is a .tar.gz that only its owner can read; an older one of that name is replaced once the new one is whole.
    """
    try:
        done = kept.write(file)
    except kept.BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"Wrote {done.path}: {done.files} files, {done.size / 1e6:.1f} MB unpacked, each with its checksum."
    )
    if done.bucket:
        click.echo(
            f"Uploads lie in the bucket {done.bucket} and are not in it: keep them by that storage’s own means."
        )
    if done.has_key:
        click.echo("It holds the key that opens badge codes and links: keep it as safe as the database.")
    else:
        click.echo(
            "SECRET_KEY comes from the environment and is not in it: keep it elsewhere, or codes are lost."
        )


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def restore(file: Path) -> None:
    """Bring an archive of `backup` back, into an empty place and with the server stopped.

    Every checksum is compared before anything is changed.
    """
    try:
        done = kept.restore(file)
    except kept.BackupError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Restored {done.files} files from {done.path}.")
    click.echo("Start the server: it brings the database up to date and sends the mails that were waiting.")


@click.command("purge")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
@with_appcontext
@with_tables
def purge(dry_run: bool, machine: bool) -> None:
    """Forget at every event what has been kept for as long as its terms say; the server does so by itself, too."""
    found = privacy.purge(only_look=dry_run)
    if machine:
        as_json([{"event": one.event, "going": [asdict(each) for each in one.going]} for one in found])
        return
    for one in found:
        for each in one.going:
            click.echo(f"{one.event}: {each.purpose}, {each.table}: {each.rows}")
    rows = sum(one.rows for one in found)
    click.echo(f"{rows} values would go." if dry_run else f"{rows} values went.")
