"""Mails about registrations and accounts: queued by what happens below, composed when they leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import current_app
from markupsafe import Markup

from app.badges import service as badges
from app.calendar import service as calendar
from app.events import queries as events
from app.front.queries import session_lines
from app.kernel import qr, web
from app.kernel.db import atomic, db
from app.kernel.i18n import N_, _, current_language
from app.letters import service as letters
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed, Letterhead
from app.mail.service import composer, is_quiet, queue, written
from app.people import service as people
from app.people import signals as accounts
from app.people.models import Invitation, User
from app.people.rules import ROLE_HELP, ROLE_NAMES
from app.registration import queries as registrations
from app.registration import signals
from app.registration.models import Registration

RECEIVED = "registration.received"
APPROVED = "registration.approved"
REFUSED = "registration.refused"
WITHDRAWN = "registration.withdrawn"
LINK = "registration.link"
INVITATION = "user.invitation"
PASSWORD = "user.password-link"  # noqa: S105 - the name of an occasion

CODE_SCALE = 8  # pixels a module: 33 modules with quiet zone make 264 pixels


def listen() -> None:
    """Queue a mail for each piece of news."""
    signals.submitted.connect(_on_submitted)
    signals.approved.connect(_on_approved)
    signals.refused.connect(_on_refused)
    signals.withdrawn.connect(_on_withdrawn)
    signals.link_renewed.connect(_on_link)
    signals.link_wanted.connect(_on_link)
    accounts.password_link_wanted.connect(_on_password)
    accounts.invited.connect(_on_invited)


def _on_submitted(_sender: object, registration: Registration, **_more: Any) -> None:
    tell(RECEIVED, registration)


def _on_approved(_sender: object, registration: Registration, **_more: Any) -> None:
    tell(APPROVED, registration)


def _on_refused(_sender: object, registration: Registration, **_more: Any) -> None:
    tell(REFUSED, registration)


def _on_withdrawn(_sender: object, registration: Registration, **_more: Any) -> None:
    tell(WITHDRAWN, registration)


def _on_link(_sender: object, registration: Registration, **_more: Any) -> None:
    tell(LINK, registration)


def _on_password(_sender: object, user: User, **_more: Any) -> None:
    queue(PASSWORD, event_id=None, subject_id=user.id, to=user.email, language=current_language())


def _on_invited(_sender: object, invitation: Invitation, **_more: Any) -> None:
    queue(
        INVITATION, event_id=invitation.event_id, subject_id=invitation.id, to=invitation.email,
        language=invitation.language,
    )  # fmt: skip


def tell(occasion: str, registration: Registration) -> None:
    """Queue a mail to a delegate who has an address; in the transaction under way."""
    if registration.email and not is_quiet():
        queue(
            occasion, event_id=registration.event_id, subject_id=registration.id, to=registration.email,
            language=registration.language,
        )  # fmt: skip


def send_links(event_id: UUID, address: str) -> None:
    """Send their personal link to everyone who registered for the event with this address."""
    with atomic():
        for registration in registrations.with_address(event_id, address):
            tell(LINK, registration)


@composer(RECEIVED, N_("Registration received"))
def _received(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state not in ("submitted", "approved"):
        return None
    return letters.worded(found, RECEIVED, mail_id=mail.id)


@composer(APPROVED, N_("Registration approved"))
def _approved(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    badge = badges.find_valid(found.id) if found else None
    if found is None or badge is None:
        return None
    code, language = badges.code_of(badge), current_language()
    files = (
        Attachment("badge.png", "image/png", qr.png(code.payload, CODE_SCALE), content_id="badge"),
        *_sessions_file(found, language),
    )
    feed = web.public_url("calendar.person", feed=calendar.feed_for(found.id))
    drawn = {
        "badge": drawn_block("badge", typed=code.typed.shown),
        "sessions": drawn_block("sessions", sessions=session_lines(found, language), feed=feed),
    }
    return letters.worded(found, APPROVED, mail_id=mail.id, drawn=drawn, files=files)


def _sessions_file(found: Registration, language: str) -> tuple[Attachment, ...]:
    """All of a delegate's sessions as a calendar file; none where nothing is published."""
    published = calendar.invitation(found, language)
    kind = "text/calendar; method=PUBLISH; charset=utf-8"
    return (Attachment("agenda.ics", kind, published),) if published else ()


def drawn_block(name: str, **facts: Any) -> letters.Drawn:
    """A block of a mail that the program makes, as text and as HTML."""
    text, html = (
        current_app.jinja_env.get_template(f"front/mail/{name}.{ending}").render(facts)
        for ending in ("txt", "html")
    )
    return letters.Drawn(text.strip(), Markup(html.strip()))  # noqa: S704 - a template's own escaped output


@composer(REFUSED, N_("Registration refused"))
def _refused(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "refused":
        return None
    return letters.worded(found, REFUSED, mail_id=mail.id, facts={"reason": found.reason})


@composer(WITHDRAWN, N_("Registration withdrawn"))
def _withdrawn(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "withdrawn":
        return None
    return letters.worded(found, WITHDRAWN, mail_id=mail.id)


@composer(LINK, N_("Personal link"))
def _link(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    return letters.worded(found, LINK, mail_id=mail.id) if found else None


@composer(PASSWORD, N_("Password link"))
def _password(mail: OutboxMail) -> Composed | None:
    user = db.session.get(User, mail.subject_id)
    if user is None:
        return None
    link = web.public_url("people.password", token=people.new_link(user.id).token)
    return written("front/mail/password", _("Choose a new password"), Letterhead("Multaqa"), link=link)


@composer(INVITATION, N_("Invitation to the team"))
def _invitation(mail: OutboxMail) -> Composed | None:
    found = db.session.get(Invitation, mail.subject_id)
    if found is None or found.accepted_at or found.revoked_at:
        return None
    here = events.scope_of(found.event_id)
    title = here.title.pick(current_language(), here.languages)
    link = web.public_url("people.invitation", token=people.link_of(found))
    return written(
        "front/mail/invitation", f"{_('Invitation to the team')} · {title}", letters.head(here), link=link,
        title=title, role=_(ROLE_NAMES[found.role]), role_help=_(ROLE_HELP[found.role]), by=found.invited_by,
    )  # fmt: skip


def person_of(mail: OutboxMail) -> Registration | None:
    """Whom a mail is about; None when they are gone."""
    if mail.event_id is None or mail.subject_id is None:
        return None
    found = registrations.find(mail.event_id, mail.subject_id)
    return found if found is not None and found.erased_at is None else None


def letter(
    registration: Registration, template: str, subject: str, files: tuple[Attachment, ...] = (), **facts: Any
) -> Composed:
    """A mail to a delegate with the link to their page, under the event's letterhead."""
    here, language = events.scope_of(registration.event_id), current_language()
    link = web.public_url("front.own_page", token=registrations.link_token(registration))
    names = (registration.name_ar, registration.name_latin)
    name = next(filter(None, names if language == "ar" else reversed(names)), "")
    title = here.title.pick(language, here.languages)
    return written(
        template, f"{subject} · {title}", letters.head(here), files, link=link, name=name, title=title,
        contact=here.contact, **facts,
    )  # fmt: skip
