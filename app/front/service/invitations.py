"""The mails that carry invitations: one session each, said in words for people and as iTIP for their calendars."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app

from app.calendar import queries as calendar
from app.calendar import service
from app.calendar.rules import CANCEL
from app.events import queries as events
from app.front.service.mails import letter, person_of
from app.kernel import clock
from app.kernel.i18n import N_, _, current_language, format_day, format_span, format_time
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed
from app.mail.service import composer
from config import Config


@composer(service.INVITATION, N_("Calendar invitation"))
def invitation(mail: OutboxMail) -> Composed | None:
    """One message; None once a later one about the same session took its place, or the person is gone."""
    written = calendar.find_invitation(UUID(mail.params["invitation"]))
    found = person_of(mail)
    if written is None or found is None:
        return None
    made = service.message(written, mail.to, _organiser(events.scope_of(written.event_id).contact))
    if made is None:
        return None
    entry, content = made
    here, language = events.scope_of(written.event_id), current_language()
    starts, ends = (clock.local(moment, here.timezone) for moment in (entry.starts, entry.ends))
    hours = format_span(format_time(starts), format_time(ends), language)
    subject = _subject(written.method, written.revision > 0 or written.sequence > 0, entry.summary)
    kind = f"text/calendar; method={written.method}; charset=utf-8"
    return letter(
        found, "front/mail/session", subject, (Attachment("invitation.ics", kind, content, alternative=True),),
        cancelled=written.method == CANCEL, session=entry.summary, place=entry.location, hours=hours,
        day=format_day(starts.date(), language, here.country),
    )  # fmt: skip


def _subject(method: str, again: bool, title: str) -> str:
    if method == CANCEL:
        return _("Cancelled: %(session)s", session=title)
    if again:
        return _("Changed: %(session)s", session=title)
    return _("Invitation: %(session)s", session=title)


def _organiser(contact: str) -> str:
    """The address in the file is the one that answers go to; an event without one borrows the program's own."""
    config: Config = current_app.config["CONFIG"]
    host = urlsplit(config.public_url).hostname or "localhost"
    return contact or (config.smtp.sender if config.smtp else "") or f"noreply@{host}"
