"""Where the bytes of uploads lie: a folder outside the web root, or a bucket of S3-compatible storage."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from config import S3

if TYPE_CHECKING:
    from obstore.store import S3Store


class Place(Protocol):
    """Keeps bytes under keys that are random and never used twice."""

    def put(self, key: str, content: IO[bytes]) -> None:
        """Keep these bytes; they are safe when this returns."""

    def read(self, key: str) -> bytes:
        """The bytes; raises FileNotFoundError."""

    def delete(self, key: str) -> None:
        """Remove them; nothing happens where there are none."""


class Folder:
    """Files in a folder, readable by the program's user only; two letters of the key make a subfolder."""

    def __init__(self, root: Path) -> None:
        """Keep them below `root`, made on first use."""
        self.root = root

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key

    def put(self, key: str, content: IO[bytes]) -> None:
        """Write beside the name, onto the disk, and give it its name last."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = path.with_name(f".{key}")
        try:
            with open(unfinished, "xb", opener=_private) as file:
                shutil.copyfileobj(content, file)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def read(self, key: str) -> bytes:
        """The whole file."""
        return self._path(key).read_bytes()

    def delete(self, key: str) -> None:
        """Remove the file."""
        self._path(key).unlink(missing_ok=True)


class Bucket:
    """Objects in a bucket; the client is the extra `s3` of the installation."""

    def __init__(self, settings: S3) -> None:
        """Open the bucket; the first request shows whether it is there."""
        from obstore.store import S3Store  # only here: installations without S3 do without its client

        options: dict[str, Any] = {"region": settings.region, "virtual_hosted_style_request": False}
        if settings.endpoint:
            options |= {"endpoint": settings.endpoint}
        if settings.access_key:
            options |= {
                "access_key_id": settings.access_key, "secret_access_key": settings.secret_key
            }  # fmt: skip
        plain = settings.endpoint.startswith("http://")
        self.store: S3Store = S3Store(
            settings.bucket,
            prefix="uploads",
            client_options={"allow_http": plain, "timeout": "30s"},
            **options,
        )

    def put(self, key: str, content: IO[bytes]) -> None:
        """Send the object."""
        self.store.put(key, content)

    def read(self, key: str) -> bytes:
        """The whole object."""
        return bytes(self.store.get(key).bytes())

    def delete(self, key: str) -> None:
        """Remove the object."""
        try:
            self.store.delete(key)
        except FileNotFoundError:
            return


def open_place(folder: Path, s3: S3 | None) -> Place:
    """The bucket when one is configured, else the folder."""
    return Bucket(s3) if s3 else Folder(folder)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
