"""Typed answers to what an event added to its form: written, replaced, and emptied together with their files."""

from __future__ import annotations

from typing import Any

from app.kernel import storage
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration import queries
from app.registration.models import Answer, Registration
from app.registration.rules import CORE, Answers, Fault, Faulty, Own, field_of, raw_of


def write_added(registration: Registration, answers: Answers) -> tuple[dict[str, str], dict[str, str]]:
    """Make the rows say what was answered, inside atomic(); before and after of what changed, for the journal.

    Answers to questions that these answers say nothing about stay. Raises Faulty when a file is gone.
    """
    rows = {row.key: row for row in queries.added_rows(registration.id)}
    new = {own.key: own for own in answers.own}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for key in sorted(answers.written - CORE.keys()):
        row, own = rows.get(key), new.get(key)
        was, now = raw_of(queries.own_of(row)) if row else "", raw_of(own) if own else ""
        if was == now:
            continue
        before[field_of(key)], after[field_of(key)] = was, now
        _write(registration, row, own, answers.form)
    db.session.flush()
    return before, after


def _write(registration: Registration, row: Answer | None, own: Own | None, form: int) -> None:
    old = row.file if row is not None else None
    if own is None:
        db.session.delete(row)
    else:
        if own.file:
            _claim(registration, own)
        if row is None:
            row = Answer(registration_id=registration.id, key=own.key)
            db.session.add(row)
        for name, value in columns_of(own).items():
            setattr(row, name, value)
        row.form = form
    db.session.flush()
    if old is not None:
        storage.drop(old)


def _claim(registration: Registration, own: Own) -> None:
    try:
        storage.claim(registration.event_id, own.file)
    except NotFound as error:
        raise Faulty(Fault(field_of(own.key), "file-gone")) from error


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
