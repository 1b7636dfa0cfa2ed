"""Keys for what is made at the desk: short, readable, and nobody else's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 32


def new_key(words: str, taken: Container[str], otherwise: str) -> str:
    """A key made of Latin words, or of `otherwise` where there are none; with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST].strip("-") or otherwise
    if key not in taken:
        return key
    return next(made for number in count(2) if (made := f"{key}-{number}") not in taken)
