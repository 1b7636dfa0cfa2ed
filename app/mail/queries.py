"""Reading the outbox."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.mail.models import OutboxMail
from app.mail.rules import STATES


def counts(event_id: UUID) -> Mapping[str, int]:
    """How many mails of the event are in each state; every state is there."""
    query = select(OutboxMail.state, func.count()).where(OutboxMail.event_id == event_id)
    found = dict.fromkeys(STATES, 0)
    for state, number in db.session.execute(query.group_by(OutboxMail.state)):
        found[state] = number
    return found


def mails(event_id: UUID, state: str = "", start: int = 0, size: int = 50) -> Sequence[OutboxMail]:
    """The event's mails, of one state or all: failed ones, then what waits, then the rest, newest first."""
    query = select(OutboxMail).where(OutboxMail.event_id == event_id)
    if state:
        query = query.where(OutboxMail.state == state)
    newest = OutboxMail.created_at.desc(), OutboxMail.id.desc()
    return db.session.scalars(query.order_by(_rank(), *newest).offset(start).limit(size)).all()


def for_subject(subject_id: UUID) -> Sequence[OutboxMail]:
    """The mails about one registration or user, newest first."""
    query = select(OutboxMail).where(OutboxMail.subject_id == subject_id)
    return db.session.scalars(query.order_by(OutboxMail.created_at.desc(), OutboxMail.id.desc())).all()


def is_blocked(address: str) -> bool:
    """True when a mail to this address came back for good: nothing is sent there until the desk lifts it."""
    query = select(OutboxMail.id).where(OutboxMail.to == address, OutboxMail.state == "bounced").limit(1)
    return db.session.scalars(query).first() is not None


def blocked(addresses: Collection[str]) -> frozenset[str]:
    """Those of the addresses to which nothing is sent: one statement for each thousand."""
    known, found = sorted(set(addresses)), set[str]()
    for start in range(0, len(known), 1000):
        some = OutboxMail.to.in_(known[start : start + 1000]), OutboxMail.state == "bounced"
        found.update(db.session.scalars(select(OutboxMail.to).where(*some).distinct()))
    return frozenset(found)


def get_mail(event_id: UUID, mail_id: UUID) -> OutboxMail:
    """One mail of the event; raises NotFound."""
    query = select(OutboxMail).where(OutboxMail.id == mail_id, OutboxMail.event_id == event_id)
    mail = db.session.scalars(query).one_or_none()
    if mail is None:
        raise NotFound
    return mail


def _rank() -> ColumnElement[int]:
    return case(
        {"failed": 0, "bounced": 0, "waiting": 1, "sending": 1, "sent": 2, "kept": 3},
        value=OutboxMail.state,
        else_=4,
    )
