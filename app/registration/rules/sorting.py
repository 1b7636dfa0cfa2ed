"""The order of names, as both databases and both scripts agree: keys of bytes, stored beside the names.

Databases order text each by its own locale. Bytes they order alike, so a key spells a name in such a way that the
order of its bytes is the order of a list on paper: without case, accents, marks, hyphens and the Arabic article.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from app.registration.rules.folding import APOSTROPHES
from app.registration.rules.text import has_arabic

LONGEST = 120  # bytes; beyond, names are alike for any list

_ALIKE = str.maketrans({
    "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ı": "i",
    "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ٱ": "ا", "گ": "ك", "ڤ": "ف", "پ": "ب", "چ": "ج", "ـ": "", "ء": "",
})  # fmt: skip
_ARTICLE = re.compile(r"\bال(?=\w{2})")


def sort_key(arabic: str, latin: str, script: Literal["ar", "latin"]) -> bytes:
    """The key of a person in a list of this script; who has no name in it comes after all who have."""
    own, other = (arabic, latin) if script == "ar" else (latin, arabic)
    wanted = own if own and has_arabic(own) == (script == "ar") else ""
    return (b"\x01" if wanted else b"\x02") + _spelt(wanted or own or other)


def _spelt(name: str) -> bytes:
    """The letters that count, words parted by one space."""
    spread = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name).casefold())
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_ALIKE)
    words = re.findall(r"[^\W_]+", _ARTICLE.sub("", bare))
    return " ".join(words).encode()[:LONGEST]
