"""Attendance from the scans, on both databases."""

from __future__ import annotations

import pytest

from app.attendance import queries
from app.checkin import service as checkin
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration import service as registration
from tests.attendance.conftest import Hall, Morning, moment
from tests.checkin.conftest import ago, line
from tests.support.people import all_approved
from tests.support.statements import counting


def test_presence_comes_from_the_scans(hall: Hall) -> None:
    found = queries.of_session(hall.event_id, "plenary-1")
    assert (found.expected, found.attended, found.present) == (3, 3, 2)
    amina, bilal, khadija, press = (
        next(row for row in found.rows if row.face.registration == one.id)
        for one in (*hall.people, hall.press)
    )
    assert (amina.first_in, amina.last_out, amina.present) == (hall.came, hall.went, False)
    assert (bilal.first_in, bilal.last_out, bilal.present) == (hall.went, None, True)
    assert (khadija.first_in, khadija.expected) == (None, True)
    assert (press.attended, press.expected) == (True, False)
    assert (found.title["fr"], found.room["fr"]) == ("Plénière 1", "Salle")


def test_minutes_are_those_within_the_hours_as_everywhere(morning: Morning) -> None:
    morning.door.scan(line(morning.people[0], at=clock.stamp(moment(12)), direction="out"))
    listed = {row.face.registration: row for row in queries.of_session(morning.event_id, "opening").rows}
    register = queries.register(morning.event_id)
    for one in morning.people[:2]:
        mark = register.mark(one.id, "opening")
        assert (listed[one.id].minutes, listed[one.id].last_out) == (mark.minutes, mark.last_out)
        assert 0 < mark.minutes < 140  # not what was spent in the hall after the end


def test_the_entrance_expects_everyone(hall: Hall) -> None:
    found = queries.of_session(hall.event_id, "main")
    assert (found.expected, found.attended, found.starts) == (4, 1, None)


def test_lists_follow_the_names_of_their_language(hall: Hall) -> None:
    def names(language: str) -> list[str]:
        rows = queries.of_session(hall.event_id, "plenary-1", language).rows
        return [row.face.name_ar if language == "ar" else row.face.name_latin for row in rows]

    assert names("fr") == ["Amina Mint Salem", "Bilal Haddad", "Daouda Bah", "Khadija Mansouri"]
    assert names("ar") == ["أمينة بنت سالم", "بلال الحداد", "خديجة المنصوري", "داود باه"]


def test_who_withdraws_after_coming_stays_on_the_list(hall: Hall) -> None:
    registration.withdraw(hall.people[1].id)
    registration.withdraw(hall.people[2].id)
    found = queries.of_session(hall.event_id, "plenary-1")
    assert [row.face.name_latin for row in found.rows] == ["Amina Mint Salem", "Bilal Haddad", "Daouda Bah"]


def test_undone_and_held_scans_do_not_count(hall: Hall) -> None:
    wrong = line(hall.people[2], checkpoint="opening", at=ago(9))
    hall.door.scan(wrong)
    assert queries.of_session(hall.event_id, "opening").attended == 1
    hall.door.scan(line(hall.people[2], checkpoint="opening", corrects=wrong["id"], reason="Wrong one"))
    assert queries.of_session(hall.event_id, "opening").attended == 0
    checkin.revoke_pairing(hall.door.pairing, hall.event_id)
    hall.door.scan(line(hall.people[2], checkpoint="opening"))
    assert queries.of_session(hall.event_id, "opening").attended == 0


@pytest.mark.parametrize("key", ["cellar", "dinner", ""])
def test_where_no_attendance_is_taken_there_is_no_list(hall: Hall, key: str) -> None:
    with pytest.raises(NotFound):
        queries.of_session(hall.event_id, key)


def test_a_list_costs_the_same_for_any_number(hall: Hall) -> None:
    def cost() -> int:
        db.session.expire_all()
        with counting() as seen:
            queries.of_session(hall.event_id, "plenary-1")
        return len(seen)

    few = cost()
    hall.door.scan(*(line(one, checkpoint="plenary-1") for one in all_approved(hall.event_id, 12)))
    assert cost() == few
