"""Backup and restore: database, uploads and keys in one archive with checksums; safe while the program serves.

A backup appears under its name once it is whole. A restore checks everything before it changes anything.
"""

from __future__ import annotations

import shutil
import socket
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import current_app

from app.kernel import clock, migrate
from app.kernel.backup import archive, dumps
from app.kernel.backup.archive import BackupError, Manifest
from app.kernel.signing import fingerprints
from config import Config

KEPT = ("secret.key", "organiser.txt")
"""Files of the instance folder that go along, beside the database and the uploads."""

__all__ = ["BackupError", "Done", "restore", "write"]


@dataclass(frozen=True)
class Done:
    """What an archive holds: how many files, how many bytes they are unpacked, and whether the key is among them."""

    path: Path
    files: int
    size: int
    has_key: bool
    bucket: str  # where uploads lie instead of in the archive; '' for those in the instance folder


def write(target: Path) -> Done:
    """Write everything into one archive, readable by its owner only; BackupError says what went wrong."""
    config = _config()
    target = target.resolve()
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}.")
    with _workshop(target.parent) as workshop:
        folder = Path(workshop)
        dumps.dump(config, folder / "database")
        for name in _keys(config, config.instance):
            archive.copy(config.instance / name, folder / "keys" / name)
        _copy_uploads(config.instance / "uploads", folder / "uploads")
        manifest = Manifest(
            program=_version(), revision=migrate.newest(), made_at=clock.stamp(clock.now()),
            database=dumps.kind(config), key=_key_mark()[0], files=archive.checksums(folder),
            older=_key_mark()[1:],
        )  # fmt: skip
        archive.pack(folder, manifest, target)
    return _done(target, manifest)


def restore(source: Path) -> Done:
    """Bring an archive back into an empty place; BackupError when it is damaged or the place is not ready.

    Nothing is changed before every file is checked, and the database comes last: a restore that was cut off can
    be started again.
    """
    config = _config()
    _must_be_stopped(config)
    dumps.must_be_empty(config)
    with _workshop(config.instance) as workshop:
        folder = Path(workshop)
        manifest = archive.unpack(source, folder)
        _must_fit(manifest, config)
        for name in _keys(config, folder / "keys"):
            archive.copy(folder / "keys" / name, config.instance / name)
        if (folder / "uploads").exists():
            shutil.copytree(folder / "uploads", config.instance / "uploads", dirs_exist_ok=True)
        dumps.load(config, folder / "database")
    return _done(source, manifest)


def _copy_uploads(source: Path, target: Path) -> None:
    """The uploads as they are after the database was read: one that is deleted meanwhile has no row to miss it.

    What lies in a bucket is not copied: it is kept by the means of that storage.
    """
    for path in source.rglob("[!.]*"):
        if path.is_file():
            with suppress(FileNotFoundError):
                archive.copy(path, target / path.relative_to(source))


def _config() -> Config:
    found: Config = current_app.config["CONFIG"]
    return found


def _done(path: Path, manifest: Manifest) -> Done:
    size = sum(one.size for one in manifest.files.values())
    s3 = _config().s3
    return Done(path, len(manifest.files), size, "keys/secret.key" in manifest.files, s3.bucket if s3 else "")


def _workshop(beside: Path) -> TemporaryDirectory[str]:
    """A folder of the owner's own beside the target, so that what is in it moves by renaming."""
    return TemporaryDirectory(prefix=".backup-", dir=beside)


def _key_is_kept(config: Config) -> bool:
    """True when the key is the one in the instance folder, not one of the environment's."""
    kept = config.instance / "secret.key"
    return kept.exists() and kept.read_text().strip() == config.secret_key


def _keys(config: Config, folder: Path) -> list[str]:
    """Those of KEPT that are in a folder and mean something: a key that the environment overrules does not."""
    there = [name for name in KEPT if (folder / name).exists()]
    return there if _key_is_kept(config) else [name for name in there if name != "secret.key"]


def _must_be_stopped(config: Config) -> None:
    with socket.socket() as line:
        line.settimeout(2)
        host = "127.0.0.1" if config.host in ("0.0.0.0", "") else config.host  # noqa: S104 - asked, not bound
        if line.connect_ex((host, config.port)) == 0:
            raise BackupError(
                f"Something answers on {host}:{config.port}. Stop the server, then restore (or name its own PORT)."
            )


def _must_fit(manifest: Manifest, config: Config) -> None:
    if manifest.database != dumps.kind(config):
        raise BackupError(
            f"The archive holds a {manifest.database} database; DATABASE_URL names one of {dumps.kind(config)}."
        )
    if manifest.revision not in migrate.known():
        raise BackupError(
            f"The archive was made by a newer program ({manifest.program}); this one is {_version()}. Update it first."
        )
    brings_its_key = _key_is_kept(config) and "keys/secret.key" in manifest.files
    if not brings_its_key and not {manifest.key, *manifest.older} <= set(_key_mark()):
        raise BackupError(
            "SECRET_KEY is not the one that this archive was made with: its codes could not be opened."
        )


def _key_mark() -> list[str]:
    """Tells one key from another without telling the key; one for each that is configured."""
    return [one.hex()[:16] for one in fingerprints(b"backup")]


def _version() -> str:
    project = tomllib.loads((current_app.config["ROOT"] / "pyproject.toml").read_text())["project"]
    return f"{project['name']} {project['version']}"
