"""Text from strangers: what cannot be seen or turns lines around is taken out, the rest stays as it was."""

from __future__ import annotations

import re
import unicodedata

from app.registration.rules.faults import Wrong

_JOINERS = "\u200c\u200d"  # Persian and Indic spelling needs them; they show nothing by themselves
_ADDRESS = re.compile(r"https?:|www\.|://|@", re.IGNORECASE)
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\u08a0-\u08b4]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MARKS_TOGETHER = 3
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def clean(text: str, *, lines: bool = False) -> str:
    """NFC without control, bidi and invisible characters or towers of marks; one line unless `lines`."""
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n")):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if letter.isspace():
            kept.append("\n" if lines and letter == "\n" else " ")
        elif (category not in _HIDDEN or letter in _JOINERS) and marks <= _MARKS_TOGETHER:
            kept.append(letter)
    parts = [" ".join(line.split()) for line in "".join(kept).split("\n")]
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip()
    return "" if not whole.strip(_JOINERS) else whole


def line(text: str, most: int) -> str:
    """One line that names something: no address in it, at most so many characters; raises Wrong."""
    found = limited(clean(text), most)
    if _ADDRESS.search(found):
        raise Wrong("address-inside")
    return found


def limited(text: str, most: int) -> str:
    """The text itself; raises Wrong when it is longer than so many characters."""
    if len(text) > most:
        raise Wrong("too-long", most=most)
    return text


def has_arabic(text: str) -> bool:
    """True when at least one letter is Arabic."""
    return bool(_ARABIC.search(text))


def has_latin(text: str) -> bool:
    """True when at least one letter is Latin."""
    return bool(_LATIN.search(text))
