"""What the hall's screen needs for two days, in every language it may speak: it counts down by itself from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from app.agenda import rules
from app.agenda.queries.programme import Shower, kind_name
from app.agenda.queries.published import published
from app.agenda.rules import PublishedSession, Standing, Version
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import LANGUAGES, Text, _, direction, format_day, format_time, language_names, speaking
from app.kernel.scope import Scope

AHEAD = timedelta(hours=48)
FEWEST = 3  # sessions that are told however far away they are


def screen_state(event: Scope, hour: Instant) -> dict[str, Any]:
    """The sessions from `hour` on with their words by language, and the words of the screen itself; plain JSON."""
    languages = [code for code in event.languages if code in LANGUAGES] or ["en"]
    sessions = _coming(published(event.id), hour)
    days = {clock.local(one.starts_at, event.timezone).date() for one in sessions}
    days |= {clock.local(Instant(hour + timedelta(days=day)), event.timezone).date() for day in range(3)}
    return {
        "version": event.version,
        "zone": event.timezone,
        "languages": languages,
        "directions": {code: direction(code) for code in languages},
        "title": _said(event.title, languages, event),
        "statement": _said(event.statement, languages, event),
        "words": {code: _words(code) for code in languages},
        "days": {
            day.isoformat(): {code: format_day(day, code, event.country, year=False) for code in languages}
            for day in sorted(days)
        },
        "sessions": _sessions(sessions, languages, event),
    }


def _coming(sessions: Version, hour: Instant) -> list[PublishedSession]:
    ahead = [one for one in sessions if one.ends_at > hour]
    near = [one for one in ahead if one.starts_at < hour + AHEAD]
    return near if len(near) >= FEWEST else ahead[:FEWEST]


def _sessions(
    sessions: Iterable[PublishedSession], languages: list[str], event: Scope
) -> list[dict[str, Any]]:
    kinds: dict[str, dict[str, str]] = {code: {} for code in languages}
    for code in languages:
        with speaking(code):
            kinds[code] = {one.kind: kind_name(one.kind) for one in sessions}
    return [
        {
            "key": one.key,
            "starts": clock.stamp(one.starts_at),
            "ends": clock.stamp(one.ends_at),
            "cancelled": one.cancelled,
            "at": one.room,
            "title": _said(one.title, languages, event),
            "room": _said(one.room_name, languages, event),
            "kind": {code: kinds[code][one.kind] for code in languages},
            "heard": {code: language_names(one.interpretation, code) for code in languages},
        }
        for one in sessions
    ]


def _said(text: Text, languages: list[str], event: Scope) -> dict[str, str]:
    return {code: text.pick(code, event.languages) for code in languages}


def _words(language: str) -> dict[str, str]:
    with speaking(language):
        return {
            "now": _("Now"),
            "next": _("Next"),
            "until": _("until"),
            "cancelled": _("Cancelled"),
            "heard": _("Interpretation: %(languages)s", languages="{languages}"),
            "nothing": _("Nothing is planned at the moment."),
            "lost": _("No network since %(hour)s. This is the agenda as it was then.", hour="{hour}"),
        }


def screen_lines(event: Scope, language: str, room: str, now: Instant) -> dict[str, Any]:
    """The same for one moment and language, for a screen that runs no scripts: clock, what runs, what comes."""
    shown = [one for one in published(event.id) if not one.cancelled and room in ("", one.room)]
    standing = rules.standings(shown, now)
    show = Shower(event, language)
    there = clock.local(now, event.timezone)
    with speaking(language):
        return {
            "clock": format_time(there),
            "day": format_day(there.date(), language, event.country, year=False),
            "title": event.title.pick(language, event.languages),
            "statement": event.statement.pick(language, event.languages),
            "words": _words(language),
            "now": [show.session(one) for one in shown if standing.get(one.uid) is Standing.NOW],
            "next": [show.session(one) for one in shown if standing.get(one.uid) is Standing.NEXT],
        }
