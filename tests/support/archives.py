"""Installations that are backed up and restored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from flask import Flask

from app.kernel import backup
from app.kernel.db import db, engine
from tests.support import postgres
from tests.support.keeper import free_port


def ready(app: Flask) -> Flask:
    """The application with PostgreSQL's programs at hand, on a port that nobody serves."""
    app.config["CONFIG"] = replace(app.config["CONFIG"], pg_dump=postgres.pg_dump(), port=free_port())
    return app


def let_go(app: Flask) -> None:
    """Close what the application holds open."""
    with app.app_context():
        db.session.remove()
        engine().dispose()


@contextmanager
def within(app: Flask) -> Iterator[None]:
    """Its context, with a session that is closed afterwards."""
    with app.app_context():
        yield
        db.session.remove()


def written(app: Flask, folder: Path) -> Path:
    """A backup of the installation."""
    target = folder / "backup.tar.gz"
    with within(app):
        backup.write(target)
    return target
