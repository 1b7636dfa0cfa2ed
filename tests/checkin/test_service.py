"""The log of scans: each line once, judged with those before it in view, chained, and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import cast
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import QueuePool, text
from sqlalchemy.exc import DatabaseError

from app.checkin import queries
from app.checkin.rules import chained
from app.checkin.service import Batch, Result, lines, pairing, record
from app.kernel import clock
from app.kernel.db import atomic, engine
from app.kernel.errors import NotFound
from app.kernel.writer import GroupWriter
from tests.checkin.conftest import Door, Json, ago, line, log, post
from tests.conftest import make_app
from tests.support.people import all_approved, approved, hold
from tests.support.statements import counting


def numbers(event_id: UUID) -> list[int]:
    return [one.number for one in log(event_id)]


def test_the_same_batch_twice_gives_the_same_results_and_writes_nothing(app: Flask, door: Door) -> None:
    amina = approved(door.event_id)
    Door(app, door.event_id, "Door B").scan(line(amina, at=ago(20)))
    batch = [
        line(amina), line(amina, checkpoint="main"), line("unknown"), line(amina, checkpoint="cellar"),
        line(amina, direction="out"), line(amina, direction="up"), 7,
    ]  # fmt: skip
    first = door.scan(*batch)
    assert [one["outcome"] for one in first] == [
        "already_in", "admitted", "unknown", "invalid", "left", "invalid", "invalid",
    ]  # fmt: skip
    written = numbers(door.event_id)
    assert door.scan(*batch) == first
    assert door.scan(*reversed(batch)) == first[::-1]
    assert numbers(door.event_id) == written == list(range(1, 9))


def test_another_device_may_deliver_the_same_scan_again(app: Flask, door: Door) -> None:
    sent = line(approved(door.event_id))
    assert Door(app, door.event_id, "Door B").scan(sent) == door.scan(sent)
    assert len(log(door.event_id)) == 1


def test_an_id_with_another_content_is_invalid_and_leaves_the_original(door: Door) -> None:
    amina = approved(door.event_id)
    sent = line(amina)
    door.scan(sent)
    original = chained(vars(log(door.event_id)[0]))
    for changed in (
        {"checkpoint": "main"},
        {"at": ago(5)},
        {"code": "other"},
        {"direction": "out"},
        {"reason": "x"},
    ):
        for _turn in range(2):
            (result,) = door.scan(sent | changed)
            assert (result["id"], result["outcome"], result["reason"]) == (
                sent["id"],
                "invalid",
                "other_content",
            )
    assert chained(vars(log(door.event_id)[0])) == original
    assert [one.outcome for one in log(door.event_id)] == ["admitted", *["invalid"] * 5]
    assert door.outcomes(sent) == ["admitted"]


def test_the_same_id_inside_one_batch_is_judged_once(door: Door) -> None:
    sent = line(approved(door.event_id))
    other = sent | {"checkpoint": "main"}
    results = door.scan(sent, other, sent, other)
    assert [one["outcome"] for one in results] == ["admitted", "invalid", "admitted", "invalid"]
    assert [one.outcome for one in log(door.event_id)] == ["admitted", "invalid"]


def test_a_mended_line_may_use_its_own_id(door: Door) -> None:
    sent = line(approved(door.event_id))
    assert door.outcomes(sent | {"direction": "up"}, sent) == ["invalid", "admitted"]
    assert door.outcomes(sent | {"direction": "up"}, sent) == ["invalid", "admitted"]
    assert len(log(door.event_id)) == 2


def test_an_undo_is_a_line_of_its_own_and_the_old_one_stays(door: Door) -> None:
    amina = approved(door.event_id)
    wrong = line(amina)
    door.scan(wrong)
    undo = line(amina, corrects=wrong["id"], reason="Wrong person")
    assert door.outcomes(undo) == ["left"]
    first, second = log(door.event_id)
    assert (first.outcome, str(second.corrects), second.content) == (
        "admitted", wrong["id"], {"reason": "Wrong person"},
    )  # fmt: skip
    assert queries.presence_at(door.event_id, "opening") == {}
    assert (queries.attended(door.event_id), queries.arrived(door.event_id)) == ({}, set())
    assert door.outcomes(line(amina)) == ["admitted"]
    assert queries.arrived(door.event_id) == {amina.id}


def test_a_person_at_the_door_may_admit_where_the_pairing_allows_it(app: Flask, door: Door) -> None:
    press = approved(door.event_id, category="press")
    asked = {"checkpoint": "plenary-1", "override": "Came with the minister"}
    assert door.outcomes(line(press, **asked)) == ["not_expected"]
    trusted = Door(app, door.event_id, "Door B", may_override=True)
    assert trusted.outcomes(line(press, **asked)) == ["admitted"]
    last = log(door.event_id)[-1]
    assert (last.override, last.content) == (True, {"override": "Came with the minister"})
    assert door.outcomes(line(press, checkpoint="plenary-1", direction="out")) == ["left"]


def test_a_clock_that_is_off_is_put_right_by_what_it_said_when_sending(door: Door) -> None:
    amina = approved(door.event_id)
    at, sent_at = ago(10_000 + 3), ago(10_000)
    assert door.outcomes(line(amina, at=at), sent_at=sent_at) == ["admitted"]
    row = log(door.event_id)[0]
    assert clock.stamp(row.device_at) == at
    assert abs(row.received_at - row.happened_at - timedelta(minutes=3)) < timedelta(seconds=30)
    ahead = line(amina, checkpoint="main", at=ago(-600))
    assert door.outcomes(ahead, sent_at="nonsense") == ["admitted"]
    row = log(door.event_id)[1]
    assert (clock.stamp(row.device_at), row.happened_at) == (ahead["at"], row.received_at)


def test_what_arrives_late_is_judged_by_when_it_happened(door: Door) -> None:
    amina, early = approved(door.event_id), ago(30)
    assert door.outcomes(line(amina, at=ago(5))) == ["admitted"]
    late = line(amina, at=early), line(amina, at=ago(20), direction="out")
    assert door.outcomes(*late) == ["admitted", "left"]
    seen = queries.presence_at(door.event_id, "opening")[amina.id]
    assert (seen.inside, seen.first_in) == (True, clock.parse(early))


def together(app: Flask, *batches: tuple[str, list[Json]]) -> list[list[Json]]:
    """Post all batches at the same moment, each from a thread of its own."""
    start = Barrier(len(batches))

    def send(batch: tuple[str, list[Json]]) -> list[Json]:
        token, lines = batch
        start.wait()
        answer = post(app.test_client(), token, *lines)
        assert answer.status_code == 200, answer.text
        results: list[Json] = answer.get_json()["results"]
        return results

    with ThreadPoolExecutor(len(batches)) as pool:
        return list(pool.map(send, batches))


def test_of_eight_doors_that_see_one_badge_exactly_one_admits(app: Flask, door: Door) -> None:
    people, at = all_approved(door.event_id, 5), ago(1)
    tokens = [door.token, *(Door(app, door.event_id, f"Door {n}").token for n in range(7))]
    results = together(app, *((token, [line(one, at=at) for one in people]) for token in tokens))
    for person in range(5):
        outcomes = sorted(batch[person]["outcome"] for batch in results)
        assert outcomes == ["admitted", *["already_in"] * 7]
    assert numbers(door.event_id) == list(range(1, 41))
    assert queries.first_break(door.event_id) is None


def test_two_processes_judge_one_after_the_other(app: Flask, door: Door, tmp_path: Path) -> None:
    amina, sent, at = approved(door.event_id), line(approved(door.event_id, 1)), ago(1)
    twin = make_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"])
    start = Barrier(8)

    def send(number: int) -> list[str]:
        start.wait()
        answer = post((app, twin)[number % 2].test_client(), door.token, line(amina, at=at), sent)
        return [one["outcome"] for one in answer.get_json()["results"]]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(send, range(8)))
    with twin.app_context():
        engine().dispose()
    assert sorted(first for first, _ in results) == ["admitted", *["already_in"] * 7]
    assert {second for _, second in results} == {"admitted"}
    assert numbers(door.event_id) == list(range(1, 10))
    assert queries.first_break(door.event_id) is None


def test_events_have_a_chain_each(app: Flask, door: Door) -> None:
    other = Door(app, hold("elsewhere"))
    door.scan(line("x"), line("y"))
    other.scan(line("z"), slug="elsewhere")
    assert (numbers(door.event_id), numbers(other.event_id)) == ([1, 2], [1])


def test_a_batch_that_fails_takes_nothing_and_spoils_no_other(app: Flask) -> None:
    seen: list[list[int]] = []

    def double(jobs: list[int]) -> list[int]:
        seen.append(jobs)
        if 3 in jobs:
            raise ValueError("three")
        return [2 * job for job in jobs]

    writer = GroupWriter[int, int](app, double)
    start = Barrier(6)

    def submit(job: int) -> int | str:
        start.wait()
        try:
            return writer.submit(job)
        except ValueError as error:
            return str(error)

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(submit, range(6))) == [0, 2, 4, "three", 8, 10]
    assert [3] in seen


def test_a_request_that_waits_for_its_turn_holds_no_connection(app: Flask, door: Door) -> None:
    held: list[int] = []

    def handle(batches: Sequence[Batch]) -> list[list[Result]]:
        held.append(cast(QueuePool, engine().pool).checkedout())
        return record(batches)

    app.extensions["scan-writer"] = GroupWriter[Batch, list[Result]](app, handle)
    assert door.outcomes(line(approved(door.event_id))) == ["admitted"]
    assert held == [0]


def test_a_failure_in_the_midst_of_a_batch_leaves_no_line(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = approved(door.event_id)
    door.scan(line(amina))
    monkeypatch.setattr(lines.chain, "link", lambda *_: None)
    answer = door.post(line(amina), line(amina))
    assert (answer.status_code, answer.content_type) == (500, "application/problem+json")
    monkeypatch.undo()
    assert door.outcomes(line(amina)) == ["already_in"]
    assert numbers(door.event_id) == [1, 2]
    assert queries.first_break(door.event_id) is None


def test_a_batch_costs_the_same_statements_whatever_is_in_it(door: Door) -> None:
    people = all_approved(door.event_id, 20)

    def cost(*lines: object) -> int:
        with counting() as seen:
            door.scan(*lines)
        return len(seen)

    door.scan(line(people[0]))
    one = cost(line(people[0]))
    many = [line(people[number % 20] if number % 3 else "x", at=ago(100 - number)) for number in range(100)]
    assert cost(*many) == one
    assert cost(*many, *range(100), *(known | {"direction": "out"} for known in many)) <= one + 2


@pytest.mark.parametrize("table", ["scan", "journal_entry"])
def test_the_database_itself_refuses_to_change_a_line(db: SQLAlchemy, door: Door, table: str) -> None:
    door.scan(line(approved(door.event_id), reason="Speaks"))
    for statement in (
        f"DELETE FROM {table}", f"UPDATE {table} SET number = number + 1", f"UPDATE {table} SET content = '{{}}'",
        f"UPDATE {table} SET content = NULL", f"UPDATE {table} SET content = NULL, salt = NULL, link = commitment",
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="append-only"), atomic() as session:
            session.execute(text(statement))
    with atomic() as session:
        session.execute(text(f"UPDATE {table} SET content = NULL, salt = NULL"))
    assert queries.first_break(door.event_id) is None
    assert queries.journal.first_break(door.event_id) is None
    if table == "scan":
        assert [(one.content, one.salt) for one in log(door.event_id)] == [(None, None)]


def test_a_pairing_ends_with_all_its_devices_and_a_device_alone(app: Flask, door: Door) -> None:
    door.scan(line("x"))  # heard of: the next one is the second
    second, found = pairing.pair_device(door.link)
    assert [one.name for one in found.devices] == ["Door A", "Door A (2)"]
    pairing.revoke_device(found.devices[0].id, door.event_id)
    facts = [queries.find_device(token) for token in (door.token, second)]
    assert [one.revoked for one in facts if one] == [True, False]
    for act, ident in ((pairing.revoke_device, found.devices[1].id), (pairing.revoke_pairing, found.id)):
        with pytest.raises(NotFound):
            act(ident, uuid4())
    pairing.revoke_pairing(found.id, door.event_id)
    facts = [queries.find_device(token) for token in (door.token, second)]
    assert [one.revoked for one in facts if one] == [True, True]
    with pytest.raises(NotFound):
        pairing.pair_device(door.link)
    with pytest.raises(pairing.UnknownCheckpoint):
        pairing.pair(door.event_id, "Door", ["cellar"])
