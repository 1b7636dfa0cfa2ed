"""An event's facts at a moment, as plain values that can be frozen: who, where, when, and what was written to them."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from app.agenda import queries as agenda
from app.agenda.exports import Programme, programme_pdf
from app.agenda.models import AgendaVersion
from app.attendance import queries as attendance
from app.attendance import service as sheets
from app.attendance.rules import Mark, Register
from app.events import queries as events
from app.events.rules.emblem import emblem_of
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.i18n import LANGUAGES, speaking
from app.kernel.pdf.archival import archival
from app.kernel.web import public_url
from app.letters.models import Letter
from app.mail.models import OutboxMail
from app.registration.rules.face import Face

Facts = dict[str, Any]


def facts(event_id: UUID, now: Instant) -> Facts:
    """Everything that a pack says of an event beside its chains; to be called with their heads locked."""
    register, event = attendance.register(event_id, now=now), events.get_event(event_id)
    return {
        "event": {
            "slug": event.slug, "title": dict(event.title), "theme": dict(event.theme), "zone": event.timezone,
            "languages": list(event.languages), "country": event.country, "starts": event.starts.isoformat(),
            "ends": event.ends.isoformat(), "venue": dict(event.venue), "city": dict(event.city),
            "statement": dict(event.statement), "emblem": emblem_of(event.funder, event.emblem),
            "accent": event.accent, "agreement": event.agreement,
        },
        "rule": [register.rule.scan.value, register.rule.least, register.rule.signature.value],
        **_presence(register),
        **_sheets(event_id),
        "mails": _mails(event_id, event.timezone),
        "letters": _letters(event_id, event.timezone),
        "version": _last_version(event_id),
        "programme": _programme(event_id),
    }  # fmt: skip


def _presence(register: Register) -> Facts:
    return {
        "places": [
            {
                "key": one.key, "kind": one.kind.value, "title": dict(one.title), "room": dict(one.room),
                "starts": clock.stamp(one.starts), "ends": clock.stamp(one.ends), "day": one.day, "half": one.half,
                "minutes": one.minutes, "expected": sorted(str(who) for who in register.expected(one.key)),
            }
            for one in register.places.values()
        ],
        "people": {
            str(who): {**_person(face), "approved": who in register.approved}
            for who, face in sorted(register.people.items(), key=lambda pair: str(pair[0]))
        },
        "marks": {
            key: {str(who): _mark(mark) for who, mark in sorted(marks.items(), key=lambda pair: str(pair[0]))}
            for key, marks in register.marks.items()
        },
    }  # fmt: skip


def _sheets(event_id: UUID) -> Facts:
    """The sign-in sheets that were printed, oldest first, each line with whom it stands for."""
    printed = [one.sheet for one in reversed(attendance.sheets(event_id))]
    drawn = sheets.drawn(event_id, printed)
    return {
        "sheets": [
            {
                **_plain(asdict(replace(said, logos=()))), "place": sheet.place,
                "who": [str(line.registration_id or "") for line in attendance.lines_of(sheet.id)],
            }
            for sheet, said in zip(printed, drawn, strict=True)
        ],
        "logos": [b64encode(logo).decode() for logo in (drawn[0].logos if drawn else ())],
    }  # fmt: skip


def _plain(value: Any) -> Any:
    """As JSON says it: texts in several languages and tuples among it."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple | list) else value


def _person(face: Face) -> Facts:
    return {
        "ar": face.name_ar, "latin": face.name_latin, "function": face.function, "city": dict(face.city),
        "country": face.country, "category": dict(face.category_name),
    }  # fmt: skip


def _mark(mark: Mark) -> Facts:
    return {
        "in": clock.stamp(mark.first_in) if mark.first_in else None,
        "out": clock.stamp(mark.last_out) if mark.last_out else None,
        "minutes": mark.minutes,
        "signed": mark.signed.how if mark.signed else "",
        "present": mark.present,
    }


def _mails(event_id: UUID, zone: str) -> list[list[Any]]:
    """Occasion, day, language, state and number of the mails that were written."""
    query = select(OutboxMail.occasion, OutboxMail.created_at, OutboxMail.language, OutboxMail.state).where(
        OutboxMail.event_id == event_id
    )
    counted = Counter(
        (occasion, str(clock.local(at, zone).date()), language, state)
        for occasion, at, language, state in db.session.execute(query)
    )
    return [[*key, number] for key, number in sorted(counted.items())]


def _letters(event_id: UUID, zone: str) -> list[list[Any]]:
    """Kind, day and number of the letters that were issued, and how many of them were withdrawn."""
    query = select(Letter.kind, Letter.issued_at, Letter.withdrawn_at).where(Letter.event_id == event_id)
    issued, withdrawn = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for kind, at, ended in db.session.execute(query):
        key = kind, str(clock.local(at, zone).date())
        issued[key] += 1
        withdrawn[key] += ended is not None
    return [[*key, number, withdrawn[key]] for key, number in sorted(issued.items())]


def _last_version(event_id: UUID) -> int:
    query = select(AgendaVersion.number).where(AgendaVersion.event_id == event_id)
    return db.session.scalars(query.order_by(AgendaVersion.number.desc()).limit(1)).first() or 0


def _programme(event_id: UUID) -> dict[str, str]:
    """The published programme on A4 in each language, as base 64: what is drawn from a draft later is another."""
    here, event = events.scope_of(event_id), events.get_event(event_id)
    if agenda.find_publication(event_id) is None:
        return {}
    drawn = {}
    for language in [code for code in event.languages if code in LANGUAGES]:
        # The programme holds addresses, which only a request can make; it is read in a session of its own.
        with current_app.test_request_context("/"), speaking(language):
            column = agenda.printed(here, event, language)
        url = public_url("agenda.agenda", event=here.slug)
        paper = Programme(
            columns=(column,), accent=here.accent, emblem="eu" if here.emblem == "eu" else None, url=url
        )
        with archival():
            drawn[language] = b64encode(programme_pdf(paper, "a4")).decode()
    return drawn
