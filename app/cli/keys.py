"""Keys of the installation: a new one, what still waits for it, and letting the old ones go."""

from __future__ import annotations

import os
import secrets
from dataclasses import asdict
from pathlib import Path

import click
from flask import current_app

from app.cli.commands import Commands, as_json
from app.kernel import keys as sealing
from app.kernel.backup.archive import private
from config import Config

keys = Commands("keys", help="Keys that seal badge codes, links, passports and access needs.")


@keys.command("new")
def new() -> None:
    """Put a new key before the present ones; it seals from the next start on, and the old ones still open."""
    fresh, place = secrets.token_urlsafe(48), _file()
    if place is None:
        click.echo(f'SECRET_KEY="{fresh},<what it is now>"')
        click.echo("Put this into the environment of every server and worker, then restart them.")
        return
    _write(place, f"{fresh},{place.read_text().strip()}")
    click.echo(f"{place} begins with a new key now. Restart the server: it seals everything anew by itself.")


@keys.command("status")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def status(machine: bool) -> None:
    """Say how many values each column holds, how many an older key sealed, and how many no key opens."""
    found = sealing.status()
    if machine:
        as_json([asdict(one) for one in found])
        return
    for one in found:
        rest = f", {one.older} under an older key" if one.older else ""
        rest += f", {one.lost} that no key opens" if one.lost else ""
        click.echo(f"{one.table}.{one.column}: {one.values}{rest}")
    _advise(found)


@keys.command("rotate")
def rotate() -> None:
    """Seal everything under the current key now, a few rows at a time while the server goes on serving."""
    click.echo(f"Sealed {sealing.reseal()} values anew.")
    _advise(sealing.status())


@keys.command("retire")
def retire() -> None:
    """Let go of every key but the current one, once nothing is sealed under it; refuses before."""
    left = sum(one.older for one in sealing.status())
    if left:
        raise click.ClickException(
            f"{left} values are still sealed under an older key. Run keys rotate first."
        )
    place = _file()
    if place is None:
        click.echo("Nothing needs the older keys any more. Leave the first one in SECRET_KEY, then restart.")
        return
    _write(place, place.read_text().strip().split(",")[0])
    click.echo(f"{place} holds the current key only. Keep the old ones as long as backups made under them.")


def _advise(found: list[sealing.Sealed]) -> None:
    older, lost = sum(one.older for one in found), sum(one.lost for one in found)
    if lost:
        click.echo(f"{lost} values cannot be opened: put the key that is missing behind the current one.")
    if older:
        click.echo(f"{older} values wait for keys rotate.")
    elif len(current_app.config["SECRET_KEYS"]) > 1:
        click.echo(
            "Nothing needs the older keys; keys retire lets them go once the doors have sent their scans."
        )


def _file() -> Path | None:
    """The file of the installation's own key; None where SECRET_KEY comes from the environment."""
    config: Config = current_app.config["CONFIG"]
    place = config.instance / "secret.key"
    return place if place.exists() and place.read_text().strip() == config.secret_key else None


def _write(place: Path, text: str) -> None:
    """Replace the file in one step: a key that is half written would lose everything."""
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    with open(unfinished, "x", opener=private) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(place)
