"""Management commands: thin words over the services; each has --help."""

from __future__ import annotations

from flask import Flask

from app.cli import attendance, delegates, events, keeping, keys, mails, people, printing, proving, serving


def init_app(app: Flask) -> None:
    """Add the commands to `flask --app wsgi`."""
    for group in (
        events.event,
        delegates.delegates,
        people.user,
        people.door,
        keys.keys,
        mails.mail,
        printing.badges,
        attendance.attendance,
        proving.evidence,
    ):
        app.cli.add_command(group)
    for command in (
        events.demo,
        serving.up,
        serving.serve,
        serving.venue,
        serving.worker,
        keeping.backup,
        keeping.restore,
        keeping.purge,
        proving.verify,
    ):
        app.cli.add_command(command)
