"""What a letter is drawn from: one column of words in one language, or two facing one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.letters.rules import Block


@dataclass(frozen=True)
class Column:
    """The letter in one language."""

    language: str
    reference: str  # as a line: Reference: …
    date: str  # with the place before it
    title: str
    blocks: Sequence[Block]
    signer: str
    signer_function: str


@dataclass(frozen=True)
class LetterPaper:
    """A whole letter; pictures are JPEG or PNG. `check` says where to check it, and `url` is what the code holds."""

    columns: tuple[Column, ...]  # one or two
    heads: tuple[tuple[str, tuple[str, ...]], ...]  # language and lines, the letter's own first
    reference: str
    check: str
    url: str
    page: str  # holds {page} and {pages}
    logos: tuple[bytes, ...] = ()
    signature: bytes = b""
    statements: tuple[str, ...] = ()
    has_emblem: bool = False
    accent: str = "#0b6b58"
    justify: bool = True
