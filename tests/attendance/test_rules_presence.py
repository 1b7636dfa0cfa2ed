"""When somebody counts as present: the rule, stays, half-days; held against a slow and plain computation."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.attendance.rules import (
    BadRule,
    Calendar,
    How,
    Mark,
    Measure,
    Paper,
    Rule,
    SignatureLine,
    Signed,
    marks,
    places,
    standing,
)
from app.attendance.rules.places import Attended, expected
from app.checkin.rules import CheckpointFacts, LoggedScan, Outcome, minutes, seen
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from tests.attendance.test_rules_listing import face

DAY = date(2027, 3, 25)
CALENDAR = Calendar(DAY, "Europe/Paris", time(13))
AMINA, BILAL = UUID(int=1), UUID(int=2)


def at(hour: int, minute: int = 0, day: int = 25) -> Instant:
    """A moment by UTC clocks; Paris is an hour ahead."""
    return Instant(datetime(2027, 3, day, hour, minute, tzinfo=UTC))


def session(key: str, starts: Instant, hours: float = 2, *categories: str) -> Attended:
    ends = Instant(starts + timedelta(hours=hours))
    return Attended(key, Text(), Text(), starts, ends, CheckpointFacts(key, frozenset(categories)))


PLACES = places(
    [session("opening", at(8)), session("plenary", at(10), 1, "mayor"), session("workshop", at(13))], CALENDAR
)
USUAL, LATE = Rule(), at(20)
SIGNED = Signed(1, "paper", at(11))


def move(way: str, moment: Instant, place: str = "opening", who: UUID = AMINA) -> LoggedScan:
    outcome = Outcome.ADMITTED if way == "in" else Outcome.LEFT
    return LoggedScan(UUID(int=hash((way, moment, place)) % 2**64), who, place, way, outcome, moment)  # type: ignore[arg-type]


def marked(*moves: LoggedScan, signed: str = "", rule: Rule = USUAL, now: Instant = LATE) -> dict[str, Mark]:
    scans: dict[str, list[LoggedScan]] = {}
    for one in moves:
        scans.setdefault(one.checkpoint, []).append(one)
    lines = [SignatureLine(1, AMINA, signed, "paper", at(11))] if signed else []
    found = marks(PLACES, scans, lines, rule, now)
    return {key: own[AMINA] for key, own in found.items() if AMINA in own}


@pytest.mark.parametrize(
    ("rule", "mark", "present"),
    [
        (Rule(), Mark(), False),
        (Rule(), Mark(first_in=at(8)), True),
        (Rule(), Mark(signed=SIGNED, vouched=True), True),
        (Rule(signature=Paper.IGNORED), Mark(signed=SIGNED, vouched=True), False),
        (Rule(signature=Paper.NEEDED), Mark(first_in=at(8)), False),
        (Rule(signature=Paper.NEEDED), Mark(first_in=at(8), vouched=True), True),
        (Rule(signature=Paper.NEEDED), Mark(signed=SIGNED, vouched=True), False),
        (Rule(Measure.NONE, 0, Paper.NEEDED), Mark(signed=SIGNED, vouched=True), True),
        (Rule(Measure.MINUTES, 30), Mark(first_in=at(8), minutes=29), False),
        (Rule(Measure.MINUTES, 30), Mark(first_in=at(8), minutes=30), True),
        (Rule(Measure.MINUTES, 30), Mark(minutes=29, signed=SIGNED), True),
        (Rule(Measure.MINUTES, 300), Mark(first_in=at(8), minutes=120), True),
        (Rule(Measure.SHARE, 50), Mark(first_in=at(8), minutes=59), False),
        (Rule(Measure.SHARE, 50), Mark(first_in=at(8), minutes=60), True),
    ],
)
def test_the_rule_judges_scans_and_signature(rule: Rule, mark: Mark, present: bool) -> None:
    assert rule.present(mark, 120) is present


@pytest.mark.parametrize(
    ("scan", "least", "signature", "fault"),
    [
        ("minutes", 0, "counts", "least"),
        ("minutes", 601, "counts", "least"),
        ("share", 101, "counts", "least"),
        ("first", 5, "counts", "least"),
        ("none", 0, "counts", "signature"),
        ("none", 0, "ignored", "signature"),
    ],
)
def test_a_rule_that_makes_no_sense_cannot_be_written_down(
    scan: str, least: int, signature: str, fault: str
) -> None:
    with pytest.raises(BadRule, match=fault):
        Rule(Measure(scan), least, Paper(signature))


def test_minutes_lie_within_the_hours_of_the_session() -> None:
    assert marked(move("in", at(7)), move("out", at(8, 20)))["opening"].minutes == 20
    assert marked(move("in", at(9, 50)), move("out", at(12)))["opening"].minutes == 10
    still = marked(move("in", at(8, 30)), now=at(8, 45))["opening"]
    assert (still.minutes, still.inside) == (15, True)
    assert marked(move("in", at(8, 30)), now=at(23))["opening"].minutes == 90


def test_a_half_day_adds_its_sessions_and_takes_the_entrance_beside_them() -> None:
    morning = marked(
        move("in", at(8)), move("out", at(9)), move("in", at(10), "plenary"), move("out", at(10, 30), "plenary"),
        move("in", at(7, 50), "main"), move("out", at(10, 40), "main"),
    )["1am"]  # fmt: skip
    assert (morning.first_in, morning.last_out, morning.minutes) == (at(7, 50), at(10, 40), 160)
    assert "1pm" not in marked(
        move("in", at(7, 50), "main")
    )  # nobody ended it: it says nothing of the afternoon
    assert marked(move("in", at(7, 50), "main"), move("out", at(14), "main"))["1pm"].minutes == 60
    assert marked(move("in", at(7, 50), "main", AMINA))["1day"].scanned
    assert marked(move("in", at(8), "halfday-1am"))["1am"].scanned
    assert not marked(move("in", at(18, 0, 24), "main"))  # the evening before, at the hotel


def test_a_session_lies_in_the_half_day_in_which_it_begins() -> None:
    assert [(one.key, one.sessions) for one in PLACES.values()] == [
        ("opening", ("opening",)), ("plenary", ("plenary",)), ("workshop", ("workshop",)),
        ("1am", ("opening", "plenary")), ("1pm", ("workshop",)), ("1day", ("opening", "plenary", "workshop")),
    ]  # fmt: skip
    assert (PLACES["1am"].minutes, PLACES["1am"].starts, PLACES["1am"].ends) == (180, at(8), at(11))


def test_a_signature_counts_for_what_it_lies_in_and_vouches_for_what_lies_in_it() -> None:
    half = marked(signed="1am")
    assert half["1am"].present
    assert half["1day"].signed
    assert (half["opening"].signed, half["opening"].vouched, half["opening"].present) == (None, True, False)
    needed = marked(move("in", at(8)), signed="1am", rule=Rule(signature=Paper.NEEDED))
    assert (needed["opening"].present, needed["plenary"].present) == (True, False)
    assert marked(signed="opening")["1am"].present


def test_who_is_expected_at_one_of_its_sessions_is_expected_in_the_half_day() -> None:
    mayor, press = face(1), face(2, category="press")
    assert expected(PLACES["plenary"], PLACES, [mayor, press]) == {mayor.registration}
    assert expected(PLACES["1am"], PLACES, [mayor, press]) == {mayor.registration, press.registration}


def test_what_is_taken_back_does_not_stand_and_may_be_given_again() -> None:
    first = SignatureLine(1, AMINA, "1am", How.PAPER, at(11))
    undo = SignatureLine(2, AMINA, "1am", How.PAPER, at(12), corrects=1)
    again = SignatureLine(3, AMINA, "1am", How.TABLET, at(12))
    assert standing([first])["1am"][AMINA].number == 1
    assert standing([undo, first]) == {}
    assert standing([again, undo, first])["1am"][AMINA] == Signed(3, "tablet", at(12))


@given(
    st.lists(st.tuples(st.sampled_from(["in", "out"]), st.integers(0, 360)), max_size=12), st.integers(0, 400)
)
def test_minutes_agree_with_counting_them_one_by_one(steps: list[tuple[str, int]], until: int) -> None:
    """Minute by minute: somebody is inside after the last step was a way in."""
    start = at(7)
    moves = sorted({minute: way for way, minute in steps}.items())
    log = [move(way, Instant(start + timedelta(minutes=minute))) for minute, way in moves]
    now = Instant(start + timedelta(minutes=until))
    last = {minute: [way for when, way in moves if when <= minute][-1:] for minute in range(361)}
    plain = sum(
        last[minute] == ["in"]
        and (minute < until or any(way == "out" for when, way in moves if when > minute))
        for minute in range(60, 180)
    )
    assert minutes(seen(log).stays, at(8), at(10), now) == plain
