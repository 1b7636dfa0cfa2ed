"""The demo: the reference meeting on its next date, with invented people in every state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

from app.agenda import rules as files
from app.agenda import service as agenda
from app.delegations import service as delegations
from app.events import queries as events
from app.front.rules.demo import InventedDelegate, Target, invent
from app.front.service.sending import SENT, key, make_delegations
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.i18n import N_, _
from app.mail.service import quiet
from app.registration import queries, rules, service
from app.registration.rules import Questions

REFERENCE = Path(__file__).parents[1] / "data" / "nouakchott.toml"


@dataclass(frozen=True)
class Demo:
    """What was made: the event, and how many people in which state."""

    event_id: UUID
    slug: str
    delegates: int
    approved: int


def make_demo(count: int = 150, seed: int = 1) -> Demo:
    """Import the reference meeting for its next date, open registration, and register so many invented people.

    Again with the same numbers adds nobody twice. No mail goes out: the people do not exist.
    """
    document = _opened(files.parse(REFERENCE.read_bytes()))
    report = agenda.import_document(document, publish=True)
    invented = invent(document.event, count, seed)
    with atomic(), quiet():
        asked = queries.questions(report.event_id, events.scope_of(report.event_id).version)
        sent = make_delegations(report.event_id, invented)
        for index, person in enumerate(invented):
            ident = uuid5(report.event_id, f"demo {seed} {index}")
            delegation = sent.get(key(person.city)) if person.category in SENT else None
            _register(report.event_id, asked, person, ident, delegation)
    counts = queries.counts(report.event_id)
    return Demo(report.event_id, document.event.slug, sum(counts.values()), counts["approved"])


def _opened(document: files.EventDocument) -> files.EventDocument:
    """On its next date, and open for registration today, so that a newcomer can try it."""
    today = clock.local(clock.now(), document.event.timezone).date()
    moved = files.move(document, files.next_occurrence(document, today))
    days = (today - moved.event.starts) // timedelta(days=1)
    opens, closes = min(moved.event.registration_opens, days), max(moved.event.registration_closes, days)
    event = replace(moved.event, registration_opens=opens, registration_closes=closes)
    return replace(moved, event=event)


def _register(
    event_id: UUID, asked: Questions, person: InventedDelegate, submission: UUID, delegation: UUID | None
) -> None:
    if queries.find_submission(event_id, submission) is not None:
        return
    checked = rules.check_submission(_answers(person), asked, person.language)
    made = service.register(event_id, checked, submission, delegation_id=delegation)
    ident = made.registration.id
    if person.target is Target.APPROVED:
        service.approve(event_id, [ident])
        if delegation and person.category == "mayor":
            delegations.name_head(delegation, ident)
    elif person.target is Target.REFUSED:
        service.refuse(event_id, [ident], person.reason or _(N_("The places for this category are taken.")))
    elif person.target is Target.WITHDRAWN:
        service.withdraw(ident, person.reason)


def _answers(person: InventedDelegate) -> dict[str, str]:
    given = {rules.consent_field(key): "y" for key in person.consents}
    names = (
        "name_ar",
        "name_latin",
        "honorific",
        "function",
        "category",
        "country",
        "phone",
        "gender",
        "language",
    )
    plain = {name: str(getattr(person, name)) for name in (*names, "interpretation", "diet", "access")}
    city = person.city.name.pick(person.language) if person.city else ""
    return {**plain, **given, "city": city, "email": person.email, "email_choice": person.email}
