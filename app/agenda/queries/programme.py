"""The published programme in a reader's language and the event's zone, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from app.agenda import rules
from app.agenda.queries.published import published
from app.agenda.rules import Filter, PublishedSession, Standing
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import _, format_day, format_time, language_names, separator
from app.kernel.scope import Scope


@dataclass(frozen=True)
class SessionShown:
    """One line of the programme; hours are local, `starts_at` and `ends_at` RFC 3339 with the zone's offset."""

    key: str
    url: str
    starts: str
    ends: str
    starts_at: str
    ends_at: str
    kind: str
    title: str
    subtitle: str
    topics: tuple[str, ...]
    room: str
    people: str
    languages: str
    interpretation: str
    now: bool
    next: bool
    notice: str


@dataclass(frozen=True)
class DayShown:
    """One day of the programme; `key` is its anchor."""

    key: str
    number: str
    title: str
    today: bool
    sessions: tuple[SessionShown, ...]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what stands in the address, its word, and whether it is chosen."""

    value: str
    word: str
    chosen: bool


@dataclass(frozen=True)
class Choices:
    """What the sessions can be filtered by; a list of fewer than two is no choice and is empty."""

    kinds: tuple[Choice, ...]
    rooms: tuple[Choice, ...]
    spoken: tuple[Choice, ...]


def programme(
    event: Scope, language: str, now: Instant, wanted: Filter | None = None
) -> tuple[DayShown, ...]:
    """The published sessions by day, all or those wanted, as the pages of event and agenda show them."""
    first = events.get_event(event.id).starts
    today = clock.local(now, event.timezone).date()
    sessions = published(event.id)
    standing = rules.standings(sessions, now)
    kept = [one for one in sessions if wanted is None or wanted.keeps(one)]
    show = Shower(event, language)
    return tuple(
        DayShown(
            key=f"day-{day.number}",
            number=_("Day %(number)s", number=day.number),
            title=format_day(day.date, language, event.country),
            today=day.date == today,
            sessions=tuple(show.session(one, standing.get(one.uid)) for one in day.sessions),
        )
        for day in rules.days(kept, event.timezone, first)
    )


class Shower:
    """Says sessions in one language; what many of them share is worked out once."""

    def __init__(self, event: Scope, language: str) -> None:
        """Take the event, whose zone the hours are in, and the reader's language."""
        self.event, self.language = event, language
        # One address for all of them: building each costs more than all else that a session's line takes.
        self._address = url_for("agenda.session", event=event.slug, key="-").removesuffix("-")
        self._comma = separator(language)
        self._names: dict[tuple[str, ...], str] = {}

    def session(self, one: PublishedSession, standing: Standing | None = None) -> SessionShown:
        """One session as a line of the programme."""
        starts, ends = (clock.local(moment, self.event.timezone) for moment in (one.starts_at, one.ends_at))
        fallback = self.event.languages
        return SessionShown(
            key=one.key,
            url=self._address + one.key,
            starts=format_time(starts),
            ends=format_time(ends),
            starts_at=starts.isoformat(),
            ends_at=ends.isoformat(),
            kind=kind_name(one.kind),
            title=one.title.pick(self.language, fallback),
            subtitle=one.subtitle.pick(self.language, fallback),
            topics=tuple(topic.pick(self.language, fallback) for topic in one.topics),
            room=one.room_name.pick(self.language, fallback),
            people=self.people(one),
            languages=self.names(one.languages),
            interpretation=self.names(one.interpretation),
            now=standing is Standing.NOW,
            next=standing is Standing.NEXT,
            notice=_("Cancelled") if one.cancelled else "",
        )

    def people(self, one: PublishedSession) -> str:
        """Who speaks and moderates, by name in the reader's script, as a list."""
        arabic = self.language == "ar"
        pairs = ((role.name_ar, role.name_latin) for role in one.roles)
        return self._comma.join(
            dict.fromkeys((ar or latin) if arabic else (latin or ar) for ar, latin in pairs)
        )

    def names(self, codes: tuple[str, ...]) -> str:
        """Languages by name, as a list."""
        if codes not in self._names:
            self._names[codes] = language_names(codes, self.language)
        return self._names[codes]


def choices(event: Scope, language: str, wanted: Filter) -> Choices:
    """The kinds, rooms and languages of the published sessions, in their order of appearance."""
    sessions = published(event.id)
    kinds = {one.kind: kind_name(one.kind) for one in sessions if one.kind}
    rooms = {one.room: one.room_name.pick(language, event.languages) for one in sessions if one.room}
    codes = dict.fromkeys(code for one in sessions for code in one.languages + one.interpretation)
    spoken = {code: language_names([code], language) for code in codes}
    return Choices(
        _choices(kinds, wanted.kind), _choices(rooms, wanted.room), _choices(spoken, wanted.spoken)
    )


def _choices(words: dict[str, str], chosen: str) -> tuple[Choice, ...]:
    if len(words) < 2 and chosen not in words:
        return ()
    return tuple(Choice(value, word, value == chosen) for value, word in words.items())


def kind_name(kind: str) -> str:
    """The kind of a session in the visitor's language; an unknown kind as the file writes it."""
    return _(rules.kind_word(kind)) if kind else ""
