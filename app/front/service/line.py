"""Mails about places: an invitation, the waiting line, an offer with its end, a change that was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.events import queries as events
from app.front.service.mails import person_of, tell
from app.kernel import clock
from app.kernel.i18n import N_, _, current_language, format_day, format_time
from app.letters import service as letters
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
    return letters.worded(found, INVITED, mail_id=mail.id)


@composer(QUEUED, N_("Put on the waiting list"))
def _queued(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "waiting" or found.offered_until:
        return None
    place = str(registrations.place_in_line(found))
    return letters.worded(found, QUEUED, mail_id=mail.id, facts={"place": place})


@composer(OFFERED, N_("A place fell free"))
def _offered(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "waiting" or found.offered_until is None:
        return None
    return letters.worded(found, OFFERED, mail_id=mail.id, facts={"until": end_of_offer(found)})


@composer(LAPSED, N_("Offer ended"))
def _lapsed(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "withdrawn":
        return None
    return letters.worded(found, LAPSED, mail_id=mail.id)


@composer(REPLACED, N_("Someone else comes instead"))
def _replaced(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "withdrawn":
        return None
    return letters.worded(found, REPLACED, mail_id=mail.id)


@composer(AGREED, N_("Change approved"))
def _agreed(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "approved":
        return None
    return letters.worded(found, AGREED, mail_id=mail.id)


@composer(KEPT, N_("Change refused"))
def _kept(mail: OutboxMail) -> Composed | None:
    found = person_of(mail)
    if found is None or found.state != "approved":
        return None
    steps = registrations.steps(found.id)
    reason = next((one.reason for one in reversed(steps) if one.transition == "keep"), "")
    return letters.worded(found, KEPT, mail_id=mail.id, facts={"reason": reason})


def end_of_offer(registration: Registration) -> str:
    """Until when the place is held, on the clocks of the event and in the language being spoken; '' without one."""
    if registration.offered_until is None:
        return ""
    here, language = events.scope_of(registration.event_id), current_language()
    there = clock.local(registration.offered_until, here.timezone)
    day = format_day(there.date(), language, here.country)
    return _("%(day)s, %(hour)s", day=day, hour=f"\u2066{format_time(there)}\u2069")
