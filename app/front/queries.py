"""Facts of many subjects put together for one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from app.agenda import queries as agenda
from app.agenda.exports import Share
from app.badges import queries as badges
from app.calendar import queries as calendar
from app.checkin import queries as checkin
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import (
    Text,
    _,
    country_name,
    format_day,
    format_days,
    format_span,
    format_time,
    language_names,
    ngettext,
)
from app.kernel.scope import Scope
from app.kernel.web import public_url
from app.letters import queries as letters
from app.letters.rules import KINDS, letter
from app.mail import queries as mails
from app.registration import queries as registrations
from app.registration.models import Registration
from app.statistics import queries as statistics


@dataclass(frozen=True)
class SessionLine:
    """A session where somebody is expected; hours in the event's zone, `starts_at` RFC 3339."""

    date: date
    day: str
    starts: str
    ends: str
    hours: str
    starts_at: str
    title: str
    room: str


def session_lines(registration: Registration, language: str) -> Sequence[SessionLine]:
    """A delegate's published sessions by time: where they are expected, and what they starred."""
    here, starred = events.scope_of(registration.event_id), calendar.stars(registration.id)
    published = agenda.published(here.id)
    found = calendar.mine(published, registration.category.key, registration.id, starred)
    awaited = (one for one in found if not one.cancelled)
    return [
        SessionLine(
            date=clock.local(one.starts_at, here.timezone).date(),
            day=format_day(
                clock.local(one.starts_at, here.timezone).date(), language, here.country, year=False
            ),
            starts=format_time(clock.local(one.starts_at, here.timezone)),
            ends=format_time(clock.local(one.ends_at, here.timezone)),
            hours=format_span(
                format_time(clock.local(one.starts_at, here.timezone)),
                format_time(clock.local(one.ends_at, here.timezone)),
                language,
            ),
            starts_at=clock.stamp(one.starts_at),
            title=one.title.pick(language, here.languages),
            room=one.room_name.pick(language, here.languages),
        )
        for one in sorted(awaited, key=lambda one: one.starts_at)
    ]


def event_page(here: Scope, language: str, now: Instant) -> dict[str, Any]:
    """What front/event.html shows, in a reader's language."""
    event = events.get_event(here.id)

    def pick(text: Text) -> str:
        return text.pick(language, here.languages)

    open_now = events.told_window(event, now).is_open(now)
    return {
        "title": pick(event.title),
        "theme": pick(event.theme),
        "summary": pick(event.summary),
        "organisers": [
            {"name": pick(one.name), "role": role_word(one.role), "logo": ""} for one in event.organisers
        ],
        "dates": format_days(event.starts, event.ends, language, here.country),
        "first_day": event.starts.isoformat(),
        "place": pick(event.venue) or pick(event.city),
        "languages": language_names(here.languages, language),
        "register_url": f"/{here.slug}/register" if open_now else "",
        "register_note": _register_note(event, here, language, now),
        "link_url": f"/{here.slug}/my-link",
        "objectives": [one.get(language) or next(iter(one.values()), "") for one in event.objectives],
        "days": agenda.programme(here, language, now),
        "agenda_url": f"/{here.slug}/agenda",
        "figures_url": f"/{here.slug}/statistics" if statistics.find_publication(here.id) else "",
        "share": _share(event, here, language),
        "linked": agenda.linked(here, language),
    }


def _register_note(event: Event, here: Scope, language: str, now: Instant) -> str:
    window = events.told_window(event, now)

    def said(day: date) -> str:
        return format_day(day, language, here.country, weekday=False, year=False)

    if window.is_open(now):
        last = clock.local(window.closes, here.timezone).date().toordinal() - 1
        return _("Open until %(day)s", day=said(date.fromordinal(last)))
    if now < window.opens:
        return _("Registration opens on %(day)s", day=said(clock.local(window.opens, here.timezone).date()))
    return _("Registration is closed")


def _share(event: Event, here: Scope, language: str) -> Share:
    title, summary, theme = (
        text.pick(language, here.languages) for text in (event.title, event.summary, event.theme)
    )
    url = public_url("front.event", event=here.slug, lang=language)
    return agenda.share(here, language, title, summary or theme, url)


def role_word(role: str) -> str:
    """An organiser's role in the visitor's words; an unknown one as the event says it."""
    words = {"organiser": _("Organiser"), "host": _("Host"), "partner": _("Partner")}
    return words.get(role, role)


@dataclass(frozen=True)
class Home:
    """The desk's home: the numbers of one event."""

    sentence: str
    figures: Sequence[tuple[str, int]]
    waiting: Sequence[dict[str, Any]]
    places: Sequence[dict[str, Any]]
    failed_mails: int


def home(here: Scope, language: str) -> Home:
    """Counts, who waits longest, and presence by checkpoint."""
    counts, faces = registrations.counts(here.id), badges.approved(here.id)
    known = {one.name for one in events.cities(here.id)}
    there = {one.city for one in faces} & known
    attended, arrived = checkin.attended(here.id), len(checkin.arrived(here.id))
    return Home(
        sentence=_sentence(counts["approved"], counts["submitted"], len(there), len(known)),
        figures=[
            (ngettext("approved", "approved", counts["approved"]), counts["approved"]),
            (_("waiting"), counts["submitted"]),
            (ngettext("refused", "refused", counts["refused"]), counts["refused"]),
            (ngettext("withdrawn", "withdrawn", counts["withdrawn"]), counts["withdrawn"]),
            (ngettext("arrived", "arrived", arrived), arrived),
        ],
        waiting=[_waiting(one, here, language) for one in registrations.waiting(here.id)],
        places=[
            {
                "name": one.title.pick(language, here.languages) or _("Main entrance"),
                "present": attended.get(key, 0),
                "expected": sum(one.facts.awaits(face.category, face.registration) for face in faces),
            }
            for key, one in checkin.checkpoints(here.id).items()
        ],
        failed_mails=mails.counts(here.id).get("failed", 0),
    )


def _sentence(approved: int, waiting: int, cities: int, known: int) -> str:
    parts = [
        ngettext("%(num)s delegate approved", "%(num)s delegates approved", approved),
        ngettext("%(num)s waiting for you", "%(num)s waiting for you", waiting),
    ]
    if known:
        parts.append(_("%(cities)s cities of %(known)s", cities=cities, known=known))
    return (_(", ")).join(parts) + "."


def _waiting(one: Any, here: Scope, language: str) -> dict[str, Any]:
    return {
        "names": name_pairs(one.name_ar, one.name_latin, language),
        "place": place(one, language, here.languages),
        "category": one.category.name.pick(language, here.languages),
        "since": one.submitted_at,
        "id": one.id,
    }


def name_pairs(arabic: str, latin: str, language: str) -> list[tuple[str, str]]:
    """Both names with their languages, the reader's script first."""
    pairs = [(arabic, "ar"), (latin, "fr")]
    return pairs if language == "ar" else pairs[::-1]


def place(one: Any, language: str, fallback: tuple[str, ...]) -> str:
    """City and country of a registration, in a reader's language."""
    city = one.city.name.pick(language, fallback) if one.city else one.city_typed
    comma = "، " if language == "ar" else ", "
    return comma.join(part for part in (city, country_name(one.country, language)) if part)


def papers(one: Any, here: Scope) -> dict[str, Any]:
    """A delegate's letters as the desk shows them, with the kinds and languages that one may be issued in."""
    known = letters.languages(here)
    pairs = [(f"{a}+{b}", f"{m} + {n}") for a, m in known for b, n in known if a != b]
    kinds = [(kind, _(letter(kind).label)) for kind in KINDS]
    return {"letters": letters.of_registration(one.id), "kinds": kinds, "choices": [*known, *pairs]}


def own_letters(one: Any) -> list[dict[str, Any]]:
    """The letters that a delegate may fetch."""
    return [
        {"id": found.id, "reference": found.reference, "word": _(letter(found.kind).label)}
        for found in letters.of_registration(one.id)
        if found.released_at and not found.withdrawn_at and found.has_content
    ]


def my_events(may: Any, permission: str) -> Sequence[Event]:
    """The events where somebody holds a permission."""
    return [one for one in events.every_event() if may(permission, one.id)]


def way_in(event: Event, may: Any) -> str:
    """Where somebody's work at an event begins: the desk, or the door for volunteers."""
    endpoint = "front_desk.today" if may("desk.view", event.id) else "checkin_desk.my_door"
    return url_for(endpoint, event=event.slug)
