"""Handing out lists and the matrix: in the words of a language, in four formats; each leaves a journal line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.attendance import queries, rules
from app.attendance.exports.record_files import LISTED, Field, Listed
from app.attendance.rules import Kind, Mark, Place, Register
from app.attendance.rules.records import Matrix, Record, Wanted, matrix, recorded
from app.attendance.service.lists import UnknownKind
from app.attendance.service.words import place_title, when
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.i18n import _, country_name, direction, speaking
from app.kernel.xlsx import Cell
from app.registration.rules.face import Face

HERE, PARTLY = "✓", "–"
"""In the matrix: present by the rule, and seen or signed without being so."""


def list_file(event_id: UUID, key: str, ending: str, wanted: Wanted, language: str) -> bytes:
    """The list of one place; raises NotFound or UnknownKind."""
    return _file(event_id, (key,), ending, wanted, language, is_matrix=False)


def matrix_file(event_id: UUID, keys: Sequence[str], ending: str, wanted: Wanted, language: str) -> bytes:
    """Persons against places; raises NotFound or UnknownKind."""
    return _file(event_id, keys, ending, wanted, language, is_matrix=True)


def _file(
    event_id: UUID, keys: Sequence[str], ending: str, wanted: Wanted, language: str, *, is_matrix: bool
) -> bytes:
    if ending not in LISTED:
        raise UnknownKind(kind=ending)
    with atomic(), speaking(language):
        event, register = events.get_event(event_id), queries.register(event_id)
        if not keys or any(key not in register.places for key in keys) or wanted.show not in rules.SHOWS:
            raise NotFound
        if is_matrix:
            made = _matrix(event, register, matrix(register, keys, wanted, language), language)
        else:
            found = recorded(register, keys[0], wanted, language)
            made = _list(event, register, register.places[keys[0]], found, wanted, language)
        after = {"list": ", ".join(keys), "format": ending, "people": len(made.rows), "filter": wanted.show}
        record(Act("attendance.exported", "event", event_id, event_id, about=made.title, after=after))
        return LISTED[ending](made)


def _list(
    event: Event, register: Register, place: Place, found: Sequence[Record], wanted: Wanted, language: str
) -> Listed:
    title = place_title(place).pick(language, tuple(event.languages))
    fields = [
        *_person_fields(language, 62),
        Field("function", _("Function"), width=30, paper=48),
        Field("city", _("City"), width=18, paper=28),
        Field("country", _("Country"), width=16, paper=24),
        Field("category", _("Category"), width=16, paper=24),
        Field("expected", _("Expected"), width=10),
        Field("first_in", _("In"), "moment", 17, 15),
        Field("last_out", _("Out"), "moment", 17, 15),
        Field("minutes", _("Minutes"), "number", 9, 15),
        Field("signed", _("Signed"), width=14, paper=22),
        Field("present", _("Present"), width=10, paper=18),
    ]
    rows = [
        [
            *_person(at, one.face, language), one.face.function, _city(one.face, event, language),
            country_name(one.face.country, language), one.face.category_name.pick(language, tuple(event.languages)),
            _yes(one.expected), *_moments(one.mark, event.timezone), _how(one.mark), _yes(one.mark.present),
        ]
        for at, one in enumerate(found, start=1)
    ]  # fmt: skip
    facts = {
        "event": event.slug, "place": place.key, "kind": str(place.kind), "show": wanted.show,
        "as_of": clock.stamp(register.as_of), "rule": rule_said(register),
    }  # fmt: skip
    said = [when(event, place).pick(language), shows()[wanted.show]]
    return _listed(event, language, title, said, fields, rows, facts)


def _matrix(event: Event, register: Register, found: Matrix, language: str) -> Listed:
    places = [register.places[key] for key in found.keys]
    narrow = max(6.0, min(24.0, 195 / max(1, len(places))))
    fields = [
        *_person_fields(language, 68),
        *(Field(place.key, column_head(event, place), width=12, paper=narrow) for place in places),
        Field("total", _("Total"), "number", 8, 14),
    ]
    rows: list[list[Cell]] = [
        [*_person(at, face, language), *map(_sign, marks), sum(mark.present for mark in marks)]
        for at, (face, marks) in enumerate(found.rows, start=1)
    ]
    totals: list[Cell] = [None, _("Present"), "", *map(str, found.totals), sum(found.totals)]
    facts = {
        "event": event.slug, "places": list(found.keys), "as_of": clock.stamp(register.as_of),
        "rule": rule_said(register), "present": dict(zip(found.keys, found.totals, strict=True)),
    }  # fmt: skip
    legend = _("%(here)s present by the rule · %(partly)s scanned or signed only", here=HERE, partly=PARTLY)
    return _listed(event, language, _("Presence of everybody"), [legend], fields, [*rows, totals], facts)


def _listed(
    event: Event,
    language: str,
    title: str,
    said: list[str],
    fields: list[Field],
    rows: Any,
    facts: dict[str, Any],
) -> Listed:
    statement = event.statement.pick(language, tuple(event.languages))
    name = event.title.pick(language, tuple(event.languages))
    return Listed(
        language=language, title=title, event=name, above=[f"{name} · {title}", *said], fields=fields, rows=rows,
        facts=facts, page=_("Page {page} of {pages}"), statements=(statement,) if statement else (),
        has_emblem=emblem_of(event.funder, event.emblem) == "eu", accent=event.accent,
        rtl=direction(language) == "rtl",
    )  # fmt: skip


def _person_fields(language: str, paper: float) -> list[Field]:
    arabic = Field("name_ar", _("Name in Arabic letters"), width=30)
    latin = Field("name_latin", _("Name in Latin letters"), width=30)
    first, second = (arabic, latin) if language == "ar" else (latin, arabic)
    return [
        Field("number", _("No."), "number", 6, 10),
        Field("name", first.head, width=30, paper=paper),
        Field("name_second", second.head, width=30),
    ]


def _person(at: int, face: Face, language: str) -> list[Cell]:
    first, second = (face.name_ar, face.name_latin) if language == "ar" else (face.name_latin, face.name_ar)
    return [at, first or second, second if first else ""]


def _city(face: Face, event: Event, language: str) -> str:
    return face.city.pick(language, tuple(event.languages))


def _moments(mark: Mark, zone: str) -> list[Cell]:
    first, last = (clock.local(one, zone) if one else None for one in (mark.first_in, mark.last_out))
    return [first, last, mark.minutes if mark.scanned else None]


def _yes(so: bool) -> str:
    return _("yes") if so else _("no")


def _how(mark: Mark) -> str:
    said = {"paper": _("Paper"), "photo": _("Photographed page"), "tablet": _("Tablet")}
    return said[mark.signed.how] if mark.signed else ""


def _sign(mark: Mark) -> str:
    if mark.present:
        return HERE
    return PARTLY if mark.scanned or mark.signed else ""


def column_head(event: Event, place: Place) -> str:
    """A place in the head of a narrow column: day and hour, or the half-day."""
    if place.kind is Kind.SESSION:
        starts = clock.local(place.starts, event.timezone)
        return f"{starts:%d/%m} {starts:%H:%M}"
    return place.key


def shows() -> dict[str, str]:
    """What lists may show, in words."""
    return {
        "all": _("Everybody"),
        "present": _("Present by the rule"),
        "absent": _("Expected and not present"),
        "scanned": _("Scanned"),
        "signed": _("Signed"),
        "both": _("Scanned and signed"),
        "scan-only": _("Scanned, not signed"),
        "signature-only": _("Signed, not scanned"),
        "neither": _("Neither scanned nor signed"),
    }


def rule_said(register: Register) -> dict[str, Any]:
    """The rule as JSON says it."""
    one = register.rule
    return {"scan": str(one.scan), "least": one.least, "signature": str(one.signature)}
