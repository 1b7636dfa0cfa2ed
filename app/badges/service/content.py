"""What goes onto badges: the event's facts as JSON keeps them for a printing, and faces from what badges say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from app.agenda import queries as agenda
from app.badges import queries
from app.badges.exports import AgendaDay, BadgeEvent, BadgeFace
from app.badges.rules import Code, Design, Shown
from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel import clock, storage
from app.kernel.i18n import Text, country_name, format_day, format_days, format_time

Facts = Mapping[str, Any]


def facts_of(event_id: UUID) -> dict[str, Any]:
    """The event as its badges show it today, and the designs of its categories; plain JSON."""
    event = events.get_event(event_id)
    languages = tuple(event.languages)
    chosen = queries.designs(event_id)
    dates = {one: format_days(event.starts, event.ends, one, event.country) for one in languages}
    return {
        "title": dict(event.title),
        "dates": dates,
        "languages": list(languages),
        "organisers": [dict(one.name) for one in event.organisers],
        "funding": dict(event.statement),
        "emblem": emblem_of(event.funder, event.emblem),
        "accent": event.accent,
        "logos": list(queries.setup(event_id).logos),
        "days": _days(event, languages),
        "designs": {key: _said(design) for key, design in chosen.items()},
    }


def _days(event: Event, languages: tuple[str, ...]) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = []
    for one in agenda.published(event.id):
        if one.cancelled:
            continue
        starts = clock.local(one.starts_at, event.timezone)
        date = {code: format_day(starts.date(), code, event.country, year=False) for code in languages}
        if not days or days[-1]["date"] != date:
            days.append({"date": date, "sessions": []})
        days[-1]["sessions"].append([format_time(starts), dict(one.title)])
    return days


def _said(design: Design) -> dict[str, Any]:
    return {"parts": sorted(design.parts), "back": design.back, "note": dict(design.note)}


def event_from(event_id: UUID, facts: Facts) -> BadgeEvent:
    """The event for drawing, with its logos read; a logo that is gone is left out."""
    return BadgeEvent(
        title=facts["title"],
        dates=facts["dates"],
        languages=tuple(facts["languages"]),
        organisers=tuple(facts["organisers"]),
        funding=facts["funding"] or None,
        emblem="eu" if facts["emblem"] == "eu" else None,
        accent=facts["accent"],
        logos=tuple(filter(None, (read_file(event_id, key) for key in facts["logos"]))),
        days=tuple(
            AgendaDay(day["date"], tuple((hour, titles) for hour, titles in day["sessions"]))
            for day in facts["days"]
        ),
    )


def faces_from(event_id: UUID, facts: Facts, badges: Iterable[tuple[Shown, Code]]) -> list[BadgeFace]:
    """Faces for drawing, of what each badge says and its code."""
    designs = {
        key: Design(frozenset(said["parts"]), said["back"], said["note"])
        for key, said in facts["designs"].items()
    }
    return [
        _face(event_id, shown, code, queries.design_of(designs, shown["category"]), tuple(facts["languages"]))
        for shown, code in badges
    ]


def _face(event_id: UUID, shown: Shown, code: Code, design: Design, languages: tuple[str, ...]) -> BadgeFace:
    language = shown["language"]
    return BadgeFace(
        language=language,
        first="arabic" if language == "ar" and (shown["name_ar"] or not shown["name_latin"]) else "latin",
        name_arabic=shown["name_ar"],
        name_latin=shown["name_latin"],
        honorific=shown["honorific"],
        function=shown["function"],
        city=Text(shown["city"]).pick(language, languages),
        country=country_name(shown["country"], language) if shown["country"] else "",
        category=shown["category_name"],
        colour=shown["colour"],
        payload=code.payload,
        typed=code.typed.shown,
        flag=shown["country"],
        photo=read_file(event_id, shown["photo"]) if shown["photo"] and design.shows("photo") else None,
        mark=shown["mark"],
        withheld=shown.get("withheld", False),
        design=design,
    )


def read_file(event_id: UUID, key: str) -> bytes | None:
    """A stored file of the event, None when it is gone."""
    file = storage.find(event_id, key)
    try:
        return storage.read(file) if file else None
    except FileNotFoundError:
        return None
