"""Erasing one person: no trace in any table, chains that close, counts that stay, and doors that say revoked."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.audit import queries as journal
from app.badges import service as badges
from app.calendar import service as calendar
from app.checkin import queries as checkin
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.mail.models import OutboxMail
from app.privacy import service
from app.registration import queries, rules
from app.registration import service as registering
from app.registration.models import ERASED, Registration
from tests.checkin.conftest import Door, line
from tests.privacy.conftest import WORDS, amina, everywhere
from tests.support.people import approved, hold, register


def test_no_word_of_an_erased_person_is_anywhere(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person, other = amina(event_id), approved(event_id, 1)
    door = Door(app, event_id)
    door.scan(line(person))
    calendar.feed_for(person.id)
    registering.refuse(event_id, [person.id], "Amina Mint Salem comes twice")
    assert len({each.partition(":")[0] for each in everywhere(WORDS)}) > 5

    erased = service.erase(event_id, person.id)

    assert everywhere(WORDS) == []
    assert erased.traces == {}
    assert erased.rows > 5
    assert (journal.first_break(event_id), checkin.first_break(event_id)) == (None, None)
    assert everywhere(["Bilal Haddad"]) != []
    found = queries.get(event_id, person.id)
    assert (found.name_latin, found.name_ar, found.country, found.category.key) == (ERASED, "", "MR", "mayor")
    assert queries.get(event_id, other.id).name_latin == "Bilal Haddad"


def test_a_scan_that_comes_later_is_revoked_without_a_name(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person, door = amina(event_id), Door(app, event_id)
    service.erase(event_id, person.id)
    assert door.outcomes(line(person)) == ["revoked"]
    assert everywhere(WORDS) == []
    assert checkin.first_break(event_id) is None


def test_erasing_twice_is_harmless_and_nobody_is_refused(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    service.erase(event_id, person.id)
    before = journal.last_number(event_id)
    assert service.erase(event_id, person.id).rows == 0
    assert journal.last_number(event_id) == before
    with pytest.raises(NotFound):
        service.erase(event_id, uuid4())
    with pytest.raises(NotFound):
        service.preview(event_id, uuid4())


def test_the_link_ends_and_no_mail_leaves(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    link = queries.link_token(queries.get(event_id, person.id))
    service.erase(event_id, person.id)
    assert queries.find_by_link(link) is None
    with pytest.raises(NotFound):
        registering.withdraw(person.id)
    states = select(OutboxMail.state).where(OutboxMail.subject_id == person.id)
    assert set(db.session.scalars(states)) <= {"dropped"}


def test_who_came_stays_in_the_counts_and_who_did_not_frees_the_place(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    came, stays_away = amina(event_id), approved(event_id, 2)
    Door(app, event_id).scan(line(came))
    for one in (came, stays_away):
        service.erase(event_id, one.id)
    assert queries.get(event_id, came.id).state == rules.APPROVED
    assert queries.get(event_id, stays_away.id).state == rules.WITHDRAWN
    assert came.id in checkin.arrived(event_id)


def test_a_merged_person_goes_whole(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person, twin = amina(event_id), register(event_id, 3)
    with atomic() as session:
        session.get_one(Registration, twin).merged_into_id = person.id
    service.erase(event_id, twin)
    assert everywhere([*WORDS, "Daouda Bah"]) == []


def test_a_namesake_keeps_their_history(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = approved(event_id, 4)
    namesake = approved(event_id, 4)
    service.erase(event_id, person.id)
    kept = journal.entries(journal.Filter(event_id, subject_id=namesake.id))
    assert kept
    assert all(one.content is not None for one in kept)


def test_a_line_about_another_that_names_the_person_goes(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person, other = amina(event_id), register(event_id, 1)
    registering.refuse(event_id, [other], "In place of AMINA mint Salem")
    service.erase(event_id, person.id)
    assert [each for each in everywhere(WORDS) if not each.startswith("registration")] == []
    assert service.erase(event_id, person.id).traces == {} or everywhere(WORDS)


UNSHRUNK = (Phase.explicit, Phase.generate)  # a history that fails is short enough, and each costs a second
ACTS = ("change", "refuse", "approve", "withdraw", "return", "scan", "badge", "consent", "feed")


def act(name: str, event_id: UUID, ident: UUID, number: int, app: Flask) -> None:
    """One thing that happens to a person; what their state does not allow is refused and changes nothing."""
    try:
        if name == "change":
            with atomic() as session:
                session.get_one(Registration, ident).function = f"Amina Mint Salem, {number}"
        elif name == "refuse":
            registering.refuse(event_id, [ident], f"no {WORDS[1]}")
        elif name == "approve":
            registering.approve(event_id, [ident])
        elif name == "withdraw":
            registering.withdraw(ident, WORDS[2])
        elif name == "return":
            registering.come_back(ident)
        elif name == "badge":
            badges.replace(queries.get(event_id, ident), WORDS[0])
        elif name == "consent":
            registering.set_consent(ident, rules.Given("photo", bool(number % 2), "fr", "J’accepte"))
        elif name == "feed":
            calendar.feed_for(ident)
    except rules.NotFromHere:
        db.session.rollback()


@settings(max_examples=4, phases=UNSHRUNK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=12))
def test_whatever_happened_before_the_chains_close_and_no_word_is_left(
    app: Flask, history: list[tuple[str, int]]
) -> None:
    _live_and_erase(app, history)


@pytest.mark.proof
@settings(max_examples=150, phases=UNSHRUNK, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), max_size=60))
def test_whatever_happened_in_long_histories(app: Flask, history: list[tuple[str, int]]) -> None:
    _live_and_erase(app, history)


def _live_and_erase(app: Flask, history: list[tuple[str, int]]) -> None:
    with app.app_context():
        slug = f"m{uuid4().hex[:10]}"
        event_id = hold(slug)
        person, other = amina(event_id), approved(event_id, 1)
        door = Door(app, event_id)
        for name, number in history:
            if name == "scan":
                door.scan(line(person if number % 2 else other), slug=slug)
            else:
                act(name, event_id, person.id, number, app)
        lines = journal.last_number(event_id)
        service.erase(event_id, person.id)
        assert everywhere(WORDS) == []
        assert (journal.first_break(event_id), checkin.first_break(event_id)) == (None, None)
        assert journal.last_number(event_id) >= lines
        people = select(func.count()).select_from(Registration).where(Registration.event_id == event_id)
        assert db.session.scalar(people) == 2
        db.session.remove()
