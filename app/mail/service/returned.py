"""Mails that came back: noted at the mail, whose address gets nothing more until the desk lifts it."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from sqlalchemy import select, update

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.mail import queries
from app.mail.models import OutboxMail
from app.mail.rules import Fault, own_domain
from app.mail.rules.bounces import Bounce, bounces


def take_bounce(content: bytes, event_id: UUID | None = None) -> list[Bounce]:
    """Note what a delivery status notification says of our mails (of one event, where one is named); what was noted.

    Nothing happens for mails that are not ours, that are not sent, or whose recipient was somebody else.
    """
    found = bounces(content, own_domain(current_app.config["CONFIG"].public_url))
    return [one for one in found if _note(one, event_id)]


def _note(bounce: Bounce, event_id: UUID | None) -> bool:
    with atomic() as session:
        query = select(OutboxMail).where(OutboxMail.id == bounce.mail_id).with_for_update()
        mail = session.scalars(query).one_or_none()
        if mail is None or mail.state not in ("sent", "failed") or event_id not in (None, mail.event_id):
            return False
        if bounce.recipient and mail.to.lower() not in (bounce.recipient, bounce.original):
            return False
        mail.state = "bounced" if bounce.is_hard else "failed"
        mail.error = str(Fault(True, "returned", f"{bounce.status} {bounce.detail}".strip()))
        after = {"state": mail.state, "status": bounce.status}
        record(Act("mail.returned", "mail", mail.subject_id, mail.event_id, about=mail.to, after=after))
        return True


def lift(event_id: UUID, mail_id: UUID) -> None:
    """Let mails go to an address again whose mail came back; raises NotFound."""
    with atomic() as session:
        mail = queries.get_mail(event_id, mail_id)
        same = OutboxMail.state == "bounced", OutboxMail.to == mail.to
        session.execute(update(OutboxMail).where(*same).values(state="failed"))
        record(Act("mail.lifted", "mail", mail.subject_id, event_id, about=mail.to))


def opened(registration_id: UUID, mail_id: UUID) -> None:
    """Note that the link of a mail about a registration was followed, the first time; nothing for any other mail."""
    mine = OutboxMail.id == mail_id, OutboxMail.subject_id == registration_id, OutboxMail.opened_at.is_(None)
    if db.session.scalars(select(OutboxMail.id).where(*mine)).first() is None:
        return
    with atomic() as session:
        session.execute(update(OutboxMail).where(*mine).values(opened_at=clock.now()))
