"""Accounts of the secretariat, and devices at the doors."""

from __future__ import annotations

import click

from app.checkin import service as checkin
from app.cli.commands import Commands, as_json, event_id
from app.kernel import web
from app.people import rules, service

user = Commands("user", help="Accounts of the secretariat.")
door = Commands("door", help="Devices at the doors.")


@user.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(list(rules.ROLES)), help="What the account may do.")
@click.option("--event", "slug", help="Only at this event; without it, at all events.")
@click.option(
    "--reset-second-factor", "reset", is_flag=True, help="Also let go of app, passkeys and recovery codes."
)
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def add_user(email: str, role: str, slug: str | None, reset: bool, machine: bool) -> None:
    """Give an address a role and print its one-time link; again prints a new one, if the password was lost.

    Second factors stay, and are asked after the new password, unless --reset-second-factor lets go of them.
    """
    if reset:
        service.reset_factors(email)
    made = service.add_user(email, role, event_id(slug) if slug else None)
    link = web.public_url("people.password", token=made.token)
    if machine:
        as_json({"email": email, "role": role, "url": link})
        return
    click.echo(f"Open this link within three days to choose a password; it works once:\n{link}")


@user.command("token")
@click.argument("email")
@click.option("--event", "slug", help="Only for this event; without it, for all of the account's.")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def token(email: str, slug: str | None, machine: bool) -> None:
    """Make an API token with the account's role; it is shown this once and can be revoked at the desk."""
    made = service.issue_token(email, event_id(slug) if slug else None)
    if machine:
        as_json({"token": made.token, "email": email})
        return
    click.echo(made.token)


@door.command("pair")
@click.argument("slug")
@click.option("--name", required=True, help="What the volunteers call the door.")
@click.option(
    "--checkpoint", "checkpoints", multiple=True, help="main or a session's key; repeat it. None: all."
)
@click.option("--override", is_flag=True, help="May admit with a reason who is not expected.")
@click.option("--print", "prints", is_flag=True, help="May print the badge of whom it scanned.")
@click.option("--sign", "signs", is_flag=True, help="May let people sign on its screen.")
@click.option("--json", "machine", is_flag=True, help="Report as JSON.")
def pair(
    slug: str, name: str, checkpoints: tuple[str, ...], override: bool, prints: bool, signs: bool,
    machine: bool,
) -> None:  # fmt: skip
    """Make a door's token and the link that pairs a phone."""
    made = checkin.pair(
        event_id(slug), name, checkpoints, may_override=override, may_print=prints, may_sign=signs
    )
    link = web.public_url("checkin.pair", token=made.link)
    if machine:
        as_json({"token": made.token, "url": link})
        return
    click.echo(f"Pairing link, until {made.expires_at:%Y-%m-%d %H:%M} UTC:\n{link}\nToken:\n{made.token}")
