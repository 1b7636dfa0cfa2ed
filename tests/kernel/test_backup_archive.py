"""An archive that is not as it was saved is refused, and nothing was changed by then."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from app.kernel import backup
from app.kernel.backup import BackupError
from tests.conftest import make_app
from tests.support.archives import ready, within, written


def _rewritten(archive: Path, change: Callable[[str, bytes], bytes | None], *more: str) -> None:
    """Writes the archive anew with other contents, without those that became None, and with more files."""
    with tarfile.open(archive) as tar:
        old = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in (*old.items(), *((name, b"planted") for name in more)):
            changed = change(name, content)
            if changed is not None:
                info = tarfile.TarInfo(name)
                info.size = len(changed)
                tar.addfile(info, BytesIO(changed))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-500]),
    "no archive": lambda path: path.write_bytes(b"something else"),
    "one byte other": lambda path: _rewritten(
        path, lambda name, content: content[:-1] if name == "database" else content
    ),
    "a file missing": lambda path: _rewritten(
        path, lambda name, content: None if name == "database" else content
    ),
    "no manifest": lambda path: _rewritten(
        path, lambda name, content: None if name == "manifest.json" else content
    ),
    "a file more": lambda path: _rewritten(path, lambda _name, content: content, "keys/more"),
    "a file outside": lambda path: _rewritten(path, lambda _name, content: content, "../outside"),
    "a newer program": lambda path: _rewritten(path, _told("revision", "9999")),
    "another database": lambda path: _rewritten(path, _told("database", "Oracle")),
    "another format": lambda path: _rewritten(path, _told("format", 2)),
}


def _told(name: str, value: object) -> Callable[[str, bytes], bytes]:
    return lambda file, content: (
        json.dumps({**json.loads(content), name: value}).encode() if file == "manifest.json" else content
    )


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_archive_changes_nothing(
    sqlite_app: Flask, damage: Callable[[Path], object], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ready(sqlite_app)
    out, empty = tmp_path_factory.mktemp("out"), tmp_path_factory.mktemp("empty")
    archive = written(sqlite_app, out)
    damage(archive)
    other = ready(make_app(empty, f"sqlite:///{empty / 'multaqa.db'}"))
    before = sorted(empty.iterdir())
    with within(other), pytest.raises(BackupError):
        backup.restore(archive)
    assert sorted(empty.iterdir()) == before
    assert sorted(one.name for one in out.iterdir()) == ["backup.tar.gz"]
