"""People at a meeting: registered and approved through the services, with the codes of their badges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from app.agenda import service as agenda
from app.badges import queries as badges
from app.badges import service as codes
from app.badges.rules import Code
from app.events import queries as events
from app.kernel.ids import new_id
from app.people import service as accounts
from app.people.views import COOKIE
from app.registration import queries, service
from app.registration.rules import check_submission
from tests.support.meetings import meeting

PASSWORD = "correct horse battery"
NAMES = (
    ("أمينة بنت سالم", "Amina Mint Salem"),
    ("بلال الحداد", "Bilal Haddad"),
    ("خديجة المنصوري", "Khadija Mansouri"),
    ("داود باه", "Daouda Bah"),
    ("زينب القاسمي", "Zeinab Kasmi"),
)
ANSWERS = {
    "honorific": "Mme",
    "function": "Maire",
    "category": "mayor",
    "country": "MR",
    "city": "Rosso",
    "phone": "22 12 34 56",
    "language": "fr",
    "consent_processing": "y",
}


@dataclass(frozen=True)
class Delegate:
    """Somebody who is approved: registration, and what the badge holds for cameras and for fingers."""

    id: UUID
    code: str
    typed: str


def hold(slug: str = "meeting", **changes: Any) -> UUID:
    """The small meeting, imported and published: main, opening (for everyone), plenary-1 (for mayors)."""
    return agenda.import_document(meeting(slug=slug, **changes), publish=True).event_id


def register(event_id: UUID, number: int = 0, **answers: str) -> UUID:
    """A registration that waits for a decision; people of different numbers differ in name and address."""
    arabic, latin = NAMES[number % len(NAMES)]
    own = {"name_ar": arabic, "name_latin": latin, "email": f"delegate{number}@example.org"}
    asked = queries.questions(event_id, events.scope_of(event_id).version)
    submission = check_submission({**ANSWERS, **own, **answers}, asked, "fr")
    return service.register(event_id, submission, new_id()).registration.id


def approved(event_id: UUID, number: int = 0, **answers: str) -> Delegate:
    """Somebody approved, with a badge."""
    ident = register(event_id, number, **answers)
    service.approve(event_id, [ident])
    return delegate(ident)


def all_approved(event_id: UUID, count: int) -> Sequence[Delegate]:
    """So many people, approved at once."""
    idents = [register(event_id, number) for number in range(count)]
    service.approve(event_id, idents)
    return [delegate(ident) for ident in idents]


def delegate(registration_id: UUID) -> Delegate:
    """A registration with the newest code that it ever had."""
    code: Code = codes.code_of(badges.of_registration(registration_id)[0])
    return Delegate(registration_id, code.payload, code.typed.shown)


def desk(app: Flask, event_id: UUID | None, role: str) -> FlaskClient:
    """A browser that is signed in as somebody with this role at the event (None: at all of them)."""
    client = app.test_client()
    client.set_cookie(COOKIE, signed_in(event_id, role))
    return client


def signed_in(event_id: UUID | None, role: str) -> str:
    """The cookie of somebody with this role, whose password is PASSWORD."""
    made = accounts.add_user(address(event_id, role), role, event_id)
    return accounts.set_password(made.token, PASSWORD).token


def address(event_id: UUID | None, role: str) -> str:
    """The mail address of whoever has this role there."""
    return f"{role}.{event_id}@example.org"
