"""What a focal point and the desk do on pages for somebody else: mend answers, answer what the event adds, invite."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.delegations import queries, service
from app.kernel import guard
from app.kernel.db import db as database
from app.kernel.guard import Actor
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.mail import queries as mails
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Delegation, Registration
from app.registration.rules import check_submission
from tests.registration.conftest import RAW, make_event, signed_in, submission
from tests.registration.test_forms_service import publish
from tests.support.filled import fields
from tests.support.questions import HOTEL, PLANE


@pytest.fixture
def sent(db: SQLAlchemy) -> Iterator[Delegation]:
    """A delegation at an event whose form asks two questions of its own."""
    event_id = make_event()
    publish(event_id, PLANE, HOTEL)
    facts = service.Facts(country="MR", name=Text(fr="Zouerate"), places=4, language="ar")
    yield service.create(event_id, facts)
    guard.act_as(Actor("anonymous"))


def person(sent: Delegation, **said: str) -> Registration:
    asked = replace(registrations.questions(sent.event_id, 1), by_focal=True)
    typed = {**RAW, "name_latin": "Aminata Sy", "name_ar": "", "email": "", **said}
    one = check_submission(typed, asked, "fr")
    return service.register_all(sent.id, [one], new_id())[0]


def get(ident: UUID) -> Registration:
    return database.session.get_one(Registration, ident, populate_existing=True)


def page_of(sent: Delegation, ident: UUID, act: str = "change") -> str:
    return f"/d/{queries.link_token(sent)}/people/{ident}/{act}?lang=en"


def filled(client: FlaskClient, page: str, **typed: Any) -> dict[str, Any]:
    return {**fields(client.get(page).text), **typed}


def test_a_focal_point_mends_a_name_and_answers_what_the_event_asks(
    client: FlaskClient, sent: Delegation
) -> None:
    one = submission(sent.event_id, name_latin="Aminta Sy", access="wheelchair", email="a@example.org")
    ident = service.register_all(sent.id, [one], new_id())[0].id
    page = page_of(sent, ident)
    assert "wheelchair" not in client.get(page).text  # they have a page of their own for that
    client.post(page, data=filled(client, page, email="focal@example.org"))
    assert get(ident).email == "a@example.org"  # or the way to that page could be sent elsewhere
    shown = [one for one in fields(client.get(page).text)["asked"] if one != "q_hotel"]
    typed = filled(client, page, name_latin="Aminata Sy", q_plane="yes", asked=shown)
    asked = client.post(page, data=typed)
    assert (asked.status_code, "Your answers bring this question" in asked.text) == (422, True)
    done = client.post(page, data={**typed, "q_hotel": "a", "asked": [*typed["asked"], "q_hotel"]})
    assert (done.status_code, get(ident).name_latin, get(ident).state) == (303, "Aminata Sy", "submitted")
    assert [row.key for row in registrations.added_rows(ident)] == ["hotel", "plane"]
    assert registrations.access_needs(get(ident)) == "wheelchair"


def test_what_a_delegate_answers_on_their_own_page_is_not_shown_to_the_focal_point(
    client: FlaskClient, sent: Delegation
) -> None:
    ident = person(sent, email="a@example.org", phone="22 11 22 33", gender="", language="fr").id
    page, visitor = page_of(sent, ident), client.application.test_client()
    assert {"phone", "language", "email", "diet", "access"}.isdisjoint(fields(client.get(page).text)["asked"])
    mine = f"/p/{registrations.link_token(get(ident))}/change?lang=en"
    private = {
        "phone": "22 99 88 77",
        "gender": "female",
        "diet": "halal",
        "language": "ar",
        "q_plane": "yes",
    }
    assert "q_plane" in fields(client.get(page).text)["asked"]  # nobody has answered it yet
    visitor.post(mine, data=filled(visitor, mine, **private, q_hotel="a"))
    assert (get(ident).phone, get(ident).gender) == ("+22222998877", "female")
    shown = client.get(page).text
    assert {"phone", "gender", "q_plane", "q_hotel"}.isdisjoint(fields(shown)["asked"])
    assert not [told for told in ("998877", "99 88 77", "halal", 'value="female" checked') if told in shown]
    smuggled = {**private, "phone": "22 00 00 00", "gender": "male", "language": "fr", "q_plane": "no"}
    done = client.post(
        page, data=filled(client, page, **smuggled, function="Maire", email="focal@example.org")
    )
    held = get(ident)
    assert (done.status_code, held.function, held.phone) == (303, "Maire", "+22222998877")
    assert (held.gender, held.language, held.email) == ("female", "ar", "a@example.org")
    found = registrations.listing(sent.event_id, registrations.Filter(text="a@example.org")).rows
    assert [one.id for one in found] == [ident]  # the desk still finds them by what the page left out


def test_who_gives_an_address_by_their_link_has_what_they_answer_for_themselves(
    client: FlaskClient, sent: Delegation
) -> None:
    ident = person(sent, phone="22 11 22 33").id
    page, visitor = page_of(sent, ident), client.application.test_client()
    assert {"phone", "access", "email"} <= set(fields(client.get(page).text)["asked"])
    mine = f"/p/{registrations.link_token(get(ident))}/change?lang=en"
    visitor.post(mine, data=filled(visitor, mine, email="a@example.org", access="wheelchair"))
    assert registrations.access_needs(get(ident)) == "wheelchair"
    assert "wheelchair" not in client.get(page).text


def test_once_approved_a_focal_points_change_of_the_badge_waits(
    client: FlaskClient, sent: Delegation
) -> None:
    ident = person(sent, function="Adjoint").id
    registering.approve(sent.event_id, [ident])
    page = page_of(sent, ident)
    assert "waits until the secretariat agrees" in client.get(page).text
    typed = filled(client, page, function="Maire", phone="22 12 34 57")
    assert client.post(page, data=typed).status_code == 303
    held = get(ident)
    assert (held.function, held.phone, held.proposed) == ("Adjoint", "+22222123457", {"function": "Maire"})


def test_nobody_elses_people_and_nobody_withdrawn_are_changed(client: FlaskClient, sent: Delegation) -> None:
    other = service.create(sent.event_id, service.Facts(country="MR", name=Text(fr="Atar"), places=4))
    theirs, gone = person(other), person(sent)
    registering.withdraw(gone.id)
    for ident in (theirs.id, gone.id):
        assert client.get(page_of(sent, ident)).status_code == 404
        assert client.post(page_of(sent, ident), data={"name_latin": "Other"}).status_code == 404


def test_the_desk_changes_answers_at_once(app: Flask, sent: Delegation) -> None:
    ident = person(sent, function="Adjoint").id
    registering.approve(sent.event_id, [ident])
    desk = signed_in(app, sent.event_id, "delegates.edit", "delegates.view", "desk.view")
    page = f"/desk/meeting/delegates/{ident}/change?lang=en"
    wrong = desk.post(page, data=filled(desk, page, function="Maire", phone="12"))
    assert (wrong.status_code, 'value="Maire"' in wrong.text) == (422, True)
    assert desk.post(page, data=filled(desk, page, function="Maire")).status_code == 303
    assert (get(ident).function, get(ident).state, get(ident).proposed) == ("Maire", "approved", None)


INVITATION = {
    "name_ar": "آمنة بنت أحمد", "category": "mayor", "country": "MR", "city": "Nouakchott", "language": "ar",
    "email": "amna@example.org",
}  # fmt: skip


def test_the_desk_invites_somebody_who_then_registers_by_their_link(app: Flask, sent: Delegation) -> None:
    desk = signed_in(app, sent.event_id, "delegates.edit", "delegates.view", "desk.view", "mail.send")
    page = "/desk/meeting/delegates/invite?lang=en"
    faulty = desk.post(page, data={**INVITATION, "email": "amna@", "delegation": str(sent.id)})
    assert (faulty.status_code, "amna@" in faulty.text, "آمنة" in faulty.text) == (422, True, True)
    pressed = {
        **INVITATION,
        "delegation": str(sent.id),
        "submission": fields(desk.get(page).text)["submission"],
    }
    assert [desk.post(page, data=pressed).status_code for _time in (1, 2)] == [303, 303]
    found = database.session.scalars(select(Registration)).one()
    assert (found.state, found.delegation_id) == ("invited", sent.id)
    assert [one.occasion for one in mails.for_subject(found.id)] == ["registration.invited"]
    own = f"/p/{registrations.link_token(found)}/answer?lang=en"
    visitor = app.test_client()
    assert visitor.post(own, data=filled(visitor, own, consent_processing="y")).status_code == 303
    assert get(found.id).state == "submitted"


def test_without_an_address_the_link_is_passed_on_and_without_a_place_nobody_is_invited(
    app: Flask, sent: Delegation
) -> None:
    desk = signed_in(app, sent.event_id, "delegates.edit", "delegates.view", "desk.view", "mail.send")
    page = "/desk/meeting/delegates/invite?lang=en"
    done = desk.post(page, data={**INVITATION, "email": ""})
    assert done.location.endswith("/share")
    registering.set_places(sent.event_id, 1, 48, {})
    full = desk.post(page, data=INVITATION)
    assert (full.status_code, "No place is free here" in full.text) == (409, True)
