"""The numbers always agree: register and list, the door's board, certificates, statistics; and all with the raw log."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from app.attendance import queries as attendance
from app.attendance import service as rules_of
from app.attendance.rules import Kind, Measure, Paper, Rule
from app.certificates import queries as certificates
from app.checkin import queries as checkin
from app.checkin import service as door
from app.checkin.models import Scan
from app.kernel import clock
from app.kernel.db import db
from app.registration.models import Registration
from app.statistics import queries
from app.statistics.rules import Facts, tables
from tests.statistics.conftest import Past, live_through, moment

EVENING = moment(23, day=2)
RULES = (
    Rule(),
    Rule(signature=Paper.NEEDED),
    Rule(Measure.MINUTES, 45),
    Rule(Measure.SHARE, 50, Paper.IGNORED),
    Rule(Measure.NONE, 0, Paper.NEEDED),
)


def counted(past: Past) -> Facts:
    db.session.rollback()
    return queries.facts(past.event_id, queries.position_now(past.event_id), now=EVENING)


@pytest.mark.parametrize("seed", range(2))
def test_the_numbers_agree_however_they_are_computed(past: Past, seed: int) -> None:
    agree(past, Random(seed), 150)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(100, 160))
def test_the_numbers_agree_on_many_histories(past: Past, seed: int) -> None:
    agree(past, Random(seed), 20 + seed * 3)


def agree(past: Past, chance: Random, size: int) -> None:
    live_through(past, chance, size)
    for rule in RULES:
        rules_of.set_rule(past.event_id, rule)
        facts, register = counted(past), attendance.register(past.event_id, now=EVENING)
        for key, place in register.places.items():
            marks = register.marks[key]
            assert facts.presence.present[key] == register.present(key), (rule, key)
            assert facts.presence.inside[key] == {who for who, mark in marks.items() if mark.inside}, (
                rule,
                key,
            )
            assert facts.presence.expected[key] == register.expected(key), (rule, key)
            if place.kind is Kind.SESSION:
                counts = register.counts(key)
                row = next(row for row in tables(facts)[2].rows if row.key == key)
                assert row.cells == (counts.expected, counts.present, counts.inside)
        _with_the_certificates(past, facts)
    rules_of.set_rule(past.event_id, Rule(signature=Paper.IGNORED))
    _with_the_list_the_board_and_the_log(past, counted(past))


def _with_the_certificates(past: Past, facts: Facts) -> None:
    """Whoever attended so many half-days by the statistics is certified so many, and nobody else is."""
    halves = [facts.presence.present[place.key] for place in facts.of_kind(Kind.HALFDAY)]
    attended = {who: sum(who in half for half in halves) for who in facts.approved}
    found = certificates.standing(past.event_id)
    assert set(found.qualified) == {who for who, number in attended.items() if number}
    assert (found.halfdays, found.absent) == (len(halves), sum(number == 0 for number in attended.values()))
    for who in list(attended)[:3]:
        assert certificates.presence_of(past.event_id, who).attended == attended[who]


def _with_the_list_the_board_and_the_log(past: Past, facts: Facts) -> None:
    """Under the rule of one scan: what the lists and the door's board say, and what the log says by itself."""
    door.rebuild(past.event_id)
    register = attendance.register(past.event_id)
    board, log = checkin.attended(past.event_id), _from_the_log(past.event_id)
    for place in facts.of_kind(Kind.SESSION):
        here = facts.presence.present[place.key]
        listed = attendance.of_session(past.event_id, place.key)
        assert (
            here
            == {row.face.registration for row in listed.rows if row.attended}
            == log.get(place.key, set())
        )
        for row in listed.rows:
            mark = register.mark(row.face.registration, place.key)
            shown = (row.first_in, row.last_out, row.minutes, row.present)
            assert shown == (mark.first_in, mark.last_out, mark.minutes, mark.inside)
        assert len(here) == listed.attended == board.get(place.key, 0)
    everywhere = set().union(*log.values()) if log else set()
    assert facts.presence.arrived.keys() == everywhere == checkin.arrived(past.event_id)
    genders = next(table for table in tables(facts) if table.key == "genders")
    said = dict(db.session.execute(select(Registration.id, Registration.gender)).all())
    own = Counter(said[who] if said[who] in ("female", "male", "other") else "unsaid" for who in everywhere)
    row = next(row for row in genders.rows if row.key == "arrived")
    assert row.cells == (len(everywhere), *(own[key] for key in ("female", "male", "other", "unsaid")))


def _from_the_log(event_id: UUID) -> dict[str, set[UUID]]:
    """Who had a way in that counts, by checkpoint, line by line and without any code of the program's own."""
    lines: list[Any] = list(db.session.execute(select(*Scan.__table__.c).where(Scan.event_id == event_id)))
    into = dict(db.session.execute(select(Registration.id, Registration.merged_into_id)).all())

    def person(line: Any) -> UUID:
        return into[line.registration_id] or line.registration_id

    good = [
        line
        for line in sorted(lines, key=lambda line: (line.happened_at, line.scan_id))
        if not line.held and not line.rehearsal and line.outcome not in ("revoked", "unknown", "invalid")
    ]
    moving = ("admitted", "already_in", "left")
    taken_back = {
        (line.corrects, person(line), line.checkpoint)
        for line in good
        if line.corrects and line.outcome in moving
    }
    found: dict[str, set[UUID]] = {}
    for line in good:
        here = found.setdefault(line.checkpoint, set())
        if (
            line.corrects
            or line.direction != "in"
            or (line.scan_id, person(line), line.checkpoint) in taken_back
        ):
            continue
        if (line.outcome in moving and not line.follows) or person(line) in here:
            here.add(person(line))
    return found


def test_the_curve_holds_everybody_who_came_on_a_day(past: Past) -> None:
    live_through(past, Random(7), 200)
    facts = counted(past)
    arrivals = next(table for table in tables(facts) if table.key == "arrivals")
    by_day = Counter[int]()
    for row in arrivals.rows:
        by_day[int(row.key.split()[0])] += row.cells[0] or 0
    assert by_day == {day: len(come) for day, come in facts.presence.arrivals.items()}
    for day, come in facts.presence.arrivals.items():
        assert all(clock.local(at, facts.zone).day == 24 + day for at in come.values())
