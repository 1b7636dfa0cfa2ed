"""The archive: files in order at a fixed time, a manifest with the SHA-256 of each, and a signature over it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from app.kernel import verify
from app.kernel.verify.packs import MANIFEST, SIGNATURE

STAMP = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive, whenever


@dataclass(frozen=True)
class Entry:
    """One file of a pack."""

    path: str
    content: bytes


def pack_zip(
    entries: Iterable[Entry], facts: Mapping[str, Any], sign: Callable[[bytes], bytes], target: IO[bytes]
) -> None:
    """Write the pack; `facts` are the manifest without its files, `sign` gives 64 bytes over its bytes."""
    with zipfile.ZipFile(target, "w") as archive:
        listed = {}
        for one in sorted(entries, key=lambda entry: entry.path):
            listed[one.path] = {"size": len(one.content), "sha256": hashlib.sha256(one.content).hexdigest()}
            _put(archive, one.path, one.content)
        said = json.dumps({**facts, "files": listed}, ensure_ascii=False, sort_keys=True, indent=1).encode()
        _put(archive, MANIFEST, said)
        _put(archive, SIGNATURE, sign(said).hex().encode())


def program() -> bytes:
    """The verifying program as one file that any Python 3.10 runs: the very modules that this one uses."""
    folder, target = Path(verify.__file__).parent, BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        _put(
            archive,
            "__main__.py",
            b"import sys\n\nfrom app.kernel.verify.__main__ import main\n\nsys.exit(main())\n",
        )
        for name in ("app/__init__.py", "app/kernel/__init__.py"):
            _put(archive, name, b"")
        for file in sorted(folder.glob("*.py")):
            _put(archive, f"app/kernel/verify/{file.name}", file.read_bytes())
    return target.getvalue()


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    info = zipfile.ZipInfo(path, STAMP)
    info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    archive.writestr(info, content)
