"""Mails to focal points: the invitation with the link to register a delegation, and the reminder."""

from __future__ import annotations

from app.delegations import queries
from app.delegations.service.inviting import INVITED, REMINDED
from app.events import queries as events
from app.kernel import web
from app.kernel.db import db
from app.kernel.i18n import N_, _, current_language
from app.mail.models import OutboxMail
from app.mail.rules import Composed, Letterhead
from app.mail.service import composer, written
from app.registration.models import Delegation


@composer(INVITED, N_("Invitation of a delegation"))
def _invited(mail: OutboxMail) -> Composed | None:
    return _letter(mail, _("Invitation of your delegation"), again=False)


@composer(REMINDED, N_("Reminder to a delegation"))
def _reminded(mail: OutboxMail) -> Composed | None:
    return _letter(mail, _("We still await your delegation"), again=True)


def _letter(mail: OutboxMail, subject: str, *, again: bool) -> Composed | None:
    found = db.session.get(Delegation, mail.subject_id)
    if found is None or found.link_revoked_at or (again and found.answered_at):
        return None
    here, language = events.scope_of(found.event_id), current_language()
    title = here.title.pick(language, here.languages)
    head = Letterhead(
        sender_name=title, reply_to=here.contact, accent=here.accent,
        statement=here.statement.pick(language, here.languages), emblem=here.emblem,
    )  # fmt: skip
    return written(
        "delegations/mail/invited", f"{subject} · {title}", head, again=again, name=found.focal_name, title=title,
        delegation=queries.named(found, language, here.languages), contact=here.contact,
        link=web.public_url("delegations.page", token=queries.link_token(found)),
    )  # fmt: skip
