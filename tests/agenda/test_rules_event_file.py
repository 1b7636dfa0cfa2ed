"""Event files: read whole or refused with every fault, moved to another day, written back the same."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.agenda.rules import (
    EventDocument,
    SessionState,
    check,
    dump,
    missing_texts,
    move,
    next_occurrence,
    parse,
    recall,
)
from app.events.rules import EventFileFaults
from tests.support.documents import documents

REFERENCE = Path(__file__).parents[2] / "app/front/data/nouakchott.toml"

SMALL = """
[event]
slug = "tunis"
starts = 2030-05-01
ends = 2030-05-02
timezone = "Africa/Tunis"
languages = ["ar", "fr"]
title = { ar = "لقاء", fr = "Rencontre" }

[[rooms]]
key = "hall"
name = { ar = "قاعة", fr = "Salle" }

[[sessions]]
key = "opening"
day = 1
starts = 09:00:00
ends = 10:00:00
room = "hall"
title = { ar = "افتتاح", fr = "Ouverture" }
"""


def faults_of(content: str | bytes) -> list[str]:
    with pytest.raises(EventFileFaults) as caught:
        parse(content)
    return [fault.say() for fault in caught.value.faults]


def with_line(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def test_the_reference_meeting_is_read_whole() -> None:
    document = parse(REFERENCE.read_bytes())
    assert document.event.title.pick("fr") == "Réunion annuelle du Réseau des villes maghrébines"
    assert [session.key for session in document.sessions if session.decides] == ["plenary-2"]
    assert document.event.funding is not None
    assert len(document.event.cities) == 30
    assert [room.capacity for room in document.rooms] == [200, 160, None]
    assert set(document.extra) == {"consultation", "network"}
    assert missing_texts(document) == ()


def test_the_reference_meeting_survives_the_way_out_and_in_with_its_unknown_parts() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    written = dump(parse(text))
    assert tomllib.loads(written) == tomllib.loads(text)
    assert parse(written) == parse(text)


def test_what_is_written_reads_in_the_order_of_the_reference() -> None:
    def keys(text: str) -> list[str]:
        lines = (line.split("#")[0].strip() for line in text.splitlines())
        known = text.index("[consultation]")
        wanted = [line for line in lines if line.startswith("[") or " = " in line]
        return [line.split(" = ")[0] for line in wanted][: text[:known].count("\n")]

    text = REFERENCE.read_text(encoding="utf-8")
    order, expected = keys(dump(parse(text))), keys(text)
    assert order[:60] == expected[:60]


@settings(max_examples=150)
@given(documents())
def test_every_document_is_read_back_as_it_was_written(document: EventDocument) -> None:
    assert parse(dump(document)) == document
    assert recall(dump(document)) == document
    assert not list(check(document))


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('"tunis"', '"desk"', "line 3, event.slug: “desk” is an address of the program"),
        ('"tunis"', '"Tunis 1"', "line 3, event.slug: “Tunis 1” must be 2 to 40 lower-case"),
        ("ends = 2030-05-02", "ends = 2030-04-02", "line 5, event.ends: ends before it starts"),
        ('"Africa/Tunis"', '"Tunis"', "line 6, event.timezone: “Tunis” is not a time zone"),
        ('["ar", "fr"]', '["ar", "xx"]', "line 7, event.languages[1]: “xx” is not the code of a language"),
        ('["ar", "fr"]', "[]", "line 7, event.languages: is missing"),
        ('fr = "Rencontre"', "fr = 3", "line 8, event.title.fr: must be a text, in quotes"),
        ('{ ar = "لقاء", fr = "Rencontre" }', '"Rencontre"', "line 8, event.title: must say the text by"),
        ('key = "opening"', 'key = "main"', "line 15, sessions[0].key: “main” is an address"),
        ("day = 1", "day = 3", "line 16, sessions[0].day: day 3 is not a day of the event, which has 2"),
        ("day = 1", "day = true", "line 16, sessions[0].day: must be a whole number, without quotes"),
        ("day = 1\n", "", "line 14, sessions[0].day: is missing"),
        ("10:00:00", "08:00:00", "line 18, sessions[0].ends: ends before it starts"),
        ("10:00:00", '"10:00"', "line 18, sessions[0].ends: must be a time of day, without quotes"),
        ('room = "hall"', 'room = "attic"', "line 19, sessions[0].room: no room has the key “attic”"),
        ('room = "hall"', 'continues = "opening"', "line 19, sessions[0].continues: no other session"),
        ('room = "hall"', 'expected = ["mayor"]', "line 19, sessions[0].expected[0]: no category has"),
        ('room = "hall"', 'state = "gone"', "line 19, sessions[0].state: “gone” is not one of: planned"),
        ("2030-05-01", "2030-05-01T10:00:00", "line 4, event.starts: must be a date, without quotes"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_line_and_key(old: str, new: str, said: str) -> None:
    faults = faults_of(with_line(old, new))
    assert len(faults) == 1
    assert faults[0].startswith(said)


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    content = (
        with_line('"tunis"', '"p"').replace("day = 1", 'day = "one"').replace('"hall"\nname', '"Hall"\nname')
    )
    assert [line.split(":")[0] for line in faults_of(content)] == [
        "line 3, event.slug",
        "line 11, rooms[0].key",
        "line 16, sessions[0].day",
        "line 19, sessions[0].room",
    ]


def test_an_entry_that_is_there_twice_is_a_fault() -> None:
    again = SMALL + '\n[[rooms]]\nkey = "hall"\nname = { fr = "Autre" }\n'
    assert faults_of(again) == ["line 23, rooms[1].key: “hall” is there twice"]


def test_a_session_past_midnight_says_so() -> None:
    document = parse(with_line("10:00:00", "01:00:00\nends_next_day = true"))
    assert document.sessions[0].ends_next_day


def test_a_cancelled_session_stays_cancelled() -> None:
    document = parse(with_line('room = "hall"', 'state = "cancelled"'))
    assert document.sessions[0].state is SessionState.CANCELLED
    assert parse(dump(document)) == document


def test_a_text_missing_in_one_language_is_a_warning_only() -> None:
    document = parse(with_line(', fr = "Ouverture"', ""))
    assert [fault.say() for fault in missing_texts(document)] == ["sessions[0].title: fr missing"]


def test_broken_toml_names_its_line() -> None:
    assert faults_of(with_line("day = 1", "day == 1")) == [
        "line 16: the file cannot be read here: Invalid value"
    ]
    assert faults_of(SMALL + "\n[end")[0].startswith("line 22: the file cannot be read here: ")


def test_a_file_in_another_encoding_names_the_line() -> None:
    assert faults_of(SMALL.encode("cp1256")) == ["line 8: the file is not UTF-8 text"]
    assert faults_of(SMALL.encode("utf-16"))[0] == "line 1: the file is not UTF-8 text"
    assert faults_of("x = '\ud800'") == ["line 1: the file is not UTF-8 text"]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode()) == parse(SMALL)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "event = 3",
        "event = []",
        "[[event]]\nslug = 1",
        "sessions = 1\nrooms = 'x'\ncities = [1, [2], {}]\ncategories = {}",
        "x = " + "[" * 5000,
        "x = " + "[" * 40 + "]" * 40,
        "x = " + "{ a = " * 40 + "1" + "}" * 40,
        ".".join(["a"] * 50_000) + " = 1",
        "x = " + "9" * 10_000,
        "x = '" + "a" * 2_000_000 + "'",
        "event.starts = 9999-99-99",
        "[event]\nslug = '''\n\x01'''",
        '[event]\nslug = "\\u0000"\ntitle = { fr = "a\\u0000b" }',
        "\0\0\0",
    ],
)  # fmt: skip
def test_no_content_however_strange_does_more_than_be_refused(content: str) -> None:
    assert faults_of(content)


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=80), st.text(st.sampled_from("[]{}=.,\"'\n #a1-:"), max_size=60)))
def test_random_content_is_refused_or_read_but_never_crashes(content: str | bytes) -> None:
    with pytest.raises(EventFileFaults):
        parse(content)


@settings(max_examples=60)
@given(st.data())
def test_a_wrong_value_anywhere_is_refused_or_read_but_never_crashes(data: st.DataObject) -> None:
    lines = SMALL.splitlines()
    at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if " = " in line]))
    wrong = data.draw(
        st.sampled_from(["[]", "{}", "1", "-1", "1e400", "''", "true", "[[1], {}]", "{ a = { b = 1 } }"])
    )
    lines[at] = f"{lines[at].split(' = ')[0]} = {wrong}"
    lines_named = True
    try:
        parse("\n".join(lines))
    except EventFileFaults as refusal:
        lines_named = all(fault.line for fault in refusal.faults)
    assert lines_named


def test_a_moved_event_keeps_its_length_and_its_programme() -> None:
    document = parse(SMALL)
    moved = move(document, date(2031, 12, 31))
    assert (moved.event.starts, moved.event.ends) == (date(2031, 12, 31), date(2032, 1, 1))
    assert moved.sessions == document.sessions
    assert move(moved, document.event.starts) == document


@pytest.mark.parametrize(
    "start, today, expected",
    [
        (date(2024, 1, 28), date(2026, 11, 3), date(2027, 1, 28)),
        (date(2024, 1, 28), date(2027, 1, 28), date(2027, 1, 28)),
        (date(2024, 1, 28), date(2027, 1, 29), date(2028, 1, 28)),
        (date(2030, 1, 28), date(2026, 11, 3), date(2027, 1, 28)),
        (date(2024, 2, 29), date(2026, 11, 3), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 2, 28), date(2027, 2, 28)),
        (date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_the_next_time_is_the_same_day_and_month(start: date, today: date, expected: date) -> None:
    assert next_occurrence(move(parse(SMALL), start), today) == expected


def test_a_year_outside_all_calendars_is_a_fault() -> None:
    assert faults_of(with_line("2030-05-01", "0001-01-01")) == [
        "line 4, event.starts: must be from 1900-01-01 to 2199-12-31"
    ]


def test_nul_in_an_unknown_part_is_a_fault() -> None:
    assert faults_of(SMALL + '[[other]]\nnote = ["a\\u0000b"]\n') == [
        "line 21, other: contains a character that cannot be shown"
    ]


def test_a_cancelled_session_may_lie_outside_the_event() -> None:
    outside = with_line("day = 1", 'day = 9\nstate = "cancelled"')
    assert [session.day for session in parse(outside).sessions] == [9]
