"""The purge: each purpose in its time, counted before and after, twice without harm, chains whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.audit import queries as journal
from app.checkin import queries as checkin
from app.kernel.errors import NotFound
from app.kernel.ids import new_id
from app.privacy import jobs, queries, service
from app.registration import queries as registrations
from app.registration.models import ERASED
from tests.checkin.conftest import Door, line
from tests.privacy.conftest import amina, everywhere
from tests.support.people import approved, hold


def test_each_purpose_goes_in_its_time(app: Flask, db: SQLAlchemy, later: Callable[[int], None]) -> None:
    event_id = hold()
    person = amina(event_id)
    Door(app, event_id).scan(line(person))
    later(7)
    assert service.purge() == []
    later(8)
    assert {one.purpose for one in service.purge()[0].going} == {"needs"}
    assert everywhere(["no peanuts"]) == []
    assert registrations.get(event_id, person.id).email != ""
    later(31)
    service.purge()
    assert registrations.find_passport(person.id) is None
    later(366)
    service.purge()
    assert everywhere(["amina@city.example"])  # the journal's words have their own term
    assert registrations.get(event_id, person.id).email == ""
    assert registrations.get(event_id, person.id).name_latin == "Amina Mint Salem"
    later(1827)
    service.purge()
    assert everywhere(["Amina Mint Salem", "amina@city.example"]) == []
    found = registrations.get(event_id, person.id)
    assert (found.name_latin, found.country, found.category.key) == (ERASED, "MR", "mayor")
    assert person.id in checkin.arrived(event_id)
    assert (journal.first_break(event_id), checkin.first_break(event_id)) == (None, None)


def test_a_look_changes_nothing_and_a_second_purge_finds_nothing(
    app: Flask, db: SQLAlchemy, later: Callable[[int], None]
) -> None:
    event_id = hold()
    amina(event_id)
    later(400)
    looked = service.purge_event(event_id, only_look=True)
    before = journal.last_number(event_id)
    assert looked.rows > 5
    assert service.purge_event(event_id).going == looked.going
    assert journal.last_number(event_id) > before
    lines = journal.last_number(event_id)
    assert service.purge_event(event_id).rows == 0
    assert journal.last_number(event_id) == lines
    last = journal.entries(journal.Filter(event_id), 1)[0]
    assert last.action == "privacy.purged"
    assert set((last.content or {})["after"]) == {"purpose", "rows"}


def test_other_events_and_running_ones_are_left_alone(
    app: Flask, db: SQLAlchemy, later: Callable[[int], None]
) -> None:
    past, other = hold(), hold("other")
    approved(past, 0, diet="x")
    person = approved(other, 1, diet="y")
    service.set_term(other, "needs", 3000)
    later(20)
    service.purge()
    assert registrations.get(other, person.id).diet == "y"


def test_a_term_is_chosen_and_refused_aloud(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    service.set_term(event_id, "needs", 3)
    service.set_term(event_id, "needs", 3)
    assert next(one.days for one in queries.event_terms(event_id) if one.purpose == "needs") == 3
    for purpose, days in (("needs", -1), ("needs", 4000), ("fun", 3)):
        with pytest.raises(service.WrongTerm):
            service.set_term(event_id, purpose, days)
    with pytest.raises(NotFound):
        service.set_term(new_id(), "needs", 3)
    assert [one.action for one in journal.entries(journal.Filter(event_id, action="privacy.term-set"))] == [
        "privacy.term-set"
    ]


def test_the_purge_runs_by_the_clock_and_by_command(sqlite_app: Flask, later: Callable[[int], None]) -> None:
    with sqlite_app.app_context():
        event_id = hold()
        approved(event_id, 0, diet="no peanuts")
    later(8)
    runner = sqlite_app.test_cli_runner()
    assert "meeting: needs, registration: 1" in runner.invoke(args=["purge", "--dry-run"]).output
    assert '"purpose": "needs"' in runner.invoke(args=["purge", "--dry-run", "--json"]).output
    with sqlite_app.app_context():
        jobs.purge()
        assert everywhere(["no peanuts"]) == []
        jobs.purge()
    assert "0 values went" in runner.invoke(args=["purge"]).output
