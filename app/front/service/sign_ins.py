"""Mails to those who work with the program when their account is used from a device that is new to it."""

from __future__ import annotations

from typing import Any

from app.kernel import web
from app.kernel.clock import Instant, parse, stamp
from app.kernel.i18n import N_, _, current_language, format_moment
from app.mail.models import OutboxMail
from app.mail.rules import Composed, Letterhead
from app.mail.service import composer, queue, written
from app.people import signals
from app.people.models import User
from app.people.rules import device_name

NEW_BROWSER = "user.new-browser"


def listen() -> None:
    """Queue a mail for each new device."""
    signals.new_browser.connect(_on_new_browser)


def _on_new_browser(_sender: object, user: User, browser: str, at: Instant, **_more: Any) -> None:
    facts = {"device": device_name(browser), "at": stamp(at)}
    language = user.language or current_language()
    queue(NEW_BROWSER, event_id=None, subject_id=user.id, to=user.email, language=language, params=facts)


@composer(NEW_BROWSER, N_("Sign-in from a new device"))
def _new_browser(mail: OutboxMail) -> Composed | None:
    when = format_moment(parse(mail.params["at"]), "UTC", current_language()) + " UTC"
    device = mail.params["device"] or _("Unknown browser")
    subject = _("A new device signed in to your account")
    link = web.public_url("people.account")
    return written(
        "front/mail/new_browser", subject, Letterhead("Multaqa"), link=link, device=device, when=when
    )
