"""What a delegate says of travel: every fault at its field, and lists grouped as the airport needs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

import pytest

from app.travel.rules import by_day_and_means, check_stay, needs_visa_question, rooms_used
from app.travel.rules.answers import FAULTS, Faulty

DAYS = (date(2027, 1, 28), date(2027, 1, 29))
HOTEL = UUID("018f0000-0000-7000-8000-000000000001")


def stay(asks_visa: bool = True, **raw: str) -> object:
    """What the fields make."""
    return check_stay(raw, days=DAYS, hotels=[HOTEL], asks_visa=asks_visa)


def faults(**raw: str) -> set[tuple[str, str]]:
    """Field and code of everything that is wrong."""
    with pytest.raises(Faulty) as caught:
        stay(**raw)
    return {(fault.field, fault.code) for fault in caught.value.faults}


def test_nothing_said_is_nothing_wrong() -> None:
    assert stay() == check_stay({}, days=DAYS, hotels=[], asks_visa=False)


def test_a_journey_is_kept_as_the_ticket_prints_it() -> None:
    said = check_stay(
        {"arrives_day": "2027-01-27", "arrives_time": "00:05", "arrives_by": "flight", "arrives_number": " ah  4204",
         "hotel": str(HOTEL), "room": "12", "elsewhere": "not kept", "visa": "yes"},
        days=DAYS, hotels=[HOTEL], asks_visa=True,
    )  # fmt: skip
    assert (said.arrival.day, said.arrival.hour, said.arrival.number) == (
        date(2027, 1, 27),
        time(0, 5),
        "AH 4204",
    )
    assert (said.hotel_id, said.room, said.elsewhere, said.visa) == (HOTEL, "12", "", "yes")


def test_every_fault_stands_at_its_field() -> None:
    found = faults(
        arrives_day="tomorrow", arrives_time="25:00", arrives_by="camel", arrives_number="!!", departs_day="2037-01-01",
        departs_time="12:00", hotel="elsewhere", visa="perhaps", elsewhere="x" * 201,
    )  # fmt: skip
    assert found == {
        ("arrives_day", "not-a-day"), ("arrives_time", "not-a-time"), ("arrives_by", "unknown-choice"),
        ("arrives_number", "not-a-flight"), ("departs_day", "far-day"), ("hotel", "unknown-choice"),
        ("visa", "unknown-choice"), ("elsewhere", "too-long"),
    }  # fmt: skip
    assert {code for _field, code in found} <= set(FAULTS)


def test_an_hour_needs_its_day_and_a_departure_comes_after_the_arrival() -> None:
    assert faults(arrives_time="10:00") == {("arrives_time", "day-missing")}
    wrong = {"arrives_day": "2027-01-28", "arrives_time": "10:00", "departs_day": "2027-01-28"}
    assert faults(**wrong, departs_time="09:59") == {("departs_day", "before-arrival")}
    assert stay(**wrong)


def test_those_who_live_there_are_not_asked_about_a_visa() -> None:
    assert needs_visa_question("TN", "MR")
    assert not needs_visa_question("MR", "MR")
    assert not needs_visa_question("TN", "")
    assert stay(asks_visa=False, visa="yes").visa == ""  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    """One who moves."""

    day: date | None
    hour: str
    by: str
    number: str


def test_those_of_one_flight_stand_together_and_the_unknown_come_last() -> None:
    rows = [
        Row(None, "", "road", ""), Row(DAYS[0], "14:00", "flight", "TU 1"), Row(DAYS[0], "09:00", "flight", "AH 4"),
        Row(DAYS[0], "09:10", "flight", "AH 4"), Row(DAYS[1], "08:00", "flight", "AH 4"),
    ]  # fmt: skip
    groups = by_day_and_means(rows)
    assert [(one.day, one.number, len(one.rows)) for one in groups] == [
        (DAYS[0], "AH 4", 2), (DAYS[0], "TU 1", 1), (DAYS[1], "AH 4", 1), (None, "", 1),
    ]  # fmt: skip


def test_a_room_that_two_share_is_one_room() -> None:
    assert rooms_used(["12", "12", "A3", "a3", "", ""]) == 4
    assert rooms_used([]) == 0
