"""The published programme in a reader's language and the event's zone, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from app.agenda import rules
from app.agenda.queries.published import published
from app.agenda.rules import Day, PublishedSession
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import _, format_day, format_time, language_names
from app.kernel.scope import Scope


@dataclass(frozen=True)
class SessionShown:
    """One line of the programme; hours are local, `starts_at` is RFC 3339 with the zone's offset."""

    key: str
    starts: str
    ends: str
    starts_at: str
    kind: str
    title: str
    subtitle: str
    topics: tuple[str, ...]
    room: str
    interpretation: str
    now: bool
    notice: str


@dataclass(frozen=True)
class DayShown:
    """One day of the programme; `key` is its anchor."""

    key: str
    number: str
    title: str
    today: bool
    sessions: tuple[SessionShown, ...]


def programme(event: Scope, language: str, now: Instant) -> tuple[DayShown, ...]:
    """All published sessions by day, as the page of the event and that of the agenda show them."""
    first = events.get_event(event.id).starts
    today = clock.local(now, event.timezone).date()
    return tuple(
        DayShown(
            key=f"day-{day.number}",
            number=_("Day %(number)s", number=day.number),
            title=format_day(day.date, language, event.country),
            today=day.date == today,
            sessions=_sessions(day, event, language, now),
        )
        for day in rules.days(published(event.id), event.timezone, first)
    )


def _sessions(day: Day, event: Scope, language: str, now: Instant) -> tuple[SessionShown, ...]:
    return tuple(_shown(one, event, language, now) for one in day.sessions)


def _shown(one: PublishedSession, event: Scope, language: str, now: Instant) -> SessionShown:
    starts = clock.local(one.starts_at, event.timezone)
    return SessionShown(
        key=one.key,
        starts=format_time(starts),
        ends=format_time(clock.local(one.ends_at, event.timezone)),
        starts_at=starts.isoformat(),
        kind=kind_name(one.kind),
        title=one.title.pick(language, event.languages),
        subtitle=one.subtitle.pick(language, event.languages),
        topics=tuple(topic.pick(language, event.languages) for topic in one.topics),
        room=one.room_name.pick(language, event.languages),
        interpretation=language_names(one.interpretation, language),
        now=one.runs_at(now),
        notice=_("Cancelled") if one.cancelled else "",
    )


def kind_name(kind: str) -> str:
    """The kind of a session in the visitor's language; an unknown kind as the file writes it."""
    return _(rules.kind_word(kind)) if kind else ""
