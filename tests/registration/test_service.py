"""What delegates and secretariat do, on both databases: once, in order, written down, and told to others."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.audit import queries as journal
from app.audit.models import JournalEntry
from app.kernel import clock, guard
from app.kernel.db import db as database
from app.kernel.errors import NotFound
from app.kernel.guard import ANONYMOUS, Actor
from app.kernel.ids import new_id
from app.kernel.signing import digest
from app.registration import queries, service, signals
from app.registration.models import Registration
from app.registration.rules import Answers, NotFromHere, NotOpen, ReasonMissing, Submission
from tests.registration.conftest import make_event, registered, submission

News = list[tuple[str, Any]]


def answers(event_id: UUID, **changes: str) -> Answers:
    return submission(event_id, **changes).answers


def state(registration_id: UUID) -> str:
    query = select(Registration.state).where(Registration.id == registration_id)
    return database.session.scalars(query).one()


def entries(event_id: UUID) -> list[JournalEntry]:
    """What the journal says of registrations, oldest first."""
    found = journal.entries(journal.Filter(event_id))
    return [one for one in reversed(found) if one.action.startswith("registration.")]


def test_registering_gives_a_personal_link_and_tells_others(
    db: SQLAlchemy, event_id: UUID, heard: News
) -> None:
    done = service.register(event_id, submission(event_id), new_id())
    assert done.is_new
    assert heard == [("submitted", done.registration.id)]
    found = queries.find_by_link(done.token)
    assert found is not None
    assert (found.id, found.state, found.city.name["fr"]) == (done.registration.id, "submitted", "Nouakchott")
    assert queries.link_token(found) == done.token
    assert {one.key: one.given for one in found.consents} == {"processing": True, "photo": False}


def test_an_unknown_link_finds_nobody(db: SQLAlchemy, event_id: UUID) -> None:
    assert queries.find_by_link("guessed") is None


def test_a_second_press_registers_once(db: SQLAlchemy, event_id: UUID, heard: News) -> None:
    form = new_id()
    first = service.register(event_id, submission(event_id), form)
    again = service.register(event_id, submission(event_id, function="Maire adjoint"), form)
    assert (again.registration.id, again.token, again.is_new) == (first.registration.id, first.token, False)
    assert len(heard) == 1
    assert len(entries(event_id)) == 1


def test_the_same_form_with_another_person_is_not_swallowed(db: SQLAlchemy, event_id: UUID) -> None:
    form = new_id()
    service.register(event_id, submission(event_id), form)
    with pytest.raises(service.AlreadySent):
        service.register(event_id, submission(event_id, name_ar="", name_latin="Aminata Sow"), form)


def test_six_people_may_share_one_address(db: SQLAlchemy, event_id: UUID) -> None:
    made = {registered(event_id, name_latin=f"Delegate {'ABCDEF'[n]}") for n in range(6)}
    assert len(made) == len(queries.with_address(event_id, "Mayor@ville.example.org")) == 6


def test_twenty_presses_at_once_register_once(app: Flask, event_id: UUID) -> None:
    form = new_id()
    with app.app_context():
        wanted = submission(event_id)

    def press(_number: int) -> tuple[UUID, bool]:
        with app.app_context():
            done = service.register(event_id, wanted, form)
            return done.registration.id, done.is_new

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(press, range(20)))
    assert len({registration for registration, _new in results}) == 1
    assert [is_new for _registration, is_new in results].count(True) == 1
    with app.app_context():
        assert queries.counts(event_id) == Counter(submitted=1)
        assert journal.first_break(event_id) is None


@pytest.mark.parametrize("days", [(-30, -20), (-5, 0)], ids=["over", "not yet"])
def test_delegates_register_only_while_registration_is_open(db: SQLAlchemy, days: tuple[int, int]) -> None:
    event_id = make_event("other", registration_opens=days[0], registration_closes=days[1])
    guard.act_as(ANONYMOUS)
    with pytest.raises(NotOpen):
        registered(event_id)
    guard.act_as(Actor("user", new_id()))
    assert registered(event_id)


def test_the_last_day_of_registration_counts_in_full(db: SQLAlchemy) -> None:
    event_id = make_event("other", registration_opens=-40, registration_closes=-10)
    guard.act_as(ANONYMOUS)
    assert registered(event_id)


def test_access_needs_are_sealed_and_stay_out_of_the_journal(db: SQLAlchemy, event_id: UUID) -> None:
    registration_id = registered(event_id, access="wheelchair", diet="halal")
    service.change(registration_id, answers(event_id, access="sign language", diet="halal"))
    stored = queries.get(event_id, registration_id)
    assert b"sign" not in bytes(stored.access_sealed or b"")
    assert queries.access_needs(stored) == "sign language"
    submitted, changed = entries(event_id)
    assert submitted.content is not None
    assert changed.content is not None
    assert submitted.content["after"]["access"] == submitted.content["after"]["diet"] == "given"
    assert changed.content["after"] == {"access": "changed"}
    assert "wheelchair" not in str(submitted.content)
    assert "halal" not in str(submitted.content)


def test_a_change_writes_down_only_what_changed(db: SQLAlchemy, event_id: UUID, heard: News) -> None:
    registration_id = registered(event_id)
    service.change(
        registration_id, answers(event_id, function="Conseillère", city="Sfax", country="TN", phone="")
    )
    stored = queries.get(event_id, registration_id)
    assert (stored.city.name["en"], stored.phone) == ("Sfax", "")
    content = entries(event_id)[-1].content
    assert content is not None
    assert content["before"] == {
        "function": "Maire", "country": "MR", "city": "Nouakchott", "phone": "+22222123456",
    }  # fmt: skip
    assert content["after"] == {"function": "Conseillère", "country": "TN", "city": "Sfax", "phone": ""}
    assert heard[-1] == ("changed", registration_id)


def test_saving_without_a_change_leaves_no_trace(db: SQLAlchemy, event_id: UUID, heard: News) -> None:
    registration_id = registered(event_id, access="wheelchair")
    service.change(registration_id, answers(event_id, access="wheelchair"))
    assert [name for name, _id in heard] == ["submitted"]
    assert len(entries(event_id)) == 1


def test_a_change_is_found_by_its_new_name(db: SQLAlchemy, event_id: UUID) -> None:
    registration_id = registered(event_id)
    service.change(
        registration_id, answers(event_id, name_ar="", name_latin="Aminata Sow", email="a@example.org")
    )
    found = queries.listing(event_id, queries.Filter(text="أميناتا"))
    assert [one.id for one in found.rows] == [registration_id]
    assert not queries.listing(event_id, queries.Filter(text="mohamed")).rows


def test_several_are_decided_in_one_act_and_the_others_are_counted(
    db: SQLAlchemy, event_id: UUID, heard: News
) -> None:
    ids = [registered(event_id) for _ in range(3)]
    service.withdraw(ids[2])
    elsewhere = registered(make_event("other"))
    heard.clear()
    done = service.approve(event_id, [*ids, elsewhere, new_id()])
    assert (done.done, done.skipped) == (2, 3)
    assert heard == [("approved", ids[0]), ("approved", ids[1])]
    assert [state(one) for one in (*ids, elsewhere)] == ["approved", "approved", "withdrawn", "submitted"]


def test_a_refusal_says_why_and_can_be_taken_back(db: SQLAlchemy, event_id: UUID) -> None:
    guard.act_as(Actor("user", new_id(), "Organiser"))
    registration_id = registered(event_id)
    with pytest.raises(ReasonMissing):
        service.refuse(event_id, [registration_id], " ")
    service.refuse(event_id, [registration_id], "The list is complete.")
    stored = queries.get(event_id, registration_id)
    assert (stored.state, stored.reason, stored.decided_by) == (
        "refused",
        "The list is complete.",
        guard.actor().id,
    )
    assert service.approve(event_id, [registration_id]).done == 1
    content = entries(event_id)[-1].content
    assert content is not None
    assert (content["before"], content["after"]) == ({"state": "refused"}, {"state": "approved"})


def test_who_withdrew_can_come_back_and_waits_again(db: SQLAlchemy, event_id: UUID, heard: News) -> None:
    registration_id = registered(event_id)
    service.approve(event_id, [registration_id])
    service.withdraw(registration_id, "ill")
    with pytest.raises(NotFromHere):
        service.change(registration_id, answers(event_id))
    service.come_back(registration_id)
    assert state(registration_id) == "submitted"
    assert [name for name, _id in heard] == ["submitted", "approved", "withdrawn", "submitted"]
    with pytest.raises(NotFromHere):
        service.come_back(registration_id)


def test_a_new_link_ends_the_old_one(db: SQLAlchemy, event_id: UUID) -> None:
    done = service.register(event_id, submission(event_id), new_id())
    token = service.new_link(done.registration.id)
    assert queries.find_by_link(done.token) is None
    found = queries.find_by_link(token)
    assert found is not None
    assert found.link_hash == digest(token)


def test_a_consent_can_be_taken_back_with_its_words(db: SQLAlchemy, event_id: UUID) -> None:
    registration_id = registered(event_id, consent_photo="y")
    photo = submission(event_id).consents[1]
    service.set_consent(registration_id, photo)
    stored = {one.key: one for one in queries.get(event_id, registration_id).consents}
    assert (stored["photo"].given, stored["photo"].words, stored["processing"].given) == (
        False,
        "Photos",
        True,
    )
    content = entries(event_id)[-1].content
    assert content is not None
    assert (content["before"], content["after"]) == ({"photo": True}, {"photo": False})


def test_what_is_not_there_is_said(db: SQLAlchemy, event_id: UUID) -> None:
    for act in (service.withdraw, service.come_back, service.new_link):
        with pytest.raises(NotFound):
            act(new_id())
    with pytest.raises(NotFound):
        queries.get(event_id, new_id())


def test_approval_and_withdrawal_at_once_end_in_one_order(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        ids = [registered(event_id) for _ in range(8)]

    def act(number: int) -> None:
        with app.app_context():
            if number % 2:
                service.approve(event_id, ids)
            else:
                service.withdraw(ids[number // 2])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(16)))
    with app.app_context():
        assert queries.counts(event_id) == Counter(withdrawn=8)
        assert journal.first_break(event_id) is None
        moves = [(one.subject_id, one.content) for one in entries(event_id) if one.content]
    for registration_id in ids:
        at = "submitted"
        for _subject, content in (move for move in moves if move[0] == registration_id):
            if "state" in content["before"]:
                assert content["before"]["state"] == at
                at = content["after"]["state"]
        assert at == "withdrawn"


def test_a_failed_listener_undoes_the_registration(db: SQLAlchemy, event_id: UUID) -> None:
    def fail(_sender: object, **_said: Any) -> None:
        raise RuntimeError("no room")

    with signals.submitted.connected_to(fail), pytest.raises(RuntimeError):
        service.register(event_id, Submission(answers(event_id), ()), new_id())
    assert queries.counts(event_id) == Counter()


def test_decisions_carry_their_moment(db: SQLAlchemy, event_id: UUID) -> None:
    registration_id = registered(event_id)
    before = clock.now()
    service.approve(event_id, [registration_id])
    decided = queries.get(event_id, registration_id).decided_at
    assert decided is not None
    assert timedelta(0) <= decided - before < timedelta(minutes=1)
