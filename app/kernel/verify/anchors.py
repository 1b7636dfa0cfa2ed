"""Anchors: the heads of both chains at a moment, in a short form that is printed, typed and read aloud."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing that a reader takes for a digit
SIZE = 20  # bytes of a head that are shown: nobody makes two histories that share 160 bits
KINDS = {"journal": "J", "scans": "S", "signatures": "G"}

Head = tuple[int, bytes]
"""Number and link of the newest line of a chain: the whole link, or its first 20 bytes."""


class Mistyped(ValueError):
    """A text that is no anchor, with what is wrong in it."""


@dataclass(frozen=True)
class Anchor:
    """An event's slug, a moment (RFC 3339), and the head of each of its chains then."""

    event: str
    at: str
    journal: Head
    scans: Head
    signatures: Head

    def head(self, kind: str) -> Head:
        """The head of one of KINDS."""
        return {"journal": self.journal, "scans": self.scans, "signatures": self.signatures}[kind]

    @property
    def lines(self) -> list[str]:
        """The short form on five lines; the last one is a check against mistyping."""
        said = [f"MULTAQA-1 {self.event} {self.at}"]
        for kind, letter in KINDS.items():
            number, link = self.head(kind)
            said.append(f"{letter} {number} {grouped(link[:SIZE])}")
        return [*said, f"= {_check(said)}"]

    @property
    def text(self) -> str:
        """The short form as one text of five lines: what the installation signs."""
        return "\n".join(self.lines)

    @classmethod
    def read(cls, text: str) -> Anchor:
        """Take the short form apart, however it was broken into lines and spelt; raises Mistyped."""
        words = text.split()
        marks = [words[at].upper() for at in range(0, len(words), 3)]
        if len(words) != 14 or marks != ["MULTAQA-1", *KINDS.values(), "="]:
            raise Mistyped(
                "this is no anchor: MULTAQA-1 event time J number head S number head G number head = check"
            )
        journal, scans, signatures = ((_number(words[at]), ungrouped(words[at + 1])) for at in (4, 7, 10))
        found = cls(words[1], words[2].upper(), journal, scans, signatures)
        if found.lines[-1] != f"= {_plain(words[13])}":
            raise Mistyped("this anchor was mistyped: its last four signs do not fit the others")
        return found


def grouped(raw: bytes) -> str:
    """20 bytes as eight groups of four characters (Crockford's base 32)."""
    number = int.from_bytes(raw, "big")
    signs = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(len(raw) * 8 // 5)))
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))


def ungrouped(text: str) -> bytes:
    """The 20 bytes back; raises Mistyped."""
    signs = _plain(text)
    if len(signs) != 32 or not set(signs) <= set(ALPHABET):
        raise Mistyped(f"this is no head of a chain, which has eight groups of four characters: {text}")
    number = 0
    for sign in signs:
        number = number * 32 + ALPHABET.index(sign)
    return number.to_bytes(SIZE, "big")


def _number(word: str) -> int:
    if not (word.isascii() and word.isdigit()):
        raise Mistyped(f"this is no number: {word}")
    return int(word)


def _plain(text: str) -> str:
    return text.upper().replace("-", "").translate(str.maketrans("OIL", "011"))


def _check(lines: list[str]) -> str:
    return grouped(hashlib.sha256("\n".join(lines).encode()).digest()[:SIZE])[:4]
