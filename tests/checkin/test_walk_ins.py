"""Somebody at the door whom nobody announced: let in at once, with a badge that works, and left to the desk."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import select

from app.badges import service as badges
from app.checkin import queries
from app.checkin import service as checkin
from app.checkin.models import WalkIn
from app.events.models import Category
from app.kernel.db import db as database
from app.registration.models import Registration
from tests.checkin.conftest import Door, Json, ago, line, log
from tests.support.people import approved

SALMA: Json = {
    "names": {"ar": "سلمى بنت أحمد", "latin": "Salma Bent Ahmed"},
    "city": "Rosso",
    "category": "mayor",
}


def blank_code(door: Door) -> str:
    """The code of a blank badge that is still free."""
    category = database.session.scalars(
        select(Category).where(Category.event_id == door.event_id, Category.key == "mayor")
    ).one()
    (made,) = badges.make_blanks(door.event_id, category.id, 1)
    return badges.code_of(made).payload


def flags(door: Door) -> list[WalkIn]:
    database.session.rollback()
    return list(database.session.scalars(select(WalkIn).where(WalkIn.event_id == door.event_id)))


def walk_in(code: str, **more: Any) -> Json:
    return line(code, walk_in=SALMA | more.pop("said", {}), **more)


def test_a_walk_in_is_admitted_with_a_blank_badge_that_works_from_then_on(app: Flask, door: Door) -> None:
    code = blank_code(door)
    (result,) = door.scan(walk_in(code, at=ago(3)))
    assert (result["outcome"], result["person"]["name_latin"]) == ("admitted", "Salma Bent Ahmed")
    assert (result["person"]["city"]["fr"], result["person"]["country"]) == ("Rosso", "MR")
    made = database.session.get_one(Registration, result["registration"] and flags(door)[0].registration_id)
    assert (str(made.id), made.state) == (result["registration"], "approved")
    assert Door(app, door.event_id, "Door B").outcomes(line(code)) == ["already_in"]
    assert door.outcomes(line(code, checkpoint="plenary-1")) == ["admitted"]
    assert [(one.badge_taken, one.settled_at) for one in flags(door)] == [(False, None)]


def test_the_same_walk_in_again_is_the_same_person(door: Door) -> None:
    sent = walk_in(blank_code(door))
    assert door.scan(sent) == door.scan(sent)
    assert (len(flags(door)), len(log(door.event_id))) == (1, 1)


def test_nobody_is_turned_away_for_a_badge_that_is_taken_or_none(door: Door) -> None:
    amina = approved(door.event_id)
    for code in (amina.code, "no code at all"):
        (result,) = door.scan(walk_in(code))
        assert result["outcome"] == "admitted"
        assert result["registration"] not in (None, str(amina.id))
    assert [one.badge_taken for one in flags(door)] == [True, True]


def test_a_replacement_inherits_the_place_of_who_does_not_come(door: Door) -> None:
    amina = approved(door.event_id)
    (result,) = door.scan(walk_in(blank_code(door), said={"replaces": str(amina.id)}))
    database.session.rollback()
    assert database.session.get_one(Registration, amina.id).state == "withdrawn"
    assert result["outcome"] == "admitted"
    assert [str(one.replaces_id) for one in flags(door)] == [str(amina.id)]
    assert door.outcomes(line(amina, at=ago(0))) == ["revoked"]


def test_what_another_gate_scanned_of_the_badge_before_the_walk_in_arrives_is_recognised(
    app: Flask, door: Door
) -> None:
    code = blank_code(door)
    late, other = walk_in(code, at=ago(30)), Door(app, door.event_id, "Door B")
    assert other.outcomes(line(code, checkpoint="plenary-1", at=ago(20))) == ["unknown"]
    assert other.outcomes(line(code, checkpoint="main", at=ago(50))) == ["unknown"]  # before it was anybody's
    (result,) = door.scan(late)
    assert queries.attended(door.event_id) == {"opening": 1, "plenary-1": 1}
    assert queries.standings(door.event_id) == queries.from_nothing(door.event_id)
    assert [str(who) for who in queries.arrived(door.event_id)] == [result["registration"]]


def test_a_pairing_without_the_right_admits_nobody(app: Flask, door: Door) -> None:
    gate = Door(app, door.event_id, "Gate", may_walk_in=False)
    assert gate.outcomes(walk_in(blank_code(door))) == ["not_allowed"]
    assert flags(door) == []


def test_a_walk_in_of_a_phone_that_has_ended_waits_for_the_desk(door: Door) -> None:
    checkin.revoke_pairing(door.pairing, door.event_id)
    (result,) = door.scan(walk_in(blank_code(door)))
    assert (result["outcome"], result["held"], result["registration"]) == ("admitted", True, None)
    assert flags(door) == []


def test_a_walk_in_that_says_too_little_is_invalid(door: Door) -> None:
    code = blank_code(door)
    wrong = (
        {"names": {}}, {"names": {"latin": " "}}, {"city": ""}, {"country": "Mauritania"}, {"replaces": "x"},
        {"names": {"latin": "x" * 201}}, {"category": "queen"},
    )  # fmt: skip
    reasons = [door.scan(walk_in("no code", said=said))[0]["reason"] for said in wrong]
    assert reasons == [*["bad_walk_in"] * 6, "unknown_category"]
    assert door.outcomes(walk_in(code, said={"category": "queen"})) == [
        "admitted"
    ]  # the blank knows its category


def test_somebody_found_by_name_needs_no_code(door: Door) -> None:
    amina = approved(door.event_id)
    named = {key: value for key, value in line(amina).items() if key != "code"} | {
        "registration": str(amina.id)
    }
    (result,) = door.scan(named)
    assert (result["outcome"], result["registration"]) == ("admitted", str(amina.id))
    assert door.outcomes(line(amina)) == ["already_in"]
    stranger = named | {"id": str(uuid4()), "registration": str(uuid4())}
    assert door.outcomes(stranger) == ["unknown"]
    assert door.scan(named | {"id": str(uuid4()), "registration": "x"})[0]["reason"] == "bad_registration"
