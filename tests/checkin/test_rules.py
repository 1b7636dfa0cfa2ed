"""The door decides as a table shared with the device says; presence is the same in any order of arrival."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.badges.rules import Code, TypedCode, classify
from app.checkin.rules import (
    DOOR_MESSAGES,
    Asked,
    BadgeFacts,
    CheckpointFacts,
    Decision,
    Hours,
    LoggedScan,
    Outcome,
    Seen,
    Stay,
    clock_is_off,
    corrected_time,
    decide,
    minutes,
    parse_moment,
    presence,
    suggest,
)
from app.kernel.clock import Instant, parse, stamp

VECTORS: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text("utf-8")
)

AMINA = UUID(int=0xA)
BRAHIM = UUID(int=0xB)
NINE = Instant(datetime(2027, 1, 28, 9, tzinfo=UTC))


def by_name(case: dict[str, Any]) -> str:
    return str(case["name"])


def badge_of(raw: dict[str, Any] | None) -> BadgeFacts | None:
    return None if raw is None else BadgeFacts(**(raw | {"registration": UUID(raw["registration"])}))


def logged(raw: dict[str, Any]) -> LoggedScan:
    return LoggedScan(
        **raw
        | {
            "id": UUID(raw["id"]),
            "registration": UUID(raw["registration"]),
            "outcome": Outcome(raw["outcome"]),
            "at": parse(raw["at"]),
            "corrects": UUID(raw["corrects"]) if "corrects" in raw else None,
        }
    )


def checkpoint(raw: dict[str, Any]) -> CheckpointFacts:
    named = frozenset(map(UUID, raw.get("named", [])))
    expected = frozenset(raw.get("expected", []))
    return CheckpointFacts(raw["key"], expected, raw.get("by_invitation", False), named)


def asked(raw: dict[str, Any]) -> Asked:
    point = raw["checkpoint"]
    return Asked(
        **raw
        | {
            "checkpoint": point and checkpoint(point),
            "at": parse(raw["at"]),
            "corrects": UUID(raw["corrects"]) if "corrects" in raw else None,
        }
    )


def said(decision: Decision) -> dict[str, Any]:
    answer: dict[str, str | None] = {
        "outcome": str(decision.outcome),
        "first_at": stamp(decision.first_at) if decision.first_at else None,
        "first_checkpoint": decision.first_checkpoint,
        "first_device": decision.first_device,
    }
    told: dict[str, Any] = {key: value for key, value in answer.items() if value is not None}
    return told | ({"follows": True} if decision.follows else {})


@pytest.mark.parametrize("case", VECTORS["decide"], ids=by_name)
def test_a_scan_is_decided_as_the_table_says(case: dict[str, Any]) -> None:
    earlier = [logged(raw) for raw in case["earlier"]]
    assert said(decide(badge_of(case["badge"]), earlier, asked(case["asked"]))) == case["decision"]


@pytest.mark.parametrize("case", VECTORS["suggest"], ids=by_name)
def test_the_door_is_suggested_by_the_clock(case: dict[str, Any]) -> None:
    points = [
        Hours(raw["key"], parse_moment(raw.get("starts")), parse_moment(raw.get("ends")))
        for raw in case["checkpoints"]
    ]
    assert suggest(points, parse(case["now"])) == case["suggested"]


@pytest.mark.parametrize("case", VECTORS["checks"], ids=by_name)
def test_a_device_finds_a_code_by_the_first_half_of_its_digest(case: dict[str, Any]) -> None:
    code = classify(case["text"])
    assert isinstance(code, Code | TypedCode)
    assert code.digest.hex()[:16] == case["check"]


@pytest.mark.parametrize("case", VECTORS["codes"], ids=by_name)
def test_the_door_reads_codes_as_badges_do(case: dict[str, Any]) -> None:
    read = classify(case["text"])
    canonical = (
        read.payload if isinstance(read, Code) else read.value if isinstance(read, TypedCode) else None
    )
    assert canonical == case["canonical"]


def test_a_door_without_checkpoints_cannot_be_suggested() -> None:
    with pytest.raises(ValueError, match="at least one"):
        suggest([], NINE)


@pytest.mark.parametrize("case", VECTORS["clocks"], ids=by_name)
def test_a_device_clock_is_corrected(case: dict[str, Any]) -> None:
    sent_at, server_now = parse_moment(case["sent_at"]), parse(case["server_now"])
    assert stamp(corrected_time(parse(case["device_at"]), sent_at, server_now)) == case["corrected"]
    assert (sent_at is not None and clock_is_off(sent_at, server_now)) == case["off"]


def move(number: int, minute: int, direction: Any = "in", **more: Any) -> LoggedScan:
    outcome = more.pop("outcome", Outcome.LEFT if direction == "out" else Outcome.ADMITTED)
    at = Instant(NINE + timedelta(minutes=minute))
    return LoggedScan(
        UUID(int=number), more.pop("registration", AMINA), "opening", direction, outcome, at, **more
    )


def minute(number: int) -> Instant:
    return Instant(NINE + timedelta(minutes=number))


def test_presence_adds_up_the_stays() -> None:
    moves = [move(1, 0), move(2, 30, "out"), move(3, 40), move(4, 45, outcome=Outcome.ALREADY_IN)]
    seen = presence(moves)[AMINA]
    assert seen == Seen((Stay(minute(0), minute(30)), Stay(minute(40), None)), minute(30))
    assert (seen.inside, seen.first_in) == (True, minute(0))
    assert minutes(seen.stays, None, None, minute(60)) == 50
    assert minutes(seen.stays, minute(10), minute(50), minute(60)) == 30


def test_a_way_out_alone_is_no_presence_and_no_minutes() -> None:
    seen = presence([move(1, 10, "out")])[AMINA]
    assert (seen.inside, seen.first_in, seen.last_out) == (False, None, minute(10))
    assert minutes(seen.stays, None, None, minute(60)) == 0


def test_refused_held_undone_and_rehearsed_scans_leave_no_presence() -> None:
    log = [
        move(1, 0, outcome=Outcome.NOT_EXPECTED),
        move(2, 1, held=True),
        move(3, 2, rehearsal=True),
        move(4, 3),
        move(5, 4, outcome=Outcome.LEFT, corrects=UUID(int=4)),
    ]
    assert presence(log) == {}
    assert presence(log, rehearsal=True)[AMINA].inside


def test_an_open_stay_that_began_after_the_end_counts_no_minutes() -> None:
    assert minutes(presence([move(1, 30)])[AMINA].stays, minute(0), minute(10), minute(60)) == 0


@st.composite
def histories(draw: st.DrawFn) -> list[LoggedScan]:
    """Scans of two people in one hour, some refused, held, rehearsed, or taken back."""
    log: list[LoggedScan] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        scan = move(
            number,
            draw(st.integers(0, 60)),
            draw(st.sampled_from(["in", "out"])),
            registration=draw(st.sampled_from([AMINA, BRAHIM])),
            held=draw(st.integers(0, 9)) == 0,
            rehearsal=draw(st.integers(0, 9)) == 0,
            corrects=draw(st.none() | st.integers(1, 12).map(lambda n: UUID(int=n))),
        )
        log.append(scan if scan.corrects != scan.id else scan._replace(corrects=None))
    return log


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_presence(log: list[LoggedScan], chance: Any) -> None:
    shuffled = list(log)
    chance.shuffle(shuffled)
    assert presence(shuffled) == presence(log)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["in", "out"])), min_size=1), st.data())
def test_what_was_answered_on_arrival_does_not_change_presence(
    moves: list[tuple[int, str]], data: st.DataObject
) -> None:
    """The same moves judged in order and out of order get other outcomes, and the same presence."""
    badge = BadgeFacts(AMINA, "mayor")
    arrival = data.draw(st.permutations(range(len(moves))))

    def judged(order: Any) -> dict[UUID, Seen]:
        log: list[LoggedScan] = []
        for number in order:
            at, direction = moves[number]
            scan = move(number + 1, at, direction)
            decision = decide(badge, log, Asked(CheckpointFacts("opening"), scan.direction, scan.at))
            log.append(scan._replace(outcome=decision.outcome))
        return presence(log)

    assert judged(arrival) == judged(range(len(moves)))


def test_every_outcome_has_a_word_and_a_line_of_what_to_do() -> None:
    for outcome in Outcome:
        assert {outcome, f"{outcome}_do"} <= set(DOOR_MESSAGES)
