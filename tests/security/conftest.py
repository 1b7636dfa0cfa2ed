"""A meeting with something behind every address, and everybody who might come to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.accreditation.service import importing as imports
from app.agenda import service as agenda
from app.agenda.rules import SpeakerPart
from app.attendance import service as attendance
from app.attendance.rules.sheets import SheetChoices
from app.badges import queries as badges
from app.badges import service as codes
from app.batches import service as batches
from app.calendar import service as calendar
from app.checkin import queries as checkin
from app.checkin import service as doors
from app.delegations import queries as sent_by
from app.delegations import service as delegations
from app.kernel import assets
from app.kernel.db import atomic, db, engine
from app.kernel.i18n import Text
from app.letters import service as letters
from app.letters.queries import Wanted
from app.mail import queries as mails
from app.people import service as accounts
from app.people.rules import ROLES
from app.registration import queries as registrations
from app.statistics import service as statistics
from app.travel import service as travel
from tests.conftest import make_app
from tests.support import people, sqlite
from tests.support.questions import sent_files

ACTORS = ("anonymous", *ROLES, "device", "stranger", "delegate")
"""`stranger` owns another event; `delegate` holds a personal link; roles are held at the meeting only."""


class Place:
    """The meeting, an address for each route, and a client for each actor; doors and tokens are real."""

    def __init__(self, app: Flask) -> None:
        """Make it all through the services."""
        self.app, self.event_id, self.other_id = (
            app,
            people.hold(registration_opens=-2000, registration_closes=0),
            people.hold("elsewhere"),
        )
        self.delegate = people.approved(self.event_id)
        found = registrations.get(self.event_id, self.delegate.id)
        self.link, self.feed = registrations.link_token(found), calendar.feed_for(self.delegate.id)
        door, spare = (
            doors.pair(self.event_id, "Door A"),
            doors.pair(self.event_id, "Door that somebody ends"),
        )
        pairing = next(one for one in checkin.pairings(self.event_id) if one.id == spare.id)
        self.door, self.door_link = door.token, door.link
        self.one_time = accounts.add_user("spare@example.org", "print", self.event_id).token
        self.invitation = accounts.invite("new@example.org", "print", self.event_id, "", "fr")
        self.spare = accounts.add_user("spare2@example.org", "print", self.event_id).user_id
        self.cookies = {role: people.signed_in(self.event_id, role) for role in ROLES}
        self.cookies["stranger"] = people.signed_in(self.other_id, "owner")
        self.tokens = {role: self._token(role, self.event_id) for role in ROLES}
        self.tokens |= {"device": self.door, "stranger": self._token("owner", self.other_id)}
        batches.long_work("nothing", "Nothing", permission="desk.view")(lambda _batch, _item: None)
        with atomic():
            self.batch = batches.begin("nothing", self.event_id, []).id
        self.ids = {"batch_id": self.batch, "pairing": pairing.id, "device": pairing.devices[0].id}
        self.ids["invitation"] = self.invitation.id
        self.ids |= _written(self.event_id, self.delegate.id)
        sent = delegations.create(
            self.event_id, delegations.Facts(country="MR", name=Text(fr="Port"), places=3)
        )
        self.focal = sent_by.link_token(sent)
        second = people.register(self.event_id, 1)
        delegations.assign(self.event_id, second, sent.id, None)
        self.ids |= {"delegation": sent.id, "person": second, "one": self.delegate.id, "other": second}
        self._kept()
        db.session.rollback()

    def _kept(self) -> None:
        self.mail = mails.mails(self.event_id, "", 0, 1)[0].id
        self.ids["note"] = self.ids["view"] = uuid4()
        self.ids["draft"] = imports.upload(self.event_id, "list.csv", b"name;email\nA;b@example.org\n").id
        self.speaker = agenda.save_speaker(self.event_id, None, SpeakerPart(key="", name_latin="Amina"))
        codes.print_one(self.event_id, self.delegate.id, "id1")
        self.ids["sheet"] = attendance.make_sheets(self.event_id, ["1am"], SheetChoices())[0].id
        self.run = badges.runs(self.event_id)[0][0].id
        statistics.publish(self.event_id)
        db.session.rollback()

    def _token(self, role: str, event_id: UUID) -> str:
        return accounts.issue_token(people.address(event_id, role), event_id).token

    def address(self, rule: Rule) -> str:
        """Where the route is about something that exists; KeyError for an argument that nobody thought of."""
        values: dict[str, Any] = {
            "event": "meeting", "key": "opening", "registration": self.delegate.id, "mail_id": self.mail, "number": 0,
            "user": self.spare, "passkey": uuid4(), "act": "rename", "role": "print", "sign_in": uuid4(),
            "feed": self.feed,
            "name": assets.manifest()["app.css"], "token": self.link, "kind": "arrivals", "ending": "pdf",
            "what": "signs", "run": self.run, "scan": uuid4(),
            "occasion": "registration.received", "language": "fr",
            "languages": "fr", "paper": "a4", "which": "badge", "question": "letter", **self.ids,
        }  # fmt: skip
        values["token"] = {
            "people.password": self.one_time, "people.invitation": accounts.link_of(self.invitation),
            "checkin.pair": self.door_link, "people.revoke_token": uuid4(),
        }.get(rule.endpoint, self.focal if rule.rule.startswith("/d/") else self.link)  # fmt: skip
        if rule.endpoint.startswith(("privacy", "statistics")):
            values["kind"] = "pdf"
        values["key"] = {
            "calendar.room": "hall", "agenda_desk.room": "hall", "registration_form.question": "email",
            "privacy_desk.agreed": "processing", "agenda_desk.speaker": self.speaker,
        }.get(rule.endpoint, values["key"])  # fmt: skip
        values["number"] = 1 if rule.endpoint.startswith("attendance_desk.page") else 0
        values["ending"] = {"accreditation_desk.export": "csv"}.get(rule.endpoint, values["ending"])
        if rule.endpoint.startswith("badges_desk"):
            values["paper"] = uuid4()
        method = min(rule.methods or {"GET"})
        wanted = {name: values[name] for name in rule.arguments}
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, wanted, method=method))

    def client(self, actor: str) -> FlaskClient:
        """A browser of the actor's own, signed in where one can be."""
        client = self.app.test_client()
        if actor in self.cookies:
            client.set_cookie(people.COOKIE, self.cookies[actor])
        return client

    def ask(self, actor: str, method: str, address: str, **more: Any) -> TestResponse:
        """One request as the actor sends it: with a token to the API, with a cookie elsewhere."""
        headers = dict(more.pop("headers", {}))
        if address.startswith("/api/") and actor in self.tokens:
            headers["Authorization"] = f"Bearer {self.tokens[actor]}"
        answer: TestResponse = self.client(actor).open(
            address, method=method, headers=headers, buffered=True, **more
        )
        return answer

    def routes(self) -> list[tuple[str, Rule, str]]:
        """(method, rule, address) of everything that can be asked; what ends a sign-in comes last."""
        rules = sorted(
            self.app.url_map.iter_rules(), key=lambda rule: ("sign_out" in rule.endpoint, rule.rule)
        )
        return [
            (method, rule, self.address(rule))
            for rule in rules
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]


def _written(event_id: UUID, delegate: UUID) -> dict[str, UUID]:
    """A photo and a file, a hotel, a mail to many that is still a draft, and a letter that its delegate may fetch."""
    sent_files(event_id, delegate)
    hotel = travel.save_hotel(event_id, None, Text(fr="Azalaï"), "", "", 9)
    draft = letters.save_draft(event_id, None, Wanted(), letters.starting_words(event_id, ("fr",)))
    letter = letters.issue(event_id, delegate, "invitation", ["fr"])
    letters.release(event_id, [letter.id], by_mail=False)
    return {"hotel_id": hotel.id, "sending_id": draft.id, "letter_id": letter.id}


@contextmanager
def opened(app: Flask) -> Iterator[Place]:
    """The place inside the application's context."""
    with app.app_context():
        yield Place(app)
        db.session.remove()


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The meeting of a whole module, on SQLite: who may do what does not depend on the database."""
    folder = tmp_path_factory.mktemp("place")
    app = make_app(folder, sqlite.fresh_database(sqlite_template, folder), rate_factor=1000)
    with opened(app) as made:
        yield made
        engine().dispose()


@pytest.fixture
def fresh(app: Flask) -> Iterator[Place]:
    """The meeting of one test, on each database."""
    with opened(app) as made:
        yield made
