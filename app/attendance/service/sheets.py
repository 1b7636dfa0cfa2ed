"""Making sign-in sheets: who stands under which number is kept, so that a number means the same person for good."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import cast
from uuid import UUID

from sqlalchemy import Table, insert

from app.attendance import queries
from app.attendance.exports.sign_data import SignPage, SignRow, SignSheet
from app.attendance.models import AttendanceSettings, Sheet, SheetLine
from app.attendance.queries.sheets import Expected, Talker
from app.attendance.rules import Place
from app.attendance.rules.sheets import ALPHABET, LONG_REFERENCE, SheetChoices, code_of, numbered
from app.attendance.service.words import place_title, when
from app.audit.rules import Act
from app.audit.service import record
from app.badges import queries as printing
from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel import clock, storage
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.guard import actor
from app.kernel.i18n import Text, country_name


def choose_sheets(event_id: UUID, choices: SheetChoices) -> None:
    """Keep how the event's sheets are made."""
    with atomic() as session:
        chosen = queries.settings_of(event_id)
        if chosen is None:
            chosen = AttendanceSettings(event_id=event_id, scan="first", least=0, signature="counts")
            session.add(chosen)
        chosen.sheets = choices.as_json()


def make_sheets(event_id: UUID, keys: Sequence[str], choices: SheetChoices) -> list[Sheet]:
    """Number the people of these places and keep it, a sheet each; raises NotFound for an unknown place."""
    with atomic():
        places = queries.places(event_id)
        if not keys or any(key not in places for key in keys):
            raise NotFound
        people = queries.everybody(event_id, choices.languages[0])
        made = [_make(event_id, places[key], places, choices, people) for key in keys]
        after = {"list": ", ".join(keys), "people": sum(lines for _sheet, lines in made)}
        about = ", ".join(sheet.reference for sheet, _lines in made)
        record(Act("attendance.sheets-made", "event", event_id, event_id, about=about, after=after))
        return [sheet for sheet, _lines in made]


def _make(
    event_id: UUID, place: Place, places: dict[str, Place], choices: SheetChoices, people: Sequence[Expected]
) -> tuple[Sheet, int]:
    lines = numbered(queries.parts_of(event_id, place, places, choices, people), choices.named)
    who = actor()
    sheet = Sheet(
        event_id=event_id, reference=_reference(), place=place.key, choices=choices.as_json(),
        pages=max((line.page for line in lines), default=1), made_at=clock.now(),
        made_by=who.id if who.kind == "user" else None,
    )  # fmt: skip
    db.session.add(sheet)
    db.session.flush()
    rows = [
        {
            "sheet_id": sheet.id, "number": line.number, "page": line.page, "part": str(line.part),
            "registration_id": line.signer.registration, "speaker_id": line.signer.speaker,
        }
        for line in lines
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(cast(Table, SheetLine.__table__)), rows)
    return sheet, len(rows)


def _reference() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(LONG_REFERENCE))


def drawn(event_id: UUID, sheets: Sequence[Sheet]) -> list[SignSheet]:
    """The sheets as they are drawn, with the names that people have now; what is gone leaves its line empty."""
    event, places = events.get_event(event_id), queries.places(event_id)
    lines = {sheet.id: queries.lines_of(sheet.id) for sheet in sheets}
    every = [line for own in lines.values() for line in own]
    people = {
        one.face.registration: one
        for one in queries.everybody(
            event_id, "fr", {line.registration_id for line in every if line.registration_id}
        )
    }
    speakers = queries.speakers_by_id(event_id, {line.speaker_id for line in every if line.speaker_id})
    logos = _logos(event_id)
    return [
        _drawn(event, sheet, places.get(sheet.place), lines[sheet.id], people, speakers, logos)
        for sheet in sheets
    ]


def _drawn(
    event: Event,
    sheet: Sheet,
    place: Place | None,
    lines: Sequence[SheetLine],
    people: dict[UUID, Expected],
    speakers: dict[UUID, Talker],
    logos: tuple[bytes, ...],
) -> SignSheet:
    choices = choices_of(sheet)
    pages: dict[int, SignPage] = {number: SignPage("delegates", []) for number in range(1, sheet.pages + 1)}
    for line in lines:
        page = pages[line.page]
        row = _row(line, people, speakers, choices)
        pages[line.page] = SignPage(line.part, [*page.rows, row])
    return SignSheet(
        languages=choices.languages, event=event.title, theme=event.theme,
        title=place_title(place) if place else Text({"": sheet.place}),
        when=when(event, place) if place else Text(),
        venue=(place.room if place else Text()) or event.venue,
        reference=sheet.reference, codes=[code_of(sheet.reference, number) for number in pages],
        pages=list(pages.values()), agreement=event.agreement, has_contact=bool(choices.contact), logos=logos,
        funding=event.statement or None,
        emblem="eu" if emblem_of(event.funder, event.emblem) == "eu" else None,
        accent=event.accent, fallback=tuple(event.languages),
    )  # fmt: skip


def choices_of(sheet: Sheet) -> SheetChoices:
    """How a sheet was made."""
    return queries.choices_from(sheet.choices, sheet.choices["languages"])


def _row(
    line: SheetLine, people: dict[UUID, Expected], speakers: dict[UUID, Talker], choices: SheetChoices
) -> SignRow:
    person = people.get(line.registration_id) if line.registration_id else None
    if person is not None:
        face = person.face
        contact = {"phone": person.phone, "email": person.email, "both": _both(person)}.get(
            choices.contact, ""
        )
        return SignRow(
            line.number,
            face.name_ar,
            face.name_latin,
            face.function,
            face.city,
            _countries(face.country),
            contact,
        )
    speaker = speakers.get(line.speaker_id) if line.speaker_id else None
    if speaker is None:
        return SignRow(line.number, "", "—", "", Text(), Text())
    function = speaker.function.pick(choices.languages[0], choices.languages)
    return SignRow(
        line.number, speaker.name_ar, speaker.name_latin, function, speaker.city, _countries(speaker.country)
    )


def _both(person: Expected) -> str:
    return " · ".join(filter(None, (person.phone, person.email)))


def _countries(code: str) -> Text:
    return Text({one: country_name(code, one) for one in ("ar", "fr", "en")}) if code else Text()


def _logos(event_id: UUID) -> tuple[bytes, ...]:
    """The logos that the event's badges carry; one that is gone is left out."""
    found = []
    for key in printing.setup(event_id).logos:
        file = storage.find(event_id, key)
        try:
            found.append(storage.read(file) if file else b"")
        except FileNotFoundError:
            continue
    return tuple(filter(None, found))


def noted(event_id: UUID, sheets: Sequence[Sheet], kind: str) -> None:
    """Write down that sheets with names and numbers left as a file."""
    with atomic():
        about = ", ".join(sheet.reference for sheet in sheets)
        after = {"format": kind, "list": ", ".join(sheet.place for sheet in sheets)}
        record(Act("attendance.exported", "event", event_id, event_id, about=about, after=after))
