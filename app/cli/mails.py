"""Mails that come back."""

from __future__ import annotations

from typing import BinaryIO

import click

from app.cli.commands import Commands
from app.mail import service
from app.mail.rules.bounces import MOST

mail = Commands("mail", help="Mails of the outbox.")


@mail.command("bounce")
@click.argument("file", type=click.File("rb"), default="-")
def bounce(file: BinaryIO) -> None:
    """Read a delivery status notification (RFC 3464) from standard input, or from FILE.

    For a pipe from the mail server: whatever comes in, it ends well, so that nothing is bounced back.
    """
    noted = service.take_bounce(file.read(MOST))
    for one in noted:
        click.echo(f"{one.mail_id}: {one.status} ({'for good' if one.is_hard else 'this mail only'})")
    if not noted:
        click.echo("No mail of ours is said to have failed.")
