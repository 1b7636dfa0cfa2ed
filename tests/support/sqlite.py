"""SQLite for the tests: a migrated file made once a session, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path


def make_template(folder: Path, migrate: Callable[[str], None]) -> str:
    """The path of a migrated database without content."""
    template = folder / "template.db"
    migrate(f"sqlite:///{template}")
    return str(template)


def fresh_database(template: Path, folder: Path) -> str:
    """The address of an empty, migrated database in the folder."""
    shutil.copy(template, folder / "multaqa.db")
    return f"sqlite:///{folder / 'multaqa.db'}"
