"""Mails about places: an invitation, the waiting line, an offer with its end, a change that was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.events import queries as events
from app.front.service.mails import letter, person_of, tell
from app.kernel import clock
from app.kernel.i18n import N_, _, current_language, format_day, format_time
from app.mail.models import OutboxMail
from app.mail.rules import Composed
from app.mail.service import composer
from app.registration import queries as registrations
from app.registration import signals
from app.registration.models import Registration

INVITED = "registration.invited"
QUEUED = "registration.queued"
OFFERED = "registration.offered"
LAPSED = "registration.lapsed"
REPLACED = "registration.replaced"
AGREED = "registration.change-agreed"
KEPT = "registration.change-refused"
TEMPLATE = "front/mail/line"


def listen() -> None:
    """Queue a mail for each piece of news about places."""
    for signal, hear in HEARERS:
        signal.connect(hear)
    signals.settled.connect(_on_settled)


def _teller(occasion: str) -> Callable[..., None]:
    def hear(_sender: object, registration: Registration, **_more: Any) -> None:
        tell(occasion, registration)

    return hear


HEARERS = (
    (signals.invited, _teller(INVITED)),
    (signals.queued, _teller(QUEUED)),
    (signals.offered, _teller(OFFERED)),
    (signals.lapsed, _teller(LAPSED)),
    (signals.replaced, _teller(REPLACED)),
)


def _on_settled(_sender: object, registration: Registration, accepted: bool, **_more: Any) -> None:
    tell(AGREED if accepted else KEPT, registration)


@composer(INVITED, N_("Invitation to register"))
def _invited(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "invited":
        return None
    said = _(
        "You are invited. A place is held for you: please answer on your own page, or say that you do not come."
    )
    return letter(found, TEMPLATE, _("You are invited"), paragraphs=[said], act=_("Answer"))


@composer(QUEUED, N_("Put on the waiting list"))
def _queued(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "waiting" or found.offered_until:
        return None
    said = [
        _("All places are taken at this moment, so you are on the waiting list, number %(place)s in your category.",
          place=registrations.place_in_line(found)),
        _("When a place falls free it is offered to you by mail, and you have some time to accept it."),
    ]  # fmt: skip
    return letter(found, TEMPLATE, _("You are on the waiting list"), paragraphs=said, act=_("Open my page"))


@composer(OFFERED, N_("A place fell free"))
def _offered(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "waiting" or found.offered_until is None:
        return None
    said = [
        _("A place fell free, and it is held for you until %(moment)s.", moment=end_of_offer(found)),
        _("Accept it or give it up on your own page. Without an answer by then it goes to the next in line."),
    ]  # fmt: skip
    return letter(found, TEMPLATE, _("A place is free for you"), paragraphs=said, act=_("Answer"))


@composer(LAPSED, N_("Offer ended"))
def _lapsed(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "withdrawn":
        return None
    said = _(
        "The time to accept your place is over, and it went to the next in line. Your page puts you in line again."
    )
    return letter(found, TEMPLATE, _("Your place went to the next"), paragraphs=[said], act=_("Open my page"))


@composer(REPLACED, N_("Someone else comes instead"))
def _replaced(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "withdrawn":
        return None
    said = _("Your delegation has named someone else in your place. Your badge code no longer works.")
    return letter(
        found, TEMPLATE, _("Someone else comes in your place"), paragraphs=[said], act=_("Open my page")
    )


@composer(AGREED, N_("Change approved"))
def _agreed(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "approved":
        return None
    said = _("The secretariat has approved the change that you asked for. Your badge will show it.")
    return letter(found, TEMPLATE, _("Your change is approved"), paragraphs=[said], act=_("Open my page"))


@composer(KEPT, N_("Change refused"))
def _kept(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "approved":
        return None
    said = _(
        "The secretariat could not make the change that you asked for. Your registration stays as it was approved."
    )
    steps = registrations.steps(found.id)
    reason = next((one.reason for one in reversed(steps) if one.transition == "keep"), "")
    subject, act = _("About the change that you asked for"), _("Open my page")
    return letter(found, TEMPLATE, subject, paragraphs=[said], act=act, reason=reason)


def end_of_offer(registration: Registration) -> str:
    """Until when the place is held, on the clocks of the event and in the language being spoken; '' without one."""
    if registration.offered_until is None:
        return ""
    here, language = events.scope_of(registration.event_id), current_language()
    there = clock.local(registration.offered_until, here.timezone)
    day = format_day(there.date(), language, here.country)
    return _("%(day)s, %(hour)s", day=day, hour=f"\u2066{format_time(there)}\u2069")
