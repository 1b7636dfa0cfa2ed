"""Never one too many: crowds of threads and processes for few places, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from app.audit import queries as journal
from app.delegations import service as delegations
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.i18n import Text
from app.registration import queries, service
from app.registration.models import Registration
from app.registration.rules import NotFromHere
from tests.registration.conftest import make_event
from tests.registration.crowd import press

PROCESSES = 2


def crowd(app: Flask, event_id: UUID, each: int, delegation: UUID | None = None) -> list[str]:
    """So many people from each process, and as many from eight threads of this one; what was refused."""
    config = app.config["CONFIG"]
    environment = os.environ | {
        "INSTANCE": str(config.instance), "DATABASE_URL": config.database_url, "SECRET_KEY": config.secret_key,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.registration.crowd", str(event_id)]
    more = [str(delegation)] if delegation else []
    started = [
        subprocess.Popen(
            [*command, str(number * each), str(each), *more],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(1, PROCESSES + 1)
    ]
    with ThreadPoolExecutor(8) as pool:
        refused = list(pool.map(lambda number: press(app, event_id, number, delegation), range(each)))
    for process in started:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        refused += said.split()
    return [one for one in refused if one]


def line(event_id: UUID) -> list[Registration]:
    query = select(Registration).where(Registration.event_id == event_id, Registration.state == "waiting")
    return list(db.session.scalars(query.order_by(Registration.queued)))


def check_crowd(app: Flask, each: int, places: int) -> None:
    with app.app_context():
        event_id = make_event(f"crowd-{each}", capacity=places)
        db.session.remove()
    assert crowd(app, event_id, each) == []
    with app.app_context():
        everyone = each * (PROCESSES + 1)
        assert queries.counts(event_id) == Counter(submitted=places, waiting=everyone - places)
        waiting = line(event_id)
        assert [one.queued for one in waiting] == list(range(1, everyone - places + 1))
        assert journal.first_break(event_id) is None


def test_a_crowd_gets_exactly_the_places_there_are_and_the_others_wait_in_order(app: Flask) -> None:
    check_crowd(app, each=16, places=10)


@pytest.mark.proof
def test_five_hundred_for_fifty_places(app: Flask) -> None:
    check_crowd(app, each=167, places=50)


def test_a_delegation_never_sends_one_too_many(app: Flask) -> None:
    with app.app_context():
        event_id = make_event("quota")
        quotas = {one.id: 5 for one in queries.questions(event_id, 1).categories if one.key == "mayor"}
        facts = delegations.Facts(country="MR", name=Text(fr="Port"), quotas=quotas)
        delegation = delegations.create(event_id, facts).id
        db.session.remove()
    refused = crowd(app, event_id, 6, delegation)
    assert refused == ["quota-used"] * (6 * (PROCESSES + 1) - 5)
    with app.app_context():
        assert queries.counts(event_id) == Counter(submitted=5)


def test_places_that_fall_free_together_go_to_the_first_in_line_and_to_nobody_twice(app: Flask) -> None:
    with app.app_context():
        event_id = make_event("free", capacity=6)
        db.session.remove()
    for number in range(14):
        press(app, event_id, number, None)
    with app.app_context():
        query = select(Registration.id).where(
            Registration.event_id == event_id, Registration.state == "submitted"
        )
        holders = list(db.session.scalars(query))
        order = [one.id for one in line(event_id)]
        db.session.remove()

    def leave(ident: UUID) -> None:
        with app.app_context():
            service.withdraw(ident)
            db.session.remove()

    def act(number: int) -> None:
        if number < 4:
            leave(holders[number])
        else:
            press(app, event_id, 100 + number, None)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(8)))
    with app.app_context():
        assert sum(queries.places(event_id).held.values()) == 6
        offered = [one.id for one in line(event_id) if one.offered_until]
        assert offered == order[:4]


def test_an_offer_is_accepted_or_lapses_never_both(app: Flask) -> None:
    with app.app_context():
        event_id = make_event("both", capacity=1)
        db.session.remove()
    for number in range(4):
        press(app, event_id, number, None)
    with app.app_context():
        query = select(Registration.id).where(
            Registration.event_id == event_id, Registration.state == "submitted"
        )
        service.withdraw(db.session.scalars(query).one())
        called = line(event_id)[0].id
        with atomic() as session:  # the end comes while the person reads the page
            session.get_one(Registration, called).offered_until = clock.instant(
                clock.now() - timedelta(seconds=1)
            )
        db.session.remove()

    def act(number: int) -> str:
        with app.app_context():
            try:
                if number % 2:
                    return f"lapsed {service.lapse(event_id)}"
                service.accept(called)
                return "accepted"
            except NotFromHere:
                return "refused"
            finally:
                db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        answers = Counter(pool.map(act, range(6)))
    assert answers == Counter({"refused": 3, "lapsed 1": 1, "lapsed 0": 2})
    with app.app_context():
        assert sum(queries.places(event_id).held.values()) == 1
        assert [bool(one.offered_until) for one in line(event_id)] == [True, False]
