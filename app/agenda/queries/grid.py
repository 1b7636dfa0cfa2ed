"""One day of the draft as a grid: rooms across, hours down, in minutes from the day's midnight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.agenda.models import Session
from app.agenda.queries.clashing import ClashShown, Draft, clashes_said, clashing
from app.agenda.queries.programme import kind_name
from app.agenda.rules import SessionState
from app.events import queries as events
from app.kernel import clock
from app.kernel.i18n import _, current_language, format_day, format_span, language_names
from app.kernel.scope import Scope

DAY = 24 * 60
FIRST, LAST = 8 * 60, 18 * 60
"""Hours that are shown of a day on which nothing goes further."""


@dataclass(frozen=True)
class Card:
    """A session in the grid: minutes from midnight, its lane among those at once in its room, what clashes."""

    key: str
    starts: int
    ends: int
    hours: str
    title: str
    language: str
    kind: str
    cancelled: bool
    missing: str
    clashes: tuple[ClashShown, ...]
    lane: int
    lanes: int

    @property
    def alarming(self) -> bool:
        """True where a clash is not confirmed."""
        return any(one.open for one in self.clashes)


@dataclass(frozen=True)
class Column:
    """A room with its sessions of the day; key "" holds those without a room."""

    key: str
    name: str
    facts: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Grid:
    """A day: its number and words, the other days, columns, the span of hours in minutes, and what clashes."""

    day: int
    words: str
    days: Sequence[tuple[int, str]]
    columns: tuple[Column, ...]
    first: int
    last: int
    clashes: tuple[ClashShown, ...]


def grid(draft: Draft, event: Scope, day: int) -> Grid:
    """The day of this number (the first where there is none such)."""
    language = current_language()
    dates = events.days_of(draft.event)
    day = day if 1 <= day <= len(dates) else 1
    today = [row for row in draft.sessions if _local(row, event)[0] == dates[day - 1]]
    shown = clashes_said(clashing(draft), draft, event)
    keys = {row.key for row in today}
    columns = _columns(draft, today, event, shown)
    spans = [(card.starts, card.ends) for column in columns for card in column.cards]
    row = next((one for one in draft.days if one.day == day), None)
    opens = row.opens.hour * 60 if row else FIRST
    closes = row.closes.hour * 60 + 60 if row and row.closes > row.opens else LAST
    return Grid(
        day=day,
        words=format_day(dates[day - 1], language, event.country),
        days=[
            (number, format_day(one, language, event.country, year=False))
            for number, one in enumerate(dates, 1)
        ],
        columns=columns,
        first=min([opens, *(start // 60 * 60 for start, _end in spans)]),
        last=max([closes, *(-(-end // 60) * 60 for _start, end in spans)]),
        clashes=tuple(one for one in shown if keys & set(one.sessions)),
    )


def _local(row: Session, event: Scope) -> tuple[date, int, int]:
    """The day of a session and its hours as minutes from that day's midnight, by the zone's clocks."""
    starts, ends = (clock.local(moment, event.timezone) for moment in (row.starts_at, row.ends_at))
    first = starts.hour * 60 + starts.minute
    return starts.date(), first, (ends.date() - starts.date()).days * DAY + ends.hour * 60 + ends.minute


def _columns(
    draft: Draft, today: Iterable[Session], event: Scope, clashes: Iterable[ClashShown]
) -> tuple[Column, ...]:
    by_room: dict[str, list[Session]] = {}
    for row in today:
        by_room.setdefault(row.room.key if row.room else "", []).append(row)
    by_session: dict[str, list[ClashShown]] = {}
    for one in clashes:
        for key in one.sessions:
            by_session.setdefault(key, []).append(one)
    language = current_language()
    columns = [
        Column(
            room.key,
            room.name.pick(language, event.languages),
            _("%(seats)s seats", seats=room.capacity) if room.capacity is not None else "",
            _cards(by_room.get(room.key, ()), event, by_session),
        )
        for room in draft.rooms
    ]
    if "" in by_room or not columns:
        columns.append(Column("", _("Without a room"), "", _cards(by_room.get("", ()), event, by_session)))
    return tuple(columns)


def _cards(rows: Iterable[Session], event: Scope, clashes: dict[str, list[ClashShown]]) -> tuple[Card, ...]:
    cards = [_card(row, event, tuple(clashes.get(row.key, ()))) for row in rows]
    return tuple(_laned(sorted(cards, key=lambda one: (one.starts, one.ends, one.key))))


def _card(row: Session, event: Scope, clashes: tuple[ClashShown, ...]) -> Card:
    language = current_language()
    title, spoken = row.title.best(language, event.languages)
    _day, starts, ends = _local(row, event)
    lacking = {
        code for text in (row.title, row.subtitle, row.description) for code in text.missing(event.languages)
    }
    return Card(
        key=row.key,
        starts=starts,
        ends=ends,
        hours=format_span(minutes(starts), minutes(ends), language),
        title=title,
        language=spoken,
        kind=kind_name(row.kind),
        cancelled=row.state == SessionState.CANCELLED,
        missing=language_names([code for code in event.languages if code in lacking], language),
        clashes=clashes,
        lane=0,
        lanes=1,
    )


def _laned(cards: Sequence[Card]) -> Iterable[Card]:
    """Cards side by side where they are at once: each group that overlaps shares the column's breadth."""
    group: list[Card] = []
    until = -1
    for card in cards:
        if group and card.starts >= until:
            yield from _side_by_side(group)
            group, until = [], -1
        group.append(card)
        until = max(until, card.ends)
    yield from _side_by_side(group)


def _side_by_side(group: Sequence[Card]) -> Iterable[Card]:
    ends: list[int] = []
    placed = []
    for card in group:
        lane = next((at for at, end in enumerate(ends) if end <= card.starts), len(ends))
        ends[lane : lane + 1] = [card.ends]
        placed.append((card, lane))
    for card, lane in placed:
        yield Card(**{**vars(card), "lane": lane, "lanes": len(ends)})


def minutes(number: int) -> str:
    """Minutes from midnight as a clock shows them."""
    return f"{number // 60 % 24:02}:{number % 60:02}"
