"""Waiting, being offered a place, changing what was approved, links that end: on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.agenda import queries as agenda
from app.agenda import rules as agenda_rules
from app.agenda import service as programme
from app.badges import queries as badges
from app.badges import service as codes
from app.delegations import service as delegations
from app.kernel import clock, guard
from app.kernel.db import atomic
from app.kernel.db import db as database
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.mail import queries as mails
from app.registration import jobs, queries, service
from app.registration.models import Registration
from app.registration.rules import Faulty, NoPlace, NotFromHere, NotOpen, PassportFacts, QuotaUsed
from app.travel import queries as travels
from app.travel import service as travelling
from app.travel.rules import Leg, Stay
from tests.registration.conftest import make_event, registered, submission
from tests.registration.test_forms_service import publish
from tests.support.questions import HOTEL, PLANE, sent_files

PASSPORT = PassportFacts("BK123456", "TN", date(2040, 1, 1))
DESK = Actor("user", new_id(), "Salma at the desk")


def delegate(ident: UUID) -> Actor:
    return Actor("delegate", ident, "Mohamed")


def get(ident: UUID) -> Registration:
    return database.session.get_one(Registration, ident, populate_existing=True)


def answers(event_id: UUID, **changes: str) -> Any:
    return submission(event_id, **changes).answers


def occasions(ident: UUID) -> list[str]:
    return [one.occasion for one in mails.for_subject(ident)]


@pytest.fixture
def full(db: SQLAlchemy) -> tuple[UUID, list[UUID]]:
    """An event of two places with four people."""
    event_id = make_event("full", capacity=2)
    return event_id, [registered(event_id, email=f"p{number}@example.org") for number in range(4)]


def test_a_place_that_falls_free_is_offered_accepted_and_decided(full: tuple[UUID, list[UUID]]) -> None:
    _event_id, ids = full
    assert [get(one).state for one in ids] == ["submitted", "submitted", "waiting", "waiting"]
    assert [queries.place_in_line(get(one)) for one in ids[2:]] == [1, 2]
    service.withdraw(ids[0])
    until = get(ids[2]).offered_until
    assert until is not None
    assert timedelta(hours=47) < until - clock.now() <= timedelta(hours=48)
    assert get(ids[3]).offered_until is None
    service.accept(ids[2])
    assert (get(ids[2]).state, get(ids[2]).queued) == ("submitted", None)
    assert set(occasions(ids[2])) == {"registration.queued", "registration.offered"}
    assert [one.transition for one in queries.steps(ids[2])] == ["queue", "offer", "accept"]
    with pytest.raises(service.OfferOver):
        service.accept(ids[3])


def test_an_offer_without_an_answer_goes_on_to_the_next_by_the_clock(full: tuple[UUID, list[UUID]]) -> None:
    _event_id, ids = full
    service.withdraw(ids[0])
    with atomic():
        get(ids[2]).offered_until = clock.instant(clock.now() - timedelta(minutes=1))
    jobs.lapse_offers()
    assert (get(ids[2]).state, get(ids[3]).offered_until is None) == ("withdrawn", False)
    service.come_back(ids[2])  # to the end of the line
    assert (get(ids[2]).state, queries.place_in_line(get(ids[2]))) == ("waiting", 1)


def test_more_places_call_the_line_and_an_approval_needs_one(full: tuple[UUID, list[UUID]]) -> None:
    event_id, ids = full
    guard.act_as(DESK)
    with pytest.raises(NoPlace):
        service.approve(event_id, ids)
    assert {get(one).state for one in ids} == {"submitted", "waiting"}
    service.set_places(event_id, 3, 12, {})
    assert get(ids[2]).offered_until is not None
    service.approve(event_id, ids[:3])
    assert [get(one).state for one in ids] == ["approved", "approved", "approved", "waiting"]
    service.refuse(event_id, [ids[0]], "Not on the list")
    with pytest.raises(NoPlace):
        service.approve(event_id, [ids[0]])  # the place went to the next
    step = queries.last_steps(ids)[ids[0]]
    assert (step.transition, step.actor, step.reason) == ("refuse", "Salma at the desk", "Not on the list")


def test_a_category_opens_closes_and_fills_by_itself(db: SQLAlchemy) -> None:
    event_id = make_event("kinds")
    mayor, press = (one.id for one in queries.questions(event_id, 1).categories)
    service.set_places(event_id, None, 48, {mayor: (1, None, None, 2), press: (None, -30, -20, 1)})
    guard.act_as(Actor("anonymous"))
    with pytest.raises(NotOpen):
        registered(event_id, category="press")
    first, second = registered(event_id), registered(event_id)
    assert (get(first).state, get(second).state) == ("submitted", "waiting")
    guard.act_as(DESK)
    outside = registered(event_id, category="press")
    assert get(outside).state == "submitted"
    with pytest.raises(Faulty):
        service.change(outside, answers(event_id, category="mayor"))
    wanted = queries.Filter(sort="precedence")
    assert next(one.id for one in queries.listing(event_id, wanted).rows) == outside


def test_an_event_file_carries_the_places_and_calls_the_line_when_it_brings_more(db: SQLAlchemy) -> None:
    event_id = make_event("filed")
    mayor, press = (one.id for one in queries.questions(event_id, 1).categories)
    service.set_places(event_id, 40, 24, {mayor: (1, None, None, 2), press: (None, -40, 3, 1)})
    _first, second = registered(event_id), registered(event_id)
    document = agenda.document(event_id)
    assert agenda_rules.parse(agenda_rules.dump(document)) == document
    said = [(one.capacity, one.opens, one.closes, one.precedence) for one in document.event.categories]
    assert (document.event.capacity, document.event.offer_hours) == (40, 24)
    assert said == [(1, None, None, 2), (None, -40, 3, 1)]
    roomy = [replace(one, capacity=2) if one.key == "mayor" else one for one in document.event.categories]
    more = replace(document, event=replace(document.event, categories=tuple(roomy)))
    programme.import_document(more, force=True)
    assert get(second).offered_until is not None


def test_what_the_badge_shows_asks_again_and_the_rest_does_not(db: SQLAlchemy, event_id: UUID) -> None:
    ident = registered(event_id)
    service.approve(event_id, [ident])
    before = badges.faces([ident])[ident]
    guard.act_as(delegate(ident))
    service.change(
        ident, answers(event_id, name_latin="Mohamed El Moctar", category="press", phone="33 44 55 66")
    )
    assert badges.faces([ident])[ident] == before
    found = queries.get(event_id, ident)
    assert (found.phone, found.state, set(found.proposed or {})) == (
        "+22233445566", "approved", {"name_latin", "category_id"},
    )  # fmt: skip
    assert [row[2] for row in queries.proposal_shown(found, "fr", ("fr",))] == ["Mohamed El Moctar", "Presse"]
    for text in ("Moctar", "Ould Ahmed"):
        assert queries.listing(event_id, queries.Filter(text=text)).total == 1
    guard.act_as(DESK)
    service.settle(ident, agree=True)
    face = badges.faces([ident])[ident]
    assert (face.name_latin, face.category, get(ident).proposed) == ("Mohamed El Moctar", "press", None)
    with pytest.raises(NotFromHere):
        service.settle(ident, agree=True)
    assert "registration.change-agreed" in occasions(ident)


def test_a_change_that_is_refused_leaves_everything_as_it_was(db: SQLAlchemy, event_id: UUID) -> None:
    ident = registered(event_id)
    service.approve(event_id, [ident])
    guard.act_as(delegate(ident))
    service.change(ident, answers(event_id, function="Ministre"))
    guard.act_as(DESK)
    service.settle(ident, agree=False, reason="Ask the ministry")
    assert (get(ident).function, get(ident).proposed) == ("Maire", None)
    assert [one.transition for one in queries.steps(ident)] == ["submit", "approve", "ask", "keep"]
    service.change(ident, answers(event_id, function="Adjoint"))  # the desk itself asks nobody
    assert (get(ident).function, get(ident).proposed) == ("Adjoint", None)


def test_a_link_that_was_revoked_or_is_over_opens_nothing(db: SQLAlchemy, app: Flask, event_id: UUID) -> None:
    done = service.register(event_id, submission(event_id), new_id())
    client = app.test_client()
    assert client.get(f"/p/{done.token}").status_code == 200
    service.revoke_link(done.registration.id)
    assert client.get(f"/p/{done.token}").status_code == 404
    token = service.new_link(done.registration.id)
    assert client.get(f"/p/{token}").status_code == 200
    long_ago = clock.now().date() - timedelta(days=90)
    past = make_event("past", starts=long_ago, ends=long_ago)
    guard.act_as(DESK)
    old = service.register(past, submission(past), new_id())
    assert client.get(f"/p/{old.token}").status_code == 404


def test_somebody_invited_holds_a_place_and_answers_on_their_own_page(db: SQLAlchemy, app: Flask) -> None:
    event_id = make_event("invited", capacity=1)
    done = service.invite(event_id, answers(event_id))
    assert registered(event_id)
    assert queries.counts(event_id) == {"invited": 1, "waiting": 1}
    client = app.test_client()
    page = client.get(f"/p/{done.token}?lang=en").text
    assert f"/p/{done.token}/answer" in page
    filled = client.get(f"/p/{done.token}/answer?lang=en").text
    assert "Mohamed Ould Ahmed" in filled
    service.answer(done.registration.id, submission(event_id, function="Maire élu"))
    assert (get(done.registration.id).state, get(done.registration.id).function) == ("submitted", "Maire élu")


def test_two_that_are_one_leave_every_trace_with_the_one_that_stays(
    db: SQLAlchemy, app: Flask, event_id: UUID
) -> None:
    kept, gone = registered(event_id, function=""), registered(event_id, name_ar="", phone="33 44 55 66")
    service.approve(event_id, [kept, gone])
    old = codes.find_valid(gone)
    assert old is not None
    token = queries.link_token(get(gone))
    service.merge(event_id, gone, kept, ["phone"])
    found = get(gone)
    assert (found.state, found.merged_into_id, get(kept).phone, get(kept).function) == (
        "withdrawn", kept, "+22233445566", "Maire",
    )  # fmt: skip
    own = badges.of_registration(kept)
    assert {one.id for one in own if one.revoked_at is None} == {old.id, codes.find_valid(kept).id}  # type: ignore[union-attr]
    assert sum(number for _category, number in badges.by_category(event_id)) == 1
    assert queries.listing(event_id, queries.Filter()).total == 1
    assert app.test_client().get(f"/p/{token}").status_code == 200
    with pytest.raises(NotFromHere):
        service.merge(event_id, kept, gone)
    service.refuse(event_id, [kept], "no")
    assert all(one.revoked_at for one in badges.of_registration(kept))


def test_merging_brings_photo_answers_and_journey_of_the_other(db: SQLAlchemy, event_id: UUID) -> None:
    publish(event_id, PLANE, replace(HOTEL, when=None))
    kept = registered(event_id, q_hotel="a")
    gone = registered(event_id, q_hotel="b", q_plane="yes")
    sent_files(event_id, gone)
    travelling.save(kept, Stay(departure=Leg(number="TU 1")))
    travelling.save(gone, Stay(Leg(number="AH 1"), Leg(number="AH 2"), room="7", visa="yes"), PASSPORT)
    service.merge(event_id, kept, gone, ["q_hotel"])
    held = {row.key: queries.own_of(row) for row in queries.added_rows(kept)}
    assert (held["hotel"].choices, held["plane"].yes, bool(held["letter"].file)) == (("b",), True, True)
    assert [queries.own_of(row).choices for row in queries.added_rows(gone)] == [("a",)]
    assert (queries.find_photo(kept) is not None, queries.find_photo(gone)) == (True, None)
    stay = travels.stay_of(travels.find(kept))
    assert (stay.arrival.number, stay.departure.number, stay.room, stay.visa) == ("AH 1", "TU 1", "7", "yes")
    assert queries.find_passport(kept) == PASSPORT


def test_merging_never_sends_more_than_a_delegation_may(db: SQLAlchemy, event_id: UUID) -> None:
    full, own, other = (
        delegations.create(event_id, delegations.Facts(country="MR", name=Text(fr=name), places=1)).id
        for name in ("Atar", "Kiffa", "Kaédi")
    )
    gone, kept, third, head = (registered(event_id, email=f"{one}@example.org") for one in "abcd")
    for who, where in ((gone, full), (kept, own), (head, other)):
        service.join(who, where)
    service.withdraw(gone)
    service.join(third, full)
    with pytest.raises(QuotaUsed):
        service.merge(event_id, kept, gone, ["delegation"])
    assert (get(gone).merged_into_id, get(kept).delegation_id) == (None, own)
    for who, where in ((kept, own), (head, other)):
        delegations.name_head(where, who)
    service.approve(event_id, [kept])
    service.merge(event_id, kept, head, ["delegation"])
    assert (get(kept).delegation_id, get(kept).leads, get(head).leads) == (other, False, False)
    service.join(kept, None)
    service.merge(event_id, kept, gone)  # whose delegation has no place left: nobody wanted it
    assert (get(kept).delegation_id, get(gone).merged_into_id) == (None, kept)


def test_two_that_are_said_to_be_two_are_not_shown_again(db: SQLAlchemy, event_id: UUID) -> None:
    one, other = registered(event_id), registered(event_id, email="second@example.org")
    assert len(queries.suspected(event_id)) == 1
    service.set_apart(event_id, other, one)
    service.set_apart(event_id, one, other)
    assert queries.suspected(event_id) == []
    with pytest.raises(NotFound):
        service.set_apart(make_event("elsewhere"), one, other)
