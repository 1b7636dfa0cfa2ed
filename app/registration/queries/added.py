"""Answers to what an event added to its form: typed, as text once more, and in the words that were asked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.kernel import storage
from app.kernel.db import db, streamed
from app.kernel.errors import NotFound
from app.kernel.i18n import _, country_name, format_day, separator
from app.kernel.storage import StoredFile
from app.registration.models import Answer, Photo, Registration
from app.registration.queries.forms import every_form
from app.registration.queries.single import access_needs
from app.registration.rules import CORE, Form, Kind, Own, Question, Questions, field_of, raw_of
from app.registration.rules.form.values import shown_number


@dataclass(frozen=True)
class Added:
    """One answer as people read it: the words that were asked, the answer in words, and its file if it is one.

    `retired`: the form no longer asks this, or asks it in a version after the one that was answered.
    """

    key: str
    question: str
    answer: str
    file: StoredFile | None
    version: int
    retired: bool


def added_rows(registration_id: UUID) -> Sequence[Answer]:
    """The typed answers of one registration, with their files; one statement."""
    query = select(Answer).where(Answer.registration_id == registration_id)
    return db.session.scalars(query.options(joinedload(Answer.file))).all()


def own_of(row: Answer) -> Own:
    """The typed answer that a row holds."""
    return Own(
        key=row.key, kind=Kind(row.kind), text=row.text, number=row.number, day=row.day,
        choices=tuple(row.choices or ()), yes=row.yes, file=row.file_key or "",
    )  # fmt: skip


def find_photo(registration_id: UUID) -> Photo | None:
    """The photo of one delegate."""
    return db.session.get(Photo, registration_id)


MOST_NAMED = 500  # ids in one statement; beyond it all are read


def door_photos(event_id: UUID, ids: Collection[UUID]) -> dict[UUID, str]:
    """Small photos of these delegates as data addresses, for doors; none unless the event shows them. One statement."""
    query = (
        select(Photo.registration_id, Photo.door)
        .join(Registration, Registration.id == Photo.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Event.id == event_id, Event.door_photos)
    )
    if len(ids) <= MOST_NAMED:
        query = query.where(Photo.registration_id.in_(ids))
    found = db.session.execute(query)
    return {ident: f"data:image/jpeg;base64,{b64encode(jpeg).decode()}" for ident, jpeg in found}


def photo_version(registration_id: UUID) -> str:
    """What tells one photo of a delegate from the next, for addresses; '' for none."""
    photo = find_photo(registration_id)
    return photo.badge_key[:8] if photo else ""


def asks_photo(asked: Questions) -> bool:
    """True where the event's form asks for a photo."""
    question = asked.form.find("photo")
    return question is not None and not question.hidden


def get_picture(event_id: UUID, registration_id: UUID, which: str) -> StoredFile:
    """The stored file of a photo, `badge` or `whole`; raises NotFound."""
    photo = find_photo(registration_id)
    if photo is None or which not in ("badge", "whole"):
        raise NotFound
    return storage.get(event_id, photo.badge_key if which == "badge" else photo.source_key)


def get_answered_file(registration_id: UUID, key: str) -> StoredFile:
    """The file that one registration gave as the answer to a question; raises NotFound."""
    row = db.session.get(Answer, (registration_id, key[:40]))
    if row is None or row.file is None:
        raise NotFound
    return row.file


def raw_answers(registration: Registration, language: str, fallback: tuple[str, ...]) -> dict[str, str]:
    """All that was answered, as text that gives the same answers again, by the form's field names."""
    city, photo = registration.city, find_photo(registration.id)
    said = {
        key: str(getattr(registration, key)) for key in CORE.keys() - {"category", "city", "access", "photo"}
    }
    said["category"] = registration.category.key
    said["city"] = city.name.pick(language, fallback) if city else registration.city_typed
    said["access"] = access_needs(registration)
    if photo is not None:
        said["photo"] = photo.source_key
        said["photo_crop"] = ",".join(f"{part * 100:.2f}" for part in (photo.left, photo.top, photo.width))
    said |= {field_of(row.key): raw_of(own_of(row)) for row in added_rows(registration.id)}
    return said


def every_added(event_id: UUID) -> Iterator[tuple[UUID, str, str]]:
    """Registration, field and text of all answers to added questions at an event; one statement."""
    query = select(Answer).join(Registration, Registration.id == Answer.registration_id)
    for row in streamed(query.where(Registration.event_id == event_id)):
        yield row.registration_id, field_of(row.key), raw_of(own_of(row))


def added_shown(
    registration: Registration, language: str, fallback: tuple[str, ...], country: str = ""
) -> Sequence[Added]:
    """The answers to added questions in the form's order, those that are asked no more last."""
    rows = {row.key: row for row in added_rows(registration.id)}
    if not rows:
        return ()
    forms = every_form(registration.event_id)
    newest = forms[max(forms)]
    order = [question.key for question in newest.questions()]
    keys = sorted(rows, key=lambda key: (order.index(key) if key in order else len(order), key))
    return tuple(_shown(rows[key], forms, newest, language, fallback, country) for key in keys)


def _shown(
    row: Answer,
    forms: Mapping[int, Form],
    newest: Form,
    language: str,
    fallback: tuple[str, ...],
    country: str,
) -> Added:
    asked = forms.get(row.form, newest).find(row.key) or newest.find(row.key)
    now = newest.find(row.key)
    question = asked.label.pick(language, fallback) if asked else row.key
    answer = separator(language).join(_in_words(own_of(row), asked, language, fallback, country))
    retired = now is None or now.hidden
    return Added(row.key, question, row.file.name if row.file else answer, row.file, row.form, retired)


def _in_words(
    own: Own, question: Question | None, language: str, fallback: tuple[str, ...], country: str
) -> Iterator[str]:
    if own.yes is not None:
        yield _("Yes") if own.yes else _("No")
    elif own.number is not None:
        yield shown_number(own.number)
    elif own.day is not None:
        yield format_day(own.day, language, country, weekday=False)
    elif own.kind is Kind.COUNTRY:
        yield country_name(own.text, language)
    elif own.text:
        yield own.text
    for key in own.choices:
        choice = question.find_choice(key) if question else None
        yield choice.label.pick(language, fallback) if choice else key
