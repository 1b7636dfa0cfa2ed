"""Running the program: with the demo for a first look, in production, or the worker by itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext

from app import serve as server
from app.checkin import queries as doors
from app.checkin import service as checkin
from app.events import queries as events
from app.front import service as front
from app.kernel import clock, jobs, migrate, qr, web
from app.kernel.signing import unseal
from app.people import queries as accounts
from app.people import service as people
from config import Config, ConfigurationError

if TYPE_CHECKING:
    from app.venue import Venue

ORGANISER = "organiser@example.org"
DOOR = "Door A"


@click.command("up")
@with_appcontext
def up() -> None:
    """Migrate, load the demo on first use, print how to get in, and serve (this is `make run`)."""
    config: Config = current_app.config["CONFIG"]
    click.echo("Bringing the database up to date…")
    migrate.upgrade()
    if not events.every_event():
        click.echo("Loading the demo: the reference meeting and 150 invented delegates…")
        made = front.make_demo()
        click.echo(f"  {made.delegates} delegates, {made.approved} of them approved.")
    click.echo("")
    for line in _ways_in(config):
        click.echo(line)
    click.echo("\nStop with Ctrl+C.")
    _serve()


def _ways_in(config: Config) -> list[str]:
    slug = events.every_event()[0].slug
    found = events.find_event(slug)
    if found is None:
        raise click.ClickException("The event has just been removed.")
    link = _door(found.id)
    return [
        f"  The meeting     {config.public_url}/",
        *_organiser(config),
        f"  The door        {web.public_url('checkin.pair', token=link)}",
        "                  (open it on the phone or laptop that scans; it pairs for four days)",
    ]


def _door(event_id: UUID) -> str:
    """The link of the demo's door, the same as last time while it works."""
    for one in doors.pairings(event_id):
        if one.name == DOOR and not one.revoked_at and one.expires_at > clock.now():
            return unseal(one.link_sealed)
    return checkin.pair(event_id, DOOR).link


def _organiser(config: Config) -> list[str]:
    """The demo organiser's sign-in: the password is kept beside the database until somebody changes it."""
    kept = Path(config.instance) / "organiser.txt"
    if accounts.find_user(ORGANISER) is None:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        made = people.add_user(ORGANISER, "owner", name="Organiser")
        people.set_password(made.token, password)
        people.end_other_sign_ins(None, made.user_id)  # which nobody began
        kept.touch(mode=0o600)
        kept.write_text(password)
    desk = f"  The desk        {config.public_url}/desk/"
    password = kept.read_text().strip() if kept.exists() else ""
    if password and people.knows(ORGANISER, password):
        return [desk, f"                  {ORGANISER}   {password}"]
    link = web.public_url("people.password", token=people.add_user(ORGANISER, "owner").token)
    return [desk, f"                  {ORGANISER}, with a password of your own; a new one: {link}"]


@click.command("serve")
@with_appcontext
def serve() -> None:
    """Migrate and serve, told everything by environment variables; no demo data."""
    config: Config = current_app.config["CONFIG"]
    migrate.upgrade()
    click.echo(f"Serving {config.public_url} on {config.host}:{config.port}")
    _serve()


def _serve() -> None:
    try:
        server.need_port(current_app.config["CONFIG"])
    except OSError as error:
        told = f"{error.strerror}: another program uses the port, or name another in PORT"
        raise click.ClickException(told) from error
    server.serve(current_app._get_current_object())  # type: ignore[attr-defined]


@click.command("venue")
@with_appcontext
def venue() -> None:
    """Serve from a laptop at the venue: on the local network, with TLS of its own, without internet (`make venue`)."""
    from app import venue as local  # certificates are made by this command alone

    app = current_app._get_current_object()  # type: ignore[attr-defined]
    environ = dict(os.environ)
    try:
        found = local.prepare(app.config["CONFIG"], environ)
    except (ConfigurationError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    migrate.upgrade()
    app.config["CONFIG"] = found.config
    _say_where(found)
    click.echo("Stop with Ctrl+C.")
    try:
        local.serve(app, found, environ, _say_where)
    except OSError as error:
        raise click.ClickException(
            f"{error.strerror}: another program uses the port, or name others in PORT and VENUE_PAGE_PORT"
        ) from error


def _say_where(found: Venue) -> None:
    """The two addresses as codes for phones, with what to do."""
    if found.moved_from:
        click.echo(
            f"\nPhones knew this laptop as {found.moved_from}, and keep unsent scans under that address. Give it back\n"
            "to the laptop (a fixed address in the router) until they have sent; then pair them anew."
        )
    address = f"{found.config.public_url}/"
    click.echo("\n1. Once for each phone: let it trust this laptop.")
    click.echo(f"   Scan this, or open {found.page_url} and follow the page (Arabic, French, English).\n")
    click.secho(qr.terminal(found.page_url), fg="bright_white", bg="black")
    click.echo(
        f"\n   The certificate that it shows must have this fingerprint (SHA-256):\n   {found.authority.fingerprint}"
    )
    click.echo(f"\n2. Then: the program, at {address}\n")
    click.secho(qr.terminal(address), fg="bright_white", bg="black")
    click.echo(f"\n   The desk: {found.config.public_url}/desk/; phones become doors there, under Doors.\n")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Background work by itself, until SIGTERM: for machines that only work, beside those that serve."""
    migrate.upgrade()
    click.echo("Working. Stop with Ctrl+C.")
    jobs.run_worker(current_app._get_current_object())  # type: ignore[attr-defined]
