"""Delivering what is due: each mail by one worker at a time, wherever a worker is killed.

A worker claims a mail in a transaction of its own before it speaks to the server, and says how it went in
another. A claim ends after five minutes: what a killed worker left is then taken up again. A kill between the
server's yes and our note of it is the one moment after which a mail leaves twice, under the same Message-ID.
"""

from __future__ import annotations

import logging
import traceback
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from app.kernel import clock, jobs
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.mail import queries
from app.mail.models import OutboxMail
from app.mail.rules import MOST_ATTEMPTS, Composed, Fault, Unreachable, judge, mime, next_attempt, own_domain
from app.mail.service.composing import compose
from app.mail.service.line import Line
from config import Config

log = logging.getLogger(__name__)

CLAIM = timedelta(minutes=5)


def deliver_due(now: Instant) -> None:
    """Send what is due at `now`, one after the other over one line; keep it all where no mail server is set.

    Ends early when the server cannot be reached, and when the worker is told to stop; what is left stays due.
    """
    config: Config = current_app.config["CONFIG"]
    smtp = config.smtp
    with Line(smtp, own_domain(config.public_url)) if smtp else nullcontext() as line:
        while not jobs.stopping() and (mail := _claim(now)) is not None:
            try:
                _deliver(mail, line, now)
            except Unreachable as error:
                _put_off(mail, judge(error), now)
                return


def _claim(now: Instant) -> OutboxMail | None:
    """The next mail that is due, ours for five minutes; a copy that no session watches."""
    is_due = OutboxMail.state.in_(("waiting", "sending")), OutboxMail.next_at <= now
    query = select(OutboxMail).where(*is_due).order_by(OutboxMail.next_at, OutboxMail.id).limit(1)
    query = query.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    with atomic() as session:
        mail = session.scalars(query).one_or_none()
        if mail is not None:
            mail.state, mail.attempts, mail.next_at = "sending", mail.attempts + 1, _from(now) + CLAIM
    if mail is not None:
        db.session.expunge(mail)
    return mail


def _deliver(mail: OutboxMail, line: Line | None, now: Instant) -> None:
    if mail.attempts > MOST_ATTEMPTS:
        _put_off(mail, Fault(True, "stopped"), now)
        return
    if queries.is_blocked(mail.to):
        _put_off(mail, Fault(True, "blocked"), now)
        return
    try:
        composed = compose(mail)
    except Exception as error:  # noqa: BLE001 - whatever a composer raises concerns this one mail
        _put_off(mail, _uncomposed(mail, error), now)
        return
    if composed is None:
        _settle(mail, "dropped")
    elif line is None:
        _settle(mail, "kept", subject=composed.subject[:300])
    else:
        _send(mail, composed, line, now)


def _send(mail: OutboxMail, composed: Composed, line: Line, now: Instant) -> None:
    config: Config = current_app.config["CONFIG"]
    domain = own_domain(config.public_url)
    sender = (config.smtp.sender if config.smtp else "") or composed.reply_to or f"noreply@{domain}"
    try:
        message = mime(
            composed,
            sender=sender,
            recipient=mail.to,
            message_id=f"<{mail.id}@{domain}>",
            date=clock.now(),
            language=mail.language,
        )
        line.send(message, *(message[name].addresses[0].addr_spec for name in ("From", "To")))
    except Unreachable:
        raise
    except Exception as error:  # noqa: BLE001 - every error of the dialogue is judged, and belongs to this mail
        _put_off(mail, judge(error), now)
    else:
        _settle(mail, "sent", sent_at=clock.now(), subject=composed.subject[:300], error="")


def _put_off(mail: OutboxMail, fault: Fault, now: Instant) -> None:
    """Let the mail wait for its next attempt, or fail for good."""
    again = None if fault.permanent else next_attempt(mail.attempts, _from(now))
    if again is None:
        _settle(mail, "failed", error=str(fault))
    else:
        _settle(mail, "waiting", error=str(fault), next_at=again)


def _settle(mail: OutboxMail, state: str, **facts: Any) -> None:
    """Say how it went, unless our claim ended meanwhile and another worker took the mail up."""
    ours = OutboxMail.id == mail.id, OutboxMail.state == "sending", OutboxMail.attempts == mail.attempts
    with atomic() as session:
        done = session.execute(update(OutboxMail).where(*ours).values(state=state, **facts))
    still = "" if done.rowcount else ", but it was taken up again meanwhile"  # type: ignore[attr-defined]
    log.info("mail %s (%s): %s %s%s", mail.id, mail.occasion, state, facts.get("error", ""), still)


def _uncomposed(mail: OutboxMail, error: Exception) -> Fault:
    """What desk and log may know: class and place of the error, whose text may name a person."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    log.error("mail %s (%s): %s in %s:%s", mail.id, mail.occasion, kind, place.filename, place.lineno)
    if isinstance(error, OperationalError):
        return Fault(False, "database", kind)
    return Fault(True, "composing", kind)


def _from(now: Instant) -> Instant:
    # A long batch outlives its own `now`: claims and pauses count from the clock.
    return max(now, clock.now())
