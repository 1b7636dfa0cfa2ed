"""Sendings and what became of each person in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import load_only

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.letters.models import Addressee, Sending
from app.mail.models import OutboxMail
from app.registration.models import Registration


@dataclass(frozen=True)
class Logged:
    """One person of a sending: their mail, or why there is none."""

    person: Registration
    mail: OutboxMail | None
    why: str


def sendings(event_id: UUID, most: int = 100) -> Sequence[Sending]:
    """The event's sendings, newest first."""
    query = (
        select(Sending)
        .where(Sending.event_id == event_id)
        .order_by(Sending.created_at.desc(), Sending.id.desc())
    )
    return db.session.scalars(query.limit(most)).all()


def get_sending(event_id: UUID, sending_id: UUID) -> Sending:
    """One sending of the event; raises NotFound."""
    query = select(Sending).where(Sending.id == sending_id, Sending.event_id == event_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def tally(sending_ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
    """How many people of each sending stand where: one statement for all. Beside the states: opened, unreached."""
    state = func.coalesce(OutboxMail.state, "unreached")
    query = (
        select(Addressee.sending_id, state, func.count(), func.count(OutboxMail.opened_at))
        .outerjoin(OutboxMail, OutboxMail.id == Addressee.mail_id)
        .where(Addressee.sending_id.in_(sending_ids))
        .group_by(Addressee.sending_id, state)
    )
    found: dict[UUID, Counter[str]] = {one: Counter() for one in sending_ids}
    for sending_id, name, number, opened in db.session.execute(query):
        found[sending_id][name] += number
        found[sending_id]["opened"] += opened
    return found


def log(sending_id: UUID, start: int = 0, size: int = 50) -> Sequence[Logged]:
    """The people of a sending, what failed first: one statement."""
    light = load_only(Registration.id, Registration.name_ar, Registration.name_latin, Registration.email)
    query = (
        select(Addressee.why, Registration, OutboxMail)
        .join(Registration, Registration.id == Addressee.registration_id)
        .outerjoin(OutboxMail, OutboxMail.id == Addressee.mail_id)
        .where(Addressee.sending_id == sending_id)
        .options(light)
        .order_by(_rank(), Registration.name_latin, Registration.id)
    )
    rows: Any = db.session.execute(query.offset(start).limit(size))
    return [Logged(person, mail, why) for why, person, mail in rows]


def _rank() -> ColumnElement[int]:
    return case(
        {"failed": 0, "bounced": 0, "waiting": 2, "sending": 2, "sent": 3}, value=OutboxMail.state, else_=1
    )
