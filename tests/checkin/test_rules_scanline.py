"""What a device sends: any JSON is answered, nothing raises, and a digest tells contents apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkin.rules import DETAILS, Malformed, ScanLine, WalkIn, content_digest, parse_scan
from app.kernel.clock import Instant

LINE = {
    "id": "0192f3c8-0000-7000-8000-000000000001",
    "code": "MQ1:ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "checkpoint": "plenary-1",
    "direction": "in",
    "at": "2027-01-28T13:58:07.120Z",
}


def test_the_example_of_the_contract_is_read() -> None:
    line = parse_scan(LINE)
    assert line == ScanLine(
        UUID(LINE["id"]),
        LINE["code"],
        "plenary-1",
        "in",
        Instant(datetime(2027, 1, 28, 13, 58, 7, 120000, UTC)),
    )


def test_a_full_line_is_read() -> None:
    corrected = "0192f3c8-0000-7000-8000-000000000002"
    walk_in = {"names": {"ar": "أمينة", "latin": " Amina "}, "city": "Sfax", "category": "mayor"}
    extra = {
        "direction": "out",
        "corrects": corrected,
        "reason": "wrong row",
        "override": "the mayor",
        "walk_in": walk_in,
    }
    line = parse_scan(LINE | extra)
    assert isinstance(line, ScanLine)
    assert (line.direction, line.corrects, line.reason, line.override) == (
        "out",
        UUID(corrected),
        "wrong row",
        "the mayor",
    )
    assert line.walk_in == WalkIn("أمينة", "Amina", "Sfax", "mayor")


def test_direction_is_in_unless_said_and_null_means_not_said() -> None:
    sparse = {key: value for key, value in LINE.items() if key != "direction"}
    nothing = dict.fromkeys(("direction", "corrects", "reason", "override", "walk_in"))
    assert parse_scan(sparse) == parse_scan(LINE) == parse_scan(LINE | nothing)


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"id": None}, "bad_id"),
        ({"id": "{0192f3c8-0000-7000-8000-000000000001}"}, "bad_id"),
        ({"code": "  "}, "bad_code"),
        ({"code": "x" * 8001}, "bad_code"),
        ({"code": ["MQ1:"]}, "bad_code"),
        ({"checkpoint": ""}, "bad_checkpoint"),
        ({"checkpoint": "x" * 61}, "bad_checkpoint"),
        ({"checkpoint": "ma\x00in"}, "bad_checkpoint"),
        ({"checkpoint": "\ud800"}, "bad_checkpoint"),
        ({"direction": "IN"}, "bad_direction"),
        ({"direction": []}, "bad_direction"),
        ({"at": "2027-01-28T13:58:07"}, "bad_at"),
        ({"at": "2027-01-28"}, "bad_at"),
        ({"at": "2027-02-30T13:58:07Z"}, "bad_at"),
        ({"at": "0001-01-01T00:00:00+23:59"}, "bad_at"),
        ({"at": "٢٠٢٧-01-28T13:58:07Z"}, "bad_at"),
        ({"at": 1800000000}, "bad_at"),
        ({"corrects": "the last one"}, "bad_corrects"),
        ({"corrects": LINE["id"]}, "bad_corrects"),
        ({"reason": 7}, "bad_reason"),
        ({"override": "x" * 301}, "bad_reason"),
        ({"override": True}, "bad_reason"),
        ({"walk_in": "Amina"}, "bad_walk_in"),
        ({"walk_in": {"names": {}, "city": "Sfax", "category": "mayor"}}, "bad_walk_in"),
        ({"walk_in": {"names": {"ar": "أمينة"}, "category": "mayor"}}, "bad_walk_in"),
        ({"walk_in": {"names": {"ar": 5}, "city": "Sfax", "category": "mayor"}}, "bad_walk_in"),
    ],
)
def test_a_malformed_line_is_answered_with_a_word_and_a_sentence(change: dict[str, Any], reason: str) -> None:
    answer = parse_scan(LINE | change)
    assert isinstance(answer, Malformed)
    assert answer.reason == reason
    assert answer.detail == DETAILS[reason]
    assert answer.id == (None if reason == "bad_id" else UUID(LINE["id"]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(JSON)
def test_no_json_value_makes_the_parser_raise(raw: object) -> None:
    assert isinstance(parse_scan(raw), Malformed)


@given(st.sampled_from([*LINE, "corrects", "reason", "override", "walk_in"]), JSON)
def test_no_json_value_in_any_field_makes_the_parser_raise(field: str, raw: object) -> None:
    line = parse_scan(LINE | {field: raw})
    if isinstance(line, ScanLine):
        assert len(content_digest(line)) == 32
        assert line.code.encode()


def test_what_a_database_cannot_hold_in_a_code_is_replaced() -> None:
    line = parse_scan(LINE | {"code": "a\x00b\ud800c"})
    assert isinstance(line, ScanLine)
    assert line.code == "a\ufffdb\ufffdc"


def test_the_same_content_has_the_same_digest_however_it_is_written() -> None:
    same = {"id": LINE["id"].upper(), "at": "2027-01-28T14:58:07.12+01:00", "extra": "unread", "reason": ""}
    assert digest_of(LINE) == digest_of(LINE | same)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "0192f3c8-0000-7000-8000-000000000009"},
        {"code": "ABCD2345"},
        {"checkpoint": "main"},
        {"direction": "out"},
        {"at": "2027-01-28T13:58:07.121Z"},
        {"corrects": "0192f3c8-0000-7000-8000-000000000009"},
        {"reason": "x"},
        {"override": "x"},
        {"walk_in": {"names": {"latin": "A"}, "city": "B", "category": "c"}},
    ],
)
def test_every_field_changes_the_digest(change: dict[str, Any]) -> None:
    assert digest_of(LINE) != digest_of(LINE | change)


def digest_of(raw: dict[str, Any]) -> bytes:
    line = parse_scan(raw)
    assert isinstance(line, ScanLine)
    return content_digest(line)
