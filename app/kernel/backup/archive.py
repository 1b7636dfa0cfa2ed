"""The archive: a tar.gz whose first file is a manifest with the SHA-256 of every other."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
PIECE = 1024 * 1024
LONGEST_MANIFEST = 64 * PIECE


class BackupError(Exception):
    """A backup or restore that cannot be done; its text is for the operator."""


@dataclass(frozen=True)
class File:
    """One file of an archive: its SHA-256 in hexadecimal and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself; `key` tells whether a SECRET_KEY is the one it was made with."""

    program: str
    revision: str
    made_at: str
    database: str
    key: str
    files: Mapping[str, File]
    older: Sequence[str] = ()  # the other keys that were configured, which may still seal something in it


def checksums(folder: Path) -> dict[str, File]:
    """All files below a folder by their path in it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _read(path) for path in found}


def _read(path: Path) -> File:
    with path.open("rb") as content:
        return _summed(_pieces(content))


def _summed(pieces: Iterator[bytes]) -> File:
    total, size = hashlib.sha256(), 0
    for piece in pieces:
        total.update(piece)
        size += len(piece)
    return File(total.hexdigest(), size)


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    while piece := content.read(PIECE):
        yield piece


def pack(folder: Path, manifest: Manifest, target: Path) -> None:
    """Write the archive beside its name, onto the disk, and give it its name last."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with open(unfinished, "xb", opener=private) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as tar:
                said = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode()
                head = tarfile.TarInfo(MANIFEST)
                head.size, head.mode = len(said), 0o600
                tar.addfile(head, BytesIO(said))
                for name in manifest.files:
                    tar.add(folder / name, arcname=name, recursive=False)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive into a folder; BackupError unless every file is there, none besides, and each as it was."""
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            members = iter(tar)
            manifest = _manifest(tar, next(members, None))
            found = {member.name: _take(tar, member, manifest, folder) for member in members}
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{source} cannot be read as a backup: {error}") from error
    for name, file in manifest.files.items():
        if found.get(name) != file:
            raise BackupError(f"{source} is damaged: {name} is missing or is not what was saved.")
    return manifest


def _manifest(tar: tarfile.TarFile, first: tarfile.TarInfo | None) -> Manifest:
    content = tar.extractfile(first) if first and first.name == MANIFEST else None
    if content is None:
        raise BackupError("This archive has no manifest: it is no backup of this program.")
    said = json.loads(content.read(LONGEST_MANIFEST))
    if said.pop("format") != FORMAT:
        raise BackupError("This backup was made by a newer program. Update this one first.")
    files = {name: File(**file) for name, file in said.pop("files").items()}
    return Manifest(**said, files=files)


def _take(tar: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, folder: Path) -> File:
    place = PurePosixPath(member.name)
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or member.name not in manifest.files or place.is_absolute() or ".." in place.parts:
        raise BackupError(f"The archive holds something that its manifest does not name: {member.name!r}.")
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "xb", opener=private) as file:
        return _summed(_written(content, file))


def _written(content: IO[bytes], file: IO[bytes]) -> Iterator[bytes]:
    for piece in _pieces(content):
        file.write(piece)
        yield piece


def copy(source: Path, target: Path) -> None:
    """Copy a secret, readable by its owner only from the first byte on."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with source.open("rb") as content, open(target, "xb", opener=private) as file:
        shutil.copyfileobj(content, file)


def private(path: str, flags: int) -> int:
    """For open(): a new file that its owner alone can read."""
    return os.open(path, flags, 0o600)
