"""What clashes in the draft, said in the reader's language, with the reasons for which some of it was confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from sqlalchemy import select

from app.agenda import rules
from app.agenda.models import ClashWaiver, EventDay, Room, Session
from app.agenda.queries.delegates import Headcount, directory
from app.agenda.queries.drafts import event_days, rooms, sessions
from app.agenda.queries.wording import session_name
from app.agenda.rules import Clash, ClashKind, Limits, Place, SessionState, Slot, Window
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.db import db
from app.kernel.i18n import _, current_language, format_span, ngettext
from app.kernel.scope import Scope


@dataclass(frozen=True)
class ClashShown:
    """A clash as a sentence; `reason` is why it was confirmed, "" where nobody did."""

    clash: Clash
    words: str
    reason: str
    sessions: tuple[str, ...]  # keys

    @property
    def open(self) -> bool:
        """True while nobody confirmed it."""
        return not self.reason


@dataclass(frozen=True)
class Draft:
    """The rows of a draft that clashes are found in, read once."""

    event: Event
    sessions: Sequence[Session]
    rooms: Sequence[Room]
    days: Sequence[EventDay]
    count: Headcount


def draft(event_id: UUID) -> Draft:
    """The draft as it stands; as many statements for any agenda. Raises NotFound."""
    return Draft(
        event=events.get_event(event_id),
        sessions=sessions(event_id),
        rooms=rooms(event_id),
        days=event_days(event_id),
        count=directory().headcount(event_id),
    )


def clashing(draft: Draft) -> tuple[Clash, ...]:
    """Everything that clashes among the sessions that take place."""
    return rules.clashes(slots(draft), limits(draft))


def slots(draft: Draft) -> list[Slot]:
    """The sessions that take place, as far as they may clash."""
    uids = {row.key: row.uid for row in draft.sessions}
    everyone = max(draft.count.total, draft.event.expected_delegates or 0)
    return [
        Slot(
            uid=row.uid,
            starts=row.starts_at,
            ends=row.ends_at,
            room=row.room.key if row.room else "",
            people=frozenset(one.speaker.key for one in row.roles),
            expected=_expected(row, draft.count, everyone),
            interpreted=len(row.interpretation),
            continues=uids.get(row.continues),
        )
        for row in draft.sessions
        if row.state == SessionState.PLANNED
    ]


def _expected(row: Session, count: Headcount, everyone: int) -> int:
    """How many are expected at least: those of its categories, or everyone who comes or is planned for.

    Who is invited by name beside categories may be one of them, and is not counted twice.
    """
    if not row.expected and not row.by_invitation:
        return everyone
    return max(sum(count.by_category.get(key, 0) for key in row.expected), len(row.invited))


def limits(draft: Draft) -> Limits:
    """Rooms and days that sessions are held against."""
    hours = {row.day: row for row in draft.days}
    zone = draft.event.timezone
    windows = []
    for number, day in enumerate(events.days_of(draft.event), 1):
        midnight, row = clock.at(day, _MIDNIGHT, zone), hours.get(number)
        following = clock.at(day + timedelta(days=1), _MIDNIGHT, zone)
        if row is None:
            windows.append(Window(midnight, following))
            continue
        last = day if row.closes > row.opens else day + timedelta(days=1)
        opens, closes = clock.at(day, row.opens, zone), clock.at(last, row.closes, zone)
        windows.append(Window(midnight, following, opens, closes))
    return Limits({room.key: Place(room.capacity, room.booths) for room in draft.rooms}, windows)


_MIDNIGHT = time(0)


def waivers(event_id: UUID) -> Mapping[str, str]:
    """Why clashes were confirmed, by their keys."""
    query = select(ClashWaiver.clash, ClashWaiver.reason).where(ClashWaiver.event_id == event_id)
    return {clash: reason for clash, reason in db.session.execute(query)}  # noqa: C416 - rows are no pairs


def clashes_said(clashes: Iterable[Clash], draft: Draft, event: Scope) -> tuple[ClashShown, ...]:
    """Clashes as sentences, the blocking and the open ones first."""
    reasons = waivers(event.id)
    words = _Words(draft, event)
    shown = [
        ClashShown(
            one, words.of(one), reasons.get(one.key, ""), tuple(words.by_uid[uid].key for uid in one.sessions)
        )
        for one in clashes
    ]
    return tuple(sorted(shown, key=lambda one: (not one.clash.blocks, not one.open)))


class _Words:
    """Names of what clashes, gathered once for many sentences."""

    def __init__(self, draft: Draft, event: Scope) -> None:
        self.event = event
        self.days = {row.day: row for row in draft.days}
        self.by_uid = {row.uid: row for row in draft.sessions}
        self.rooms = {row.key: row for row in draft.rooms}
        self.people = {one.speaker.key: one.speaker for row in draft.sessions for one in row.roles}

    def of(self, clash: Clash) -> str:
        """The sentence of one clash."""
        return {
            ClashKind.OUTSIDE: self._outside,
            ClashKind.ORDER: self._order,
            ClashKind.ROOM: self._room,
            ClashKind.PERSON: self._person,
            ClashKind.SMALL: self._small,
            ClashKind.BOOTHS: self._booths,
            ClashKind.HOURS: self._hours,
        }[clash.kind](clash)

    def _title(self, uid: UUID) -> str:
        row = self.by_uid[uid]
        return session_name(row.title, row.kind, self.event)

    def _place(self, clash: Clash) -> str:
        return self.rooms[clash.subject].name.pick(current_language(), self.event.languages)

    def _outside(self, clash: Clash) -> str:
        return _("“%(one)s” lies outside the days of the event.", one=self._title(clash.sessions[0]))

    def _order(self, clash: Clash) -> str:
        first, second = map(self._title, clash.sessions)
        return _("“%(two)s” continues “%(one)s” and begins before it has ended.", one=first, two=second)

    def _room(self, clash: Clash) -> str:
        one, two = map(self._title, clash.sessions)
        return _(
            "“%(one)s” and “%(two)s” are in the same room at the same time: %(room)s.",
            one=one,
            two=two,
            room=self._place(clash),
        )

    def _person(self, clash: Clash) -> str:
        one, two = map(self._title, clash.sessions)
        who = self.people[clash.subject]
        arabic = current_language() == "ar"
        name = (who.name_ar or who.name_latin) if arabic else (who.name_latin or who.name_ar)
        return _(
            "%(person)s is at “%(one)s” and at “%(two)s” at the same time.", person=name, one=one, two=two
        )

    def _small(self, clash: Clash) -> str:
        return _(
            "%(wanted)s are expected at “%(one)s”; the room (%(room)s) holds %(there)s.",
            wanted=clash.wanted,
            one=self._title(clash.sessions[0]),
            room=self._place(clash),
            there=clash.there,
        )

    def _booths(self, clash: Clash) -> str:
        return ngettext(
            "“%(one)s” is interpreted into %(wanted)s languages; the room (%(room)s) has %(num)s booth.",
            "“%(one)s” is interpreted into %(wanted)s languages; the room (%(room)s) has %(num)s booths.",
            clash.there,
            one=self._title(clash.sessions[0]),
            wanted=clash.wanted,
            room=self._place(clash),
        )

    def _hours(self, clash: Clash) -> str:
        day = self.days[int(clash.subject)]
        hours = format_span(f"{day.opens:%H:%M}", f"{day.closes:%H:%M}", current_language())
        return _(
            "“%(one)s” lies outside the hours of day %(day)s (%(hours)s).",
            one=self._title(clash.sessions[0]),
            day=clash.subject,
            hours=hours,
        )
