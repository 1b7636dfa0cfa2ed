"""Summaries after a publication: one mail a delegate, of what it changed for them, and never two of the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.agenda import queries as agenda
from app.agenda import signals as news
from app.agenda.models import AgendaVersion
from app.agenda.queries import Publication
from app.agenda.rules import Change, Tell, changes
from app.calendar import queries
from app.calendar.models import ChangeNotice
from app.calendar.rules import Concern, concerns, weighs
from app.calendar.service.invitations import nudge
from app.events import service as events
from app.events.models import Category
from app.kernel import clock, jobs
from app.kernel.db import after_commit, atomic, db
from app.mail.models import OutboxMail
from app.mail.service import queue
from app.registration import rules as registrations
from app.registration.models import Registration

CHANGES = "agenda.changed"
TELL = "calendar.tell"
LATE = timedelta(days=1)
"""A publication that nobody was told of by then is old news."""


@dataclass(frozen=True)
class Summary:
    """What a delegate is told: the changes of their own sessions, and where everyone is told the others."""

    mine: tuple[Concern, ...]
    others: tuple[Change, ...]


def listen() -> None:
    """Tell of publications as the organisers chose, and look anew at invitations."""
    news.published.connect(_on_published)


def _on_published(_sender: object, event_id: UUID, number: int, tell: Tell, **_more: Any) -> None:
    nudge(event_id)
    if tell is not Tell.NOBODY:
        after_commit(partial(jobs.enqueue, TELL, str(event_id), number))


def tell_recent() -> None:
    """Tell of the publications of the last day that were to be told: what a lost nudge left undone."""
    told = AgendaVersion.event_id, AgendaVersion.number
    recent = AgendaVersion.published_at > clock.now() - LATE, AgendaVersion.tell != Tell.NOBODY.value
    for event_id, number in db.session.execute(select(*told).where(*recent).order_by(*told)).all():
        tell(event_id, number)


def tell(event_id: UUID, number: int) -> int:
    """Queue the summaries of a publication for those who were approved by then; how many mails that takes.

    Run again, or twice at once, it writes to nobody twice. A summary that still waits in the outbox takes the
    new changes in, so that three publications in a row are one mail.
    """
    with atomic() as session:
        events.lock(event_id)
        version = agenda.find_version(event_id, number)
        if version is None or version.tell is Tell.NOBODY:
            return 0
        people = _untold(event_id, version)
        if not people:
            return 0
        starred, waiting = queries.stars_of_event(event_id), _waiting(event_id)
        before = agenda.find_version(event_id, number - 1)
        written: dict[UUID, OutboxMail] = {}
        for registration, category in people:
            said = _summary(
                before, version, registration.id, category, starred.get(registration.id, frozenset())
            )
            if registration.email and (said.mine or said.others):
                written[registration.id] = waiting.get(registration.id) or _queue(registration, number)
        session.flush()
        session.add_all(_notice(registration, number, written) for registration, _category in people)
        return len(written)


def _notice(registration: Registration, number: int, written: dict[UUID, OutboxMail]) -> ChangeNotice:
    mail = written.get(registration.id)
    return ChangeNotice(
        registration_id=registration.id, version=number, event_id=registration.event_id, since=number - 1,
        mail_id=mail.id if mail else None, at=clock.now(),
    )  # fmt: skip


def _untold(event_id: UUID, version: Publication) -> list[tuple[Registration, str]]:
    """Approved delegates, with their category's key, who were not told; who came later knows no other agenda."""
    told = select(ChangeNotice.registration_id).where(
        ChangeNotice.event_id == event_id, ChangeNotice.version == version.number
    )
    query = (
        select(Registration, Category.key)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event_id, Registration.state == registrations.APPROVED)
        .where(Registration.decided_at <= version.at, Registration.id.not_in(told))
        .order_by(Registration.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def _waiting(event_id: UUID) -> dict[UUID | None, OutboxMail]:
    """Summaries that have not left yet, held until this transaction ends."""
    mine = OutboxMail.event_id == event_id, OutboxMail.occasion == CHANGES, OutboxMail.state == "waiting"
    rows = db.session.scalars(select(OutboxMail).where(*mine, OutboxMail.attempts == 0).with_for_update())
    return {mail.subject_id: mail for mail in rows}


def _queue(registration: Registration, number: int) -> OutboxMail:
    return queue(
        CHANGES, event_id=registration.event_id, subject_id=registration.id, to=registration.email,
        language=registration.language, params={"since": number - 1, "version": number},
    )  # fmt: skip


def summary(mail: OutboxMail, registration: Registration) -> Summary:
    """What a summary says when it leaves: all that it took in while it waited."""
    first, last = int(mail.params["since"]), int(mail.params["version"])
    span = select(func.min(ChangeNotice.since), func.max(ChangeNotice.version))
    since, until = db.session.execute(span.where(ChangeNotice.mail_id == mail.id)).one()
    before = agenda.find_version(registration.event_id, first if since is None else min(first, since))
    after = agenda.find_version(registration.event_id, max(last, until or 0))
    if after is None:
        return Summary((), ())
    return _summary(before, after, registration.id, registration.category.key, queries.stars(registration.id))


def _summary(
    before: Publication | None,
    after: Publication,
    registration_id: UUID,
    category: str,
    stars: frozenset[UUID],
) -> Summary:
    old, new = before.sessions if before else (), after.sessions
    was, is_now = (
        {one.uid for one in queries.mine(sessions, category, registration_id, stars)}
        for sessions in (old, new)
    )
    found = changes(old, new)
    mine = concerns(found, was, is_now)
    told = {one.change.after.uid for one in mine}
    everyone = after.tell is Tell.EVERYONE
    others = tuple(one for one in found if everyone and weighs(one) and one.after.uid not in told)
    return Summary(mine, others)
