"""Putting mails into the outbox, and back into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock, jobs
from app.kernel.db import after_commit, atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.personal import goes_with
from app.mail.models import OutboxMail
from app.mail.rules import RESENDABLE


class NotResendable(Refusal):
    """The mail is on its way already, or not needed any more."""

    code = "mail-not-resendable"
    message = N_("This mail is on its way already, or not needed any more.")


_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Write to nobody about registrations for a while: people of a demo, or of a list that is imported."""
    before = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(before)


def is_quiet() -> bool:
    """True where nobody is to be written to."""
    return _quiet.get()


def queue(
    occasion: str,
    *,
    event_id: UUID | None,
    subject_id: UUID | None,
    to: str,
    language: str,
    params: Mapping[str, Any] | None = None,
) -> OutboxMail:
    """Write a mail into the outbox in the transaction under way; it leaves after the commit.

    `params` holds plain values that the composer needs, never a secret. RuntimeError outside atomic().
    """
    after_commit(_nudge)
    now = clock.now()
    mail = OutboxMail(
        event_id=event_id, occasion=occasion, subject_id=subject_id, to=to, language=language,
        params=dict(params or {}), state="waiting", next_at=now, created_at=now,
    )  # fmt: skip
    db.session.add(mail)
    return mail


def resend(event_id: UUID, mail_id: UUID) -> OutboxMail:
    """Let a mail of the event leave now, with all its attempts; the mail that will; raises NotResendable.

    One that was sent stays as it is and a new one goes out: receivers throw away a Message-ID that they know.
    """
    with atomic() as session:
        query = select(OutboxMail).where(OutboxMail.id == mail_id, OutboxMail.event_id == event_id)
        mail = session.scalars(query.with_for_update()).one_or_none()
        if mail is None:
            raise NotFound
        if mail.state not in RESENDABLE:
            raise NotResendable
        record(_resent(mail))
        if mail.state == "sent":
            return queue(
                mail.occasion, event_id=event_id, subject_id=mail.subject_id, to=mail.to,
                language=mail.language, params=mail.params,
            )  # fmt: skip
        _renew(mail)
        return mail


def resend_all(event_id: UUID, state: str) -> int:
    """Let every failed (or kept) mail of the event leave, after the mail server was mended; their number."""
    if state not in RESENDABLE - {"sent"}:
        raise NotResendable
    with atomic() as session:
        query = select(OutboxMail).where(OutboxMail.event_id == event_id, OutboxMail.state == state)
        mails = session.scalars(query.with_for_update()).all()
        for mail in mails:
            record(_resent(mail))
            _renew(mail)
    return len(mails)


@goes_with("mails")
def drop(subject_ids: Sequence[UUID]) -> None:
    """Let no mail leave about these any more, in the caller's transaction."""
    waiting = OutboxMail.subject_id.in_(subject_ids), OutboxMail.state.in_(("waiting", "sending", "failed"))
    db.session.execute(update(OutboxMail).where(*waiting).values(state="dropped"))


def _renew(mail: OutboxMail) -> None:
    mail.state, mail.attempts, mail.error, mail.next_at = "waiting", 0, "", clock.now()
    after_commit(_nudge)


def _resent(mail: OutboxMail) -> Act:
    # About the person whom the mail is about, so that the line is erased with them.
    return Act(
        action="mail.resent", subject_kind="mail", subject_id=mail.subject_id, event_id=mail.event_id,
        about=mail.to, before={"state": mail.state}, after={"mail": str(mail.id), "occasion": mail.occasion},
    )  # fmt: skip


def _nudge() -> None:
    jobs.enqueue("mail.deliver")
