"""Typed answers to what an event added to its form: written, replaced, and emptied together with their files."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from app.kernel import storage
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.storage import StoredFile
from app.registration import queries
from app.registration.models import Answer, Registration
from app.registration.rules import CORE, Answers, Fault, Faulty, Kind, Own, field_of, raw_of
from app.registration.service.photos import Prepared, write_photo


def write_added(
    registration: Registration, answers: Answers, fresh: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """Make the rows say what was answered, inside atomic(); before and after of what changed, for the journal.

    Answers to questions that these answers say nothing about stay; a `fresh` registration has none. Raises Faulty
    when a file is gone.
    """
    spoken_of = sorted(answers.written - CORE.keys())
    rows = {row.key: row for row in queries.added_rows(registration.id)} if spoken_of and not fresh else {}
    new = {own.key: own for own in answers.own}
    if fresh and (new or answers.photo):
        db.session.flush()  # their rows point at the registration
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    gone: list[StoredFile] = []
    for key in spoken_of:
        row, own = rows.get(key), new.get(key)
        was, now = raw_of(queries.own_of(row)) if row else "", raw_of(own) if own else ""
        if was == now:
            continue
        before[field_of(key)], after[field_of(key)] = _told(row, was), _told(own, now)
        gone += [row.file] if row is not None and row.file is not None else []
        _write(registration, row, own, answers.form)
    if after:
        db.session.flush()
    for file in gone:
        storage.drop(file)
    return before, after


def _told(answer: Answer | Own | None, text: str) -> str:
    """The answer as the journal tells it; of a file only that there is one."""
    is_file = answer is not None and answer.kind == Kind.FILE
    return "given" if is_file else text[:300]


def _write(registration: Registration, row: Answer | None, own: Own | None, form: int) -> None:
    if own is None:
        db.session.delete(row)
        return
    if own.file:
        _claim(registration, own)
    if row is None:
        row = Answer(registration_id=registration.id, key=own.key)
        db.session.add(row)
    for name, value in columns_of(own).items():
        setattr(row, name, value)
    row.form = form


def _claim(registration: Registration, own: Own) -> None:
    try:
        storage.claim(registration.event_id, own.file)
    except NotFound as error:
        raise Faulty(Fault(field_of(own.key), "file-gone")) from error


def take_over(
    kept: Registration, gone: Registration, taken: Collection[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Give one registration the answers of another where it has none, and exchange those at the fields in `taken`.

    Inside atomic(); before and after of what changed, for the journal.
    """
    mine = {row.key: row for row in queries.added_rows(kept.id)}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for row in queries.added_rows(gone.id):
        name, own, text = field_of(row.key), mine.get(row.key), raw_of(queries.own_of(row))
        if own is not None and name not in taken:
            continue
        before[name] = _told(own, raw_of(queries.own_of(own))) if own else ""
        after[name] = _told(row, text)
        if own is None:
            row.registration_id = kept.id
        else:
            _exchange(own, row)
    db.session.flush()
    return before, after


def _exchange(one: Answer, other: Answer) -> None:
    for name in (*columns_of(queries.own_of(one)), "form"):
        value = getattr(one, name)
        setattr(one, name, getattr(other, name))
        setattr(other, name, value)


def columns_of(own: Own) -> dict[str, Any]:
    """The columns of a row that holds this answer."""
    return {
        "kind": str(own.kind),
        "text": own.text,
        "number": own.number,
        "day": own.day,
        "choices": list(own.choices) or None,
        "yes": own.yes,
        "file_key": own.file or None,
    }


QUESTION_OF = {"category_id": "category", "city_id": "city", "city_typed": "city", "access_sealed": "access"}
"""Whose answer a column holds, where it has another name."""


def spoken(answers: Answers, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns that these answers say something about: what the form did not ask stays as it was."""
    silent = CORE.keys() - answers.written
    return {name: value for name, value in columns.items() if QUESTION_OF.get(name, name) not in silent}


def fill(
    registration: Registration, answers: Answers, photo: Prepared | None, *, fresh: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write what a form brings beside the columns, inside atomic(): typed answers, photo, version.

    Before and after of what changed, for the journal. Raises Faulty when a file is gone.
    """
    told = write_added(registration, answers, fresh)
    before: dict[str, Any] = dict(told[0])
    after: dict[str, Any] = dict(told[1])
    says_photo = "photo" in answers.written and (photo is not None or not fresh)
    if says_photo and write_photo(registration, photo):
        after["photo"] = "given" if photo else "removed"
    registration.form = answers.form
    return before, after
