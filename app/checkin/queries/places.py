"""Reading checkpoints: those of the agenda, those that the desk added, and who was expected at them when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from app.agenda import queries as agenda
from app.checkin.models import DoorSettings, Expectation, OwnCheckpoint
from app.checkin.rules import MAIN, CheckpointFacts, HalfDay, Hours, Planned, Settings, half_days
from app.checkin.rules.places import Expected, read
from app.events.models import Event
from app.kernel.db import db, rows
from app.kernel.i18n import LANGUAGES, Text, _, speaking

MEALS = frozenset({"meal", "reception"})
_EVENT = bindparam("event", type_=Uuid())


@dataclass(frozen=True)
class Checkpoint:
    """A place to scan at, with its hours in UTC and its room; `hidden` from doors where nobody asked for it."""

    facts: CheckpointFacts
    hours: Hours
    title: Text
    room: Text
    kind: str = "session"
    capacity: int | None = None
    both_ways: bool = True
    hidden: bool = False
    added: bool = False

    @property
    def key(self) -> str:
        """Its name in scans and addresses."""
        return self.facts.key


def checkpoints(event_id: UUID) -> dict[str, Checkpoint]:
    """Where the doors of an event scan, by key: the main entrance first, then by time."""
    return {key: one for key, one in all_checkpoints(event_id).items() if not one.hidden}


def all_checkpoints(event_id: UUID) -> dict[str, Checkpoint]:
    """The same with what the agenda offers and nobody has asked for, or the desk has hidden."""
    own = {row.key: row for row in db.session.scalars(_OWN.where(OwnCheckpoint.event_id == event_id))}
    event = db.session.get_one(Event, event_id)
    known, sessions = agenda.awaited(event_id), agenda.planned(event_id)
    entrance = Checkpoint(CheckpointFacts(MAIN), Hours(MAIN), Text(), Text(), kind="main")
    timed = [_of_session(one, known.get(one.key)) for one in sessions if one.attendance or one.kind in MEALS]
    planned = [Planned(one.key, one.kind, one.starts_at, one.ends_at, one.attendance) for one in sessions]
    halves = half_days(planned, event.starts, event.halfday_boundary, event.timezone)
    timed += [_of_half(one) for one in halves if one.key not in {other.key for other in timed}]
    made = {one.key: _settled(one, own.get(one.key)) for one in (entrance, *timed)}
    made |= {row.key: _added(row) for row in own.values() if row.added and row.key not in made}
    first, *others = made.values()
    return {one.key: one for one in (first, *sorted(others, key=_by_time))}


_OWN = select(OwnCheckpoint)


def _by_time(one: Checkpoint) -> tuple[bool, str, str]:
    starts = one.hours.starts
    return starts is None, starts.isoformat() if starts else "", one.key


def _of_session(one: Any, awaited: Any) -> Checkpoint:
    facts = (
        CheckpointFacts(one.key, awaited.categories, awaited.by_invitation, awaited.named)
        if awaited
        else CheckpointFacts(one.key)
    )
    kind = "lunch" if one.kind in MEALS else "session"
    hours, room = Hours(one.key, one.starts_at, one.ends_at), one.room
    return Checkpoint(
        facts, hours, one.title, room.name if room else Text(), kind, room.capacity if room else None,
        hidden=not one.attendance,
    )  # fmt: skip


def _of_half(one: HalfDay) -> Checkpoint:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            day = _("Day %(number)s", number=one.day)
            half = _("Morning") if one.morning else _("Afternoon")
            names[language] = f"{day} · {half}"
    hours = Hours(one.key, one.starts, one.ends)
    return Checkpoint(CheckpointFacts(one.key), hours, Text(names), Text(), "halfday", hidden=True)


def _settled(one: Checkpoint, row: OwnCheckpoint | None) -> Checkpoint:
    if row is None:
        return one
    capacity = row.capacity if row.capacity is not None else one.capacity
    return Checkpoint(
        one.facts, one.hours, one.title, one.room, one.kind, capacity, row.both_ways, row.hidden
    )


def _added(row: OwnCheckpoint) -> Checkpoint:
    return Checkpoint(
        CheckpointFacts(row.key), Hours(row.key, row.starts_at, row.ends_at), row.name, Text(), row.kind,
        row.capacity, row.both_ways, row.hidden, added=True,
    )  # fmt: skip


def places(event_id: UUID) -> dict[str, CheckpointFacts]:
    """Who is expected now at the entrance and at each session, at a tenth of the cost."""
    sessions = {
        key: CheckpointFacts(key, one.categories, one.by_invitation, one.named)
        for key, one in agenda.awaited(event_id).items()
    }
    return {MAIN: CheckpointFacts(MAIN), **sessions}


def expected(event_id: UUID) -> Expected:
    """Who was expected where, since when; a statement, and another for a place that the agenda never had."""
    found = rows(_EXPECTED, event=event_id)

    @cache
    def always() -> dict[str, CheckpointFacts]:
        own = {key: CheckpointFacts(key) for (key,) in rows(_OWN_KEYS, event=event_id)}
        return {**own, MAIN: CheckpointFacts(MAIN)} | ({} if found else places(event_id))

    return Expected([since for _, since in found], lambda index: _kept(found[index][0]), always)


_EXPECTED = (
    select(Expectation.id, Expectation.since)
    .where(Expectation.event_id == _EVENT)
    .order_by(Expectation.since, Expectation.id)
)
_OWN_KEYS = select(OwnCheckpoint.key).where(OwnCheckpoint.event_id == _EVENT)


@lru_cache(maxsize=64)
def _kept(ident: UUID) -> Mapping[str, CheckpointFacts]:
    return read(db.session.scalars(select(Expectation.places).where(Expectation.id == ident)).one())


def settings(event_id: UUID) -> Settings:
    """How the doors of an event behave."""
    found = rows(_SETTINGS, event=event_id)
    return Settings(*found[0]) if found else Settings()


_SETTINGS = select(
    DoorSettings.early, DoorSettings.elsewhere, DoorSettings.rehearsal, DoorSettings.cleared,
    DoorSettings.silent_minutes, DoorSettings.kiosk_salt, DoorSettings.kiosk_check,
).where(DoorSettings.event_id == _EVENT)  # fmt: skip
