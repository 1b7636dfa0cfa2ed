"""Prints beside the badges, of the people and rooms that are there now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.agenda import queries as agenda
from app.badges import queries
from app.badges.exports.stationery import Sign, door_signs, parking_passes, place_cards
from app.badges.queries import Candidate, Choice
from app.badges.service.content import event_from, faces_from, facts_of
from app.badges.service.previews import SAMPLE
from app.badges.service.printing import NothingToPrint
from app.events import queries as events
from app.kernel import clock
from app.kernel.i18n import LANGUAGES, N_, Text, _, current_language, format_time, speaking
from app.kernel.pdf.listed import Column, Section, Table
from app.kernel.pdf.lists import list_pdf

PLATE = N_("Number plate")


def cards(event_id: UUID, choice: Choice) -> bytes:
    """A folded card for the place of each person; raises NothingToPrint."""
    found = _people(event_id, choice)
    facts = facts_of(event_id)
    faces = faces_from(event_id, {**facts, "designs": {}}, [(one.shown, SAMPLE) for one in found])
    return place_cards(event_from(event_id, facts), faces)


def signs(event_id: UUID) -> bytes:
    """A sign for each room with the sessions that are published there; raises NothingToPrint without a room."""
    event, rooms = events.get_event(event_id), agenda.rooms(event_id)
    if not rooms:
        raise NothingToPrint
    sessions = [one for one in agenda.published(event_id) if not one.cancelled]
    made = []
    for room in rooms:
        lines: list[tuple[str, dict[str, str]]] = []
        for one in sessions:
            if one.room == room.key:
                starts = clock.local(one.starts_at, event.timezone)
                lines.append((f"{starts.day:02}/{starts.month:02} · {format_time(starts)}", dict(one.title)))
        made.append(Sign(dict(room.name), tuple(lines)))
    return door_signs(event_from(event_id, facts_of(event_id)), made)


def passes(event_id: UUID, first: int, count: int) -> bytes:
    """Parking passes with numbers from `first` on."""
    words = {}
    for language in LANGUAGES:
        with speaking(language):
            words[language] = _(PLATE)
    return parking_passes(event_from(event_id, facts_of(event_id)), words, first, count)


def table_list(event_id: UUID, choice: Choice) -> bytes:
    """Who belongs to which delegation, as a list for each table; raises NothingToPrint."""
    found = _people(event_id, choice)
    language, event = current_language(), events.scope_of(event_id)
    names = {one.id: one.title.pick(language, event.languages) for one in queries.delegations(event_id)}
    parts: dict[str, list[Candidate]] = {}
    for one in found:
        name = names.get(one.delegation, "") if one.delegation else ""
        parts.setdefault(name or _("Without a delegation"), []).append(one)
    sections = [Section(name, _rows(people, language)) for name, people in parts.items()]
    columns = (
        Column("number", _("No."), 12), Column("name", _("Name"), 95), Column("function", _("Function"), 85),
        Column("category", _("Category"), 40), Column("city", _("City"), 41),
    )  # fmt: skip
    table = Table(
        _("Table list"), event.title.pick(language, event.languages), columns, sections, language,
        statements=(event.statement.pick(language, event.languages),), has_emblem=event.emblem == "eu",
        accent=event.accent, page=_("Page {page} of {pages}"),
    )  # fmt: skip
    return list_pdf(table)


def _rows(people: Sequence[Candidate], language: str) -> list[dict[str, Any]]:
    rows = []
    for number, one in enumerate(people, start=1):
        names = [one.face.name_ar, one.face.name_latin]
        first, second = names if language == "ar" else names[::-1]
        rows.append(
            {
                "number": str(number),
                "name": first or second,
                "name_second": second if first else "",
                "function": one.face.function,
                "category": one.face.category_name.pick(language),
                "city": Text(one.shown["city"]).pick(language),
            }
        )
    return rows


def _people(event_id: UUID, choice: Choice) -> list[Candidate]:
    found = queries.candidates(event_id, choice)
    if not found:
        raise NothingToPrint
    return found
