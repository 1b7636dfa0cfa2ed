"""The register and the log of signatures, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.attendance import queries, service
from app.attendance.rules import Counts, How, Measure, Paper, Rule
from app.attendance.service import Given
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.db import db as database
from app.registration import service as registration
from tests.attendance.conftest import moment, past
from tests.checkin.conftest import Door, line
from tests.support.people import all_approved, approved
from tests.support.statements import counting

EVENING = moment(20)


def paper(person: UUID, place: str, **more: object) -> Given:
    return Given(place, How.PAPER, moment(12), person, **more)  # type: ignore[arg-type]


def test_the_register_joins_scans_and_signatures_and_a_constant_number_of_statements(
    app: Flask, db: SQLAlchemy
) -> None:
    event_id = past()
    people, press = all_approved(event_id, 3), approved(event_id, 3, category="press")
    door = Door(app, event_id)
    door.scan(
        line(people[0], at=clock.stamp(moment(9, 20))),
        line(people[0], at=clock.stamp(moment(10)), direction="out"),
        line(people[1], at=clock.stamp(moment(14)), checkpoint="plenary-1"),
    )
    assert service.sign(event_id, [paper(people[0].id, "1am"), paper(people[2].id, "1am")]) == 2
    assert service.sign(event_id, [paper(people[0].id, "1am"), paper(press.id, "1am")]) == 1
    found = queries.register(event_id, now=EVENING)
    assert [one.key for one in found.halfdays()] == ["1am", "1pm"]
    assert found.counts("1am") == Counts(4, 1, 3, 1, 1, 3, 0)
    assert found.counts("opening") == Counts(4, 1, 0, 0, 3, 1, 0)
    assert found.counts("plenary-1") == Counts(3, 1, 0, 0, 2, 1, 1)
    assert found.mark(people[0].id, "opening").minutes == 30
    assert found.present("1am") == {people[0].id, people[2].id, press.id}

    def cost() -> int:
        database.session.expire_all()
        with counting() as seen:
            queries.register(event_id, now=EVENING)
        return len(seen)

    few = cost()
    more = [approved(event_id, 10 + number) for number in range(6)]
    door.scan(*(line(one, checkpoint=place) for one in more for place in ("opening", "main")))
    service.sign(event_id, [paper(one.id, "1pm") for one in more])
    assert cost() == few <= 10


def test_who_withdraws_stays_in_the_register_and_is_no_longer_expected(app: Flask, db: SQLAlchemy) -> None:
    event_id = past()
    people = all_approved(event_id, 2)
    service.sign(event_id, [paper(people[0].id, "1am")])
    registration.withdraw(people[0].id)
    found = queries.register(event_id, now=EVENING)
    assert set(found.people) == {one.id for one in people}
    assert (found.counts("1am").expected, found.counts("1am").present) == (1, 1)


def test_the_rule_is_the_events_own_and_judges_what_lies_behind(app: Flask, db: SQLAlchemy) -> None:
    event_id = past()
    amina = approved(event_id)
    Door(app, event_id).scan(line(amina, at=clock.stamp(moment(10, 20))))
    assert queries.register(event_id, now=EVENING).present("opening") == {amina.id}
    rule = Rule(Measure.SHARE, 80, Paper.NEEDED)
    service.set_rule(event_id, rule)
    assert queries.rule_of(event_id) == rule
    service.sign(event_id, [paper(amina.id, "opening")])
    assert queries.register(event_id, now=EVENING).present("opening") == set()
    service.set_rule(event_id, Rule(Measure.MINUTES, 10, Paper.NEEDED))
    assert queries.register(event_id, now=EVENING).present("opening") == {amina.id}


def test_signatures_are_chained_and_the_database_refuses_to_change_one(db: SQLAlchemy) -> None:
    event_id = past()
    amina = approved(event_id)
    service.sign(event_id, [paper(amina.id, "1am"), paper(amina.id, "1pm")])
    assert queries.first_break_of_signatures(event_id) is None
    for statement in (
        "DELETE FROM signature", "UPDATE signature SET place = '2am'", "UPDATE signature SET content = NULL",
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="append-only"), atomic() as session:
            session.execute(text(statement))
    with atomic() as session:
        session.execute(text("UPDATE signature SET content = NULL, salt = NULL"))
    assert queries.first_break_of_signatures(event_id) is None
