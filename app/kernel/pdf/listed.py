"""What a printed list is made from: plain values in the language that it is printed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: the key of its value in a row, its head, and its width on paper in millimetres (of 273)."""

    key: str
    head: str
    width: float


@dataclass(frozen=True)
class Section:
    """Rows under one heading: a flight, a hotel, a page of badges."""

    heading: str
    rows: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Table:
    """A whole list; `page` holds {page} and {pages}. A row's `name_second` is the other script's name."""

    title: str
    event: str
    columns: Sequence[Column]
    sections: Sequence[Section]
    language: str
    statements: tuple[str, ...] = ()
    has_emblem: bool = False
    accent: str = "#0b6b58"
    page: str = "{page} / {pages}"
