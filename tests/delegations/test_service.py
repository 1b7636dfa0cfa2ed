"""Delegations on both databases: people together or nobody, one in another's place, invitations and reminders."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.badges import service as codes
from app.delegations import queries, service
from app.events.models import Event
from app.kernel import guard
from app.kernel.db import db as database
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.mail import queries as mails
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Delegation, Registration
from app.registration.rules import QuotaUsed, Submission
from app.travel import queries as travels
from app.travel.rules import Leg, Stay
from tests.registration.conftest import RAW, make_event, submission
from tests.support.statements import counting

DESK = Actor("user", new_id(), "Salma")


@pytest.fixture
def sent(db: SQLAlchemy) -> Delegation:
    """A delegation of a city with three places, one of them a mayor's."""
    return made(make_event())


def made(event_id: UUID, **facts: object) -> Delegation:
    mayor, press = (one.id for one in registrations.questions(event_id, 1).categories)
    known = {"country": "MR", "name": Text(fr="Zouerate"), "quotas": {mayor: 1, press: 2}, "language": "ar"}
    return service.create(event_id, service.Facts(**(known | facts)))  # type: ignore[arg-type]


def person(event_id: UUID, number: int, **changes: str) -> Submission:
    names = {"name_latin": f"Person {'ABCDEFG'[number]}", "email": "mairie@example.org", "category": "press"}
    return submission(event_id, **(names | changes))


def get(ident: UUID) -> Registration:
    return database.session.get_one(Registration, ident, populate_existing=True)


def test_people_are_registered_together_once_with_the_stay_they_share(sent: Delegation) -> None:
    stay = Stay(arrival=Leg(day=date(2027, 1, 27), number="AH 4204"))
    people = [person(sent.event_id, number) for number in range(2)]
    nonce = new_id()
    first = service.register_all(sent.id, people, nonce, stay)
    again = service.register_all(sent.id, people, nonce, stay)
    assert [one.id for one in first] == [one.id for one in again]
    assert {travels.find(one.id).arrives_number for one in first} == {"AH 4204"}  # type: ignore[union-attr]
    assert {one.delegation_id for one in queries.people(sent.id)} == {sent.id}
    assert queries.get(sent.event_id, sent.id).answered_at is not None


def test_one_too_many_and_nobody_is_registered(sent: Delegation) -> None:
    people = [person(sent.event_id, number) for number in range(3)]
    with pytest.raises(QuotaUsed):
        service.register_all(sent.id, people, new_id())
    assert queries.people(sent.id) == []


def test_six_who_share_an_address_have_six_pages(sent: Delegation, app: Flask) -> None:
    delegation = made(sent.event_id, quotas={}, places=6)
    people = [person(sent.event_id, number) for number in range(6)]
    all_six = service.register_all(delegation.id, people, new_id())
    tokens = [registrations.link_token(one) for one in all_six]
    pages = [app.test_client().get(f"/p/{token}?lang=en").text for token in tokens]
    for number, page in enumerate(pages):
        assert [f"Person {letter}" in page for letter in "ABCDEF"] == [number == place for place in range(6)]


def test_whoever_comes_instead_has_the_place_and_the_hotel_and_a_code_of_their_own(sent: Delegation) -> None:
    stay = Stay(elsewhere="Chez l’ambassadeur")
    old = service.register_all(sent.id, [person(sent.event_id, 0)], new_id(), stay)[0]
    registering.approve(sent.event_id, [old.id])
    service.name_head(sent.id, old.id)
    code = codes.find_valid(old.id)
    guard.act_as(Actor("focal", sent.id, "Mme Sy"))
    nonce = new_id()
    new = service.replace(old.id, person(sent.event_id, 1), nonce)
    assert service.replace(old.id, person(sent.event_id, 1), nonce).id == new.id
    assert (get(old.id).state, get(new.id).state, get(new.id).leads) == ("withdrawn", "submitted", True)
    assert codes.find_valid(old.id) is None
    assert codes.find_valid(new.id) is None
    assert travels.find(new.id).stays_elsewhere == "Chez l’ambassadeur"  # type: ignore[union-attr]
    guard.act_as(DESK)
    registering.approve(sent.event_id, [new.id])
    third = service.replace(new.id, person(sent.event_id, 2), new_id())
    fresh = codes.find_valid(third.id)
    assert (get(third.id).state, fresh is not None, fresh != code) == ("approved", True, True)
    assert sum(queries.used(sent.id).values()) == 1


def test_invitations_go_once_and_reminders_to_the_silent(db: SQLAlchemy) -> None:
    event_id = make_event()
    silent, busy, unknown = (
        made(event_id, focal_email=address) for address in ("a@example.org", "b@example.org", "")
    )
    assert (service.invite(event_id), service.invite(event_id)) == (2, 0)
    service.opened(busy.id)
    service.register_all(busy.id, [person(event_id, 0)], new_id())
    assert service.remind(event_id) == 1
    assert [one.occasion for one in mails.for_subject(silent.id)] == [
        "delegation.reminded",
        "delegation.invited",
    ]
    assert queries.counts(event_id) == {"sent": 1, "answered": 1, "new": 1}
    service.decline(silent.id)
    assert service.remind(event_id) == 0
    assert {str(line.invitation) for line in queries.listing(event_id)} == {"declined", "answered", "new"}
    assert not mails.for_subject(unknown.id)


def test_the_list_costs_the_same_for_three_and_for_thirty(db: SQLAlchemy) -> None:
    few, many = make_event("few"), make_event("many")
    costs = []
    for event_id, number in ((few, 3), (many, 30)):
        for _place in range(number):
            delegation = made(event_id)
            service.register_all(delegation.id, [person(event_id, 0)], new_id())
        database.session.expire_all()
        with counting() as seen:
            queries.listing(event_id)
        costs.append(len(seen))
    assert costs[0] == costs[1] <= 5


def test_a_person_is_assigned_within_the_quota_and_leads_alone(sent: Delegation) -> None:
    one, other = (
        registering.register(sent.event_id, submission(sent.event_id), new_id()).registration.id
        for _ in range(2)
    )
    service.assign(sent.event_id, one, sent.id, 3)
    with pytest.raises(QuotaUsed):
        service.assign(sent.event_id, other, sent.id, None)
    press = registering.register(sent.event_id, person(sent.event_id, 0), new_id()).registration.id
    service.assign(sent.event_id, press, sent.id, None)
    service.name_head(sent.id, one)
    service.name_head(sent.id, press)
    assert [line.head.id for line in queries.listing(sent.event_id) if line.head] == [press]
    with pytest.raises(service.NotEmpty):
        service.remove(sent.event_id, sent.id)
    with pytest.raises(NotFound):
        service.name_head(sent.id, other)


def test_another_delegations_people_are_out_of_reach(sent: Delegation, client: FlaskClient) -> None:
    mine = service.register_all(sent.id, [person(sent.event_id, 0)], new_id())[0]
    theirs = queries.link_token(made(sent.event_id))
    for act in ("replace", "withdraw"):
        assert client.post(f"/d/{theirs}/people/{mine.id}/{act}", data={}).status_code == 404
    assert client.post(f"/d/{theirs}/head", data={"person": mine.id}).status_code == 404
    service.revoke_link(sent.event_id, sent.id)
    assert client.get(f"/d/{queries.link_token(sent)}").status_code == 404
    assert get(mine.id).state == "submitted"


def test_a_pasted_sheet_is_shown_first_and_registered_when_confirmed(
    sent: Delegation, client: FlaskClient
) -> None:
    link = f"/d/{queries.link_token(sent)}/sheet?lang=en"
    rows = "Name\tFunction\tCategory\nAmina Sy\tMaire\tMaire\nBilal Ba\t\tPresse\n"
    form = {
        "rows": rows,
        "s-language": "fr",
        "s-city": "Zouerate",
        "s-consent_processing": "y",
        "nonce": str(new_id()),
    }
    assert "Amina Sy" in client.post(link, data=form).text
    assert queries.people(sent.id) == []
    wrong = client.post(link, data={**form, "rows": rows + "\t\tRoi\n", "sure": "y"})
    assert (wrong.status_code, queries.people(sent.id)) == (422, [])
    full = client.post(link, data={**form, "rows": rows + "Khadija Ba\t\tMaire\n"})
    assert (full.status_code, "No place is left" in full.text) == (422, True)
    for _press in range(2):
        assert client.post(link, data={**form, "sure": "y"}).status_code == 303
    assert {one.name_latin for one in queries.people(sent.id)} == {"Amina Sy", "Bilal Ba"}


def test_registration_that_is_over_is_over_for_delegations_too(sent: Delegation, client: FlaskClient) -> None:
    with service.editing.atomic() as session:
        session.get_one(Event, sent.event_id).registration_closes = -20
    link = f"/d/{queries.link_token(sent)}"
    fields = {f"p0-{name}": RAW[name] for name in ("name_ar", "name_latin", "category")}
    answer = client.post(
        link, data={**fields, "s-language": "fr", "s-city": "Zouerate", "s-consent_processing": "y"}
    )
    assert (answer.status_code, RAW["name_latin"] in answer.text) == (403, True)
