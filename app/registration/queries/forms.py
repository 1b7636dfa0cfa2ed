"""Reading forms: the one that is asked, its draft, its earlier versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.kernel.clock import Instant
from app.kernel.db import db
from app.registration.models import Answer, FormVersion, Registration
from app.registration.rules import Form
from app.registration.rules.form import default_form, read_form

DRAFT = 0
"""The number of a draft's row; a registration with form 0 answered the program's own."""


def published_form(event_id: UUID) -> Form:
    """The form that delegates are asked: the newest version, or the program's own where there is none."""
    query = select(FormVersion.content, FormVersion.number).where(
        FormVersion.event_id == event_id, FormVersion.number > DRAFT
    )
    row = db.session.execute(query.order_by(FormVersion.number.desc()).limit(1)).one_or_none()
    return default_form() if row is None else read_form(row.content, row.number)


def find_form(event_id: UUID, number: int) -> Form | None:
    """One published version; number 0 is the program's own."""
    if number == DRAFT:
        return default_form()
    content = _content(event_id, number)
    return None if content is None else read_form(content, number)


def draft_form(event_id: UUID) -> Form | None:
    """The draft, where somebody began one."""
    content = _content(event_id, DRAFT)
    return None if content is None else read_form(content)


def _content(event_id: UUID, number: int) -> Any:
    query = select(FormVersion.content).where(FormVersion.event_id == event_id, FormVersion.number == number)
    return db.session.scalars(query).one_or_none()


def every_form(event_id: UUID) -> Mapping[int, Form]:
    """All published versions and the program's own, by number; one statement."""
    query = select(FormVersion.number, FormVersion.content).where(
        FormVersion.event_id == event_id, FormVersion.number > DRAFT
    )
    found = {number: read_form(content, number) for number, content in db.session.execute(query)}
    return {DRAFT: default_form(), **found}


def form_versions(event_id: UUID) -> Sequence[tuple[int, Instant, str, int]]:
    """Published versions, newest first: number, when, by whom, and how many registrations answered it."""
    answered = (
        select(func.count(Registration.id))
        .where(Registration.event_id == event_id, Registration.form == FormVersion.number)
        .scalar_subquery()
    )
    query = select(FormVersion.number, FormVersion.changed_at, FormVersion.published_by, answered).where(
        FormVersion.event_id == event_id, FormVersion.number > DRAFT
    )
    rows = db.session.execute(query.order_by(FormVersion.number.desc()))
    return [(number, at, by, count) for number, at, by, count in rows]


def asked_before(event_id: UUID) -> frozenset[str]:
    """Keys of all questions that some published version had: they are hidden, never removed."""
    return frozenset(
        question.key
        for number, form in every_form(event_id).items()
        if number > DRAFT
        for question in form.questions()
    )


def answers_to(event_id: UUID) -> Mapping[str, int]:
    """How many answers each added question has."""
    query = (
        select(Answer.key, func.count().label("number"))
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.event_id == event_id)
        .group_by(Answer.key)
    )
    return {row.key: row.number for row in db.session.execute(query)}
