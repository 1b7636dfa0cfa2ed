"""Attendance for programs: a door counts, a person with the right sees who."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from app.kernel import clock
from app.people import service as accounts
from tests.attendance.conftest import Hall

ADDRESS = "/api/v1/events/meeting/attendance"


def ask(hall: Hall, token: str, query: str = "?session=plenary-1") -> TestResponse:
    answer: TestResponse = hall.door.client.get(ADDRESS + query, headers={"Authorization": f"Bearer {token}"})
    return answer


def user_token(hall: Hall, role: str) -> str:
    accounts.add_user(f"{role}@example.org", role, hall.event_id)
    return accounts.issue_token(f"{role}@example.org", hall.event_id).token


def test_a_door_sees_the_counts_and_nobody(hall: Hall) -> None:
    said = ask(hall, hall.door.token).get_json()
    as_of = clock.parse(said.pop("as_of"))
    assert said == {"session": "plenary-1", "expected": 3, "present": 2, "attended": 3}
    assert abs((clock.now() - as_of).total_seconds()) < 60


@pytest.mark.parametrize("role", ["auditor", "accreditation"])
def test_whoever_may_see_attendance_sees_the_people(hall: Hall, role: str) -> None:
    said = ask(hall, user_token(hall, role)).get_json()
    assert (said["expected"], said["present"], len(said["people"])) == (3, 2, 4)
    amina = said["people"][0]
    assert (amina["registration"], amina["name_latin"]) == (str(hall.people[0].id), "Amina Mint Salem")
    assert (amina["first_in"], amina["last_out"]) == (clock.stamp(hall.came), clock.stamp(hall.went))
    assert (amina["present"], amina["attended"], amina["expected"], amina["minutes"]) == (
        False,
        True,
        True,
        45,
    )
    assert "email" not in amina
    assert "phone" not in amina


def test_the_print_room_sees_nothing(hall: Hall) -> None:
    assert ask(hall, user_token(hall, "print")).status_code == 403


@pytest.mark.parametrize("query", ["", "?session=", "?session=cellar", "?session=dinner"])
def test_an_unknown_session_is_a_problem(hall: Hall, query: str) -> None:
    answer = ask(hall, hall.door.token, query)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
