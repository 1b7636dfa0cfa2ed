"""What a printed programme says, each language for itself; plain data."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.pdf import Direction, base_direction
from app.kernel.pdf.funding import Emblem


@dataclass(frozen=True)
class PrintedSession:
    """One session in one language; `notice` such as Cancelled, `beneath` its lines below the title."""

    starts: str
    ends: str
    kind: str
    title: str
    subtitle: str
    beneath: tuple[str, ...]
    notice: str = ""


@dataclass(frozen=True)
class PrintedDay:
    """A day and its sessions by time."""

    title: str
    sessions: tuple[PrintedSession, ...]


@dataclass(frozen=True)
class Column:
    """The whole programme in one language, with the words of the print itself; `page` has {page} and {pages}."""

    language: str
    programme: str
    title: str
    theme: str
    dates: str
    place: str
    organisers: tuple[str, ...]
    statement: str
    zone_note: str
    newest: str
    page: str
    days: tuple[PrintedDay, ...]

    @property
    def direction(self) -> Direction:
        """Which way its words run."""
        return base_direction(self.title, "rtl" if self.language == "ar" else "ltr")


@dataclass(frozen=True)
class Programme:
    """One or two languages, whose days and sessions are the same; `url` is where the newest agenda stands."""

    columns: tuple[Column, ...]
    accent: str
    emblem: Emblem | None
    url: str

    @property
    def direction(self) -> Direction:
        """Which way its pages turn: as its first language reads."""
        return self.columns[0].direction

    @property
    def statements(self) -> tuple[str, ...]:
        """The funder's statement in each of its languages."""
        return tuple(dict.fromkeys(column.statement for column in self.columns if column.statement))
