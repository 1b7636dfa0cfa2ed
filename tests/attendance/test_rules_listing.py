"""Who stands on a list, in which order, and what is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.attendance.rules import Attendance, Mark, Row, by_name, rows
from app.checkin.rules import CheckpointFacts
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules.face import Face

NINE = Instant(datetime(2027, 1, 28, 9, tzinfo=UTC))


def face(number: int, latin: str = "", arabic: str = "", category: str = "mayor") -> Face:
    return Face(
        UUID(int=number), arabic, latin, "", "", Text(), "MR", category, Text(fr=category), "#000000"
    )  # fmt: skip


AMINA = face(1, "Amina", "أمينة")
BILAL = face(2, "bilal", "بلال")
PRESS = face(3, "Zeinab", "", "press")
IN = Mark(NINE, None, 60, True)
OUT = Mark(NINE, Instant(NINE + timedelta(hours=1)), 60)
MAYORS = CheckpointFacts("plenary", frozenset({"mayor"}))
EVERYONE = CheckpointFacts("main")
NEVER = Mark(None, NINE)  # a way out without a way in


def listed(found: tuple[Row, ...]) -> list[int]:
    return [row.face.registration.int for row in found]


def test_everyone_expected_is_listed_whether_they_came_or_not() -> None:
    found = rows([BILAL, AMINA, PRESS], MAYORS, {AMINA.registration: IN}, "fr")
    assert listed(found) == [1, 2]
    assert [(row.attended, row.present, row.minutes) for row in found] == [
        (True, True, 60),
        (False, False, 0),
    ]


def test_who_came_without_being_expected_is_listed_as_such() -> None:
    found = rows([AMINA, PRESS], MAYORS, {PRESS.registration: OUT}, "fr")
    assert [(row.face.category, row.expected, row.attended) for row in found] == [
        ("mayor", True, False), ("press", False, True),
    ]  # fmt: skip


def test_a_way_out_alone_is_no_attendance() -> None:
    assert rows([PRESS], MAYORS, {PRESS.registration: NEVER}, "fr") == ()
    assert not rows([AMINA], EVERYONE, {AMINA.registration: NEVER}, "fr")[0].attended


def test_without_categories_everyone_is_expected() -> None:
    assert all(row.expected for row in rows([AMINA, BILAL, PRESS], EVERYONE, {}, "fr"))


def test_a_list_follows_the_names_of_its_script_and_borrows_where_one_is_missing() -> None:
    assert listed(rows([BILAL, AMINA, PRESS], EVERYONE, {}, "fr")) == [1, 2, 3]
    only_arabic = face(4, "", "أحمد")
    assert by_name(only_arabic, "fr")[0] == "أحمد"
    assert by_name(PRESS, "ar")[0] == "zeinab"
    assert listed(rows([BILAL, AMINA, only_arabic], EVERYONE, {}, "ar")) == [4, 1, 2]


def test_namesakes_keep_one_order() -> None:
    twins = [face(9, "Amina"), face(8, "AMINA")]
    assert listed(rows(twins, EVERYONE, {}, "fr")) == listed(rows(twins[::-1], EVERYONE, {}, "fr")) == [8, 9]


def test_counts_are_of_the_expected_of_those_who_came_and_of_those_inside() -> None:
    seen = {AMINA.registration: IN, PRESS.registration: OUT}
    found = rows([AMINA, BILAL, PRESS], MAYORS, seen, "fr")
    one = Attendance("plenary-1", Text(), Text(), None, None, NINE, found)
    assert (one.expected, one.attended, one.present) == (2, 2, 1)


def test_nobody_makes_an_empty_list() -> None:
    one = Attendance("main", Text(), Text(), None, None, NINE, rows([], EVERYONE, {}, "ar"))
    assert (one.rows, one.expected, one.attended, one.present) == ((), 0, 0, 0)
