"""Bringing the database up to the models, with Alembic; the same revisions on SQLite and PostgreSQL."""

from __future__ import annotations

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from app.kernel.db import engine, rebuilding


def upgrade() -> None:
    """Apply all revisions that the database lacks, in one transaction; does nothing when it is current.

    SQLite changes a table by making it anew and dropping the old one, which must take no rows of others along.
    """
    settings = _settings()
    with engine().connect() as connection, rebuilding(connection):
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def is_current() -> bool:
    """True when the database has the newest revision; raises the driver's error when it cannot be reached."""
    with engine().connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    return found == ScriptDirectory.from_config(_settings()).get_current_head()


def is_empty() -> bool:
    """True when the database has no tables of ours yet."""
    with engine().connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() is None


def newest() -> str:
    """The newest revision that this program knows."""
    return str(ScriptDirectory.from_config(_settings()).get_current_head())


def known() -> frozenset[str]:
    """All revisions that this program knows."""
    return frozenset(one.revision for one in ScriptDirectory.from_config(_settings()).walk_revisions())


def _settings() -> AlembicConfig:
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(current_app.config["ROOT"] / "app" / "migrations"))
    return settings
