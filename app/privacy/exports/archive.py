"""The archive of one person: data.json, and their files beside it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any


def archive(data: Mapping[str, Any], files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip with the data as JSON and each file under a name of its own."""
    out, taken = BytesIO(), {"data.json"}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=1))
        for name, content in files:
            made.writestr(_free(name, taken), content)
    return out.getvalue()


def _free(name: str, taken: set[str]) -> str:
    bare = name.replace("\\", "/").rpartition("/")[2] or "file"
    stem, dot, ending = bare.rpartition(".")
    found, number = bare, 1
    while found in taken:
        number += 1
        found = f"{stem or ending}-{number}{dot if stem else ''}{ending if stem else ''}"
    taken.add(found)
    return found
