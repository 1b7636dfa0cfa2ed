"""Handing attendance lists out: as PDF to sign, as a spreadsheet to count with; each leaves a journal line."""

from __future__ import annotations

from uuid import UUID

from app.attendance import queries
from app.attendance.exports import AttendanceList, Attendee, Labels, attendance_pdf, attendance_xlsx
from app.attendance.rules import Attendance, Row
from app.attendance.service.words import hours_said, labelled, paper_words
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, Text, country_name, format_day

KINDS = {"pdf": attendance_pdf, "xlsx": attendance_xlsx}


class UnknownKind(Refusal):
    """A file ending that no list is made for."""

    code = "unknown-list-kind"
    message = N_("A list is made as pdf or xlsx, not as %(kind)s.")


def export(event_id: UUID, key: str, kind: str, language: str) -> bytes:
    """The list of one session (or main) as `pdf` or `xlsx`, led by a language; raises NotFound or UnknownKind."""
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    with atomic():
        event = events.get_event(event_id)
        found = queries.of_session(event_id, key, language)
        content = KINDS[kind](_list(event, found, language), labels())
        after = {"session": key, "format": kind, "people": len(found.rows)}
        record(
            Act("attendance.exported", "event", event_id, event_id, about=found.title.pick("en"), after=after)
        )
        return content


def _list(event: Event, found: Attendance, language: str) -> AttendanceList:
    languages = (language, *(one for one in event.languages if one != language))
    return AttendanceList(
        languages=languages,
        event=event.title,
        session=found.title or labelled(N_("Main entrance")),
        when=Text({one: _when(event, found, one) for one in languages}),
        place=found.room or event.venue,
        rows=[_attendee(row, event, language) for row in found.rows],
        reference=f"{event.slug}/{found.key}/{clock.local(found.as_of, event.timezone):%Y%m%d-%H%M}",
        funding=event.statement or None,
        emblem="eu" if emblem_of(event.funder, event.emblem) == "eu" else None,
        accent=event.accent,
    )


def _when(event: Event, found: Attendance, language: str) -> str:
    if found.starts is None or found.ends is None:
        return format_day(event.starts, language, event.country)
    return hours_said(event, found.starts, found.ends, language)


def _attendee(row: Row, event: Event, language: str) -> Attendee:
    face, zone = row.face, event.timezone
    return Attendee(
        name_arabic=face.name_ar,
        name_latin=face.name_latin,
        function=face.function,
        city=face.city.pick(language, tuple(event.languages)),
        country=country_name(face.country, language),
        category=face.category_name.pick(language, tuple(event.languages)),
        arrived=_local(row.first_in, zone),
        left=_local(row.last_out, zone),
    )


def _local(moment: Instant | None, zone: str) -> clock.Local | None:
    return clock.local(moment, zone) if moment else None


def labels() -> Labels:
    """The words of a list in all languages of the program."""
    return Labels(
        **paper_words(),
        list=labelled(N_("Attendance list")),
        category=labelled(N_("Category")),
        arrived=labelled(N_("In")),
        left=labelled(N_("Out")),
    )
