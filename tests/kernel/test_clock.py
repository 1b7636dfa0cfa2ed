"""Moments are UTC and never naive; local hours belong to a zone, also where clocks are moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from app.kernel import clock

NAIVE = datetime(2027, 1, 28, 9)  # noqa: DTZ001 - what is refused


def test_now_is_aware_and_in_utc() -> None:
    assert clock.now().tzinfo is UTC
    assert clock.now() <= clock.now()


def test_a_naive_datetime_is_no_moment() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        clock.instant(NAIVE)


def test_a_moment_is_kept_in_utc_whatever_its_zone() -> None:
    there = datetime(2027, 1, 28, 10, tzinfo=timezone(timedelta(hours=1)))
    assert clock.instant(there) == there
    assert clock.instant(there).tzinfo is UTC


HOURS = {
    "Africa/Nouakchott": "2027-01-28T09:00:00.000Z",
    "Africa/Tunis": "2027-01-28T08:00:00.000Z",
    "Africa/Casablanca": "2027-01-28T08:00:00.000Z",
    "Africa/Tripoli": "2027-01-28T07:00:00.000Z",
}


@pytest.mark.parametrize("zone", HOURS)
def test_nine_oclock_is_another_moment_in_each_zone(zone: str) -> None:
    moment = clock.at(date(2027, 1, 28), time(9), zone)
    assert clock.stamp(moment) == HOURS[zone]
    assert clock.local(moment, zone).hour == 9


def test_an_hour_that_comes_twice_is_the_first_of_them() -> None:
    assert (
        clock.stamp(clock.at(date(2027, 10, 31), time(2, 30), "Europe/Paris")) == "2027-10-31T00:30:00.000Z"
    )


def test_an_hour_that_clocks_skip_is_the_one_after_the_gap() -> None:
    moment = clock.at(date(2027, 3, 28), time(2, 30), "Europe/Paris")
    assert clock.local(moment, "Europe/Paris").time() == time(3, 30)


@pytest.mark.parametrize(
    "text", ["2027-01-28T13:58:07.120Z", "2027-01-28T14:58:07.120+01:00", "2027-01-28T08:58:07.120-05:00"]
)
def test_moments_are_read_with_their_offset(text: str) -> None:
    assert clock.stamp(clock.parse(text)) == "2027-01-28T13:58:07.120Z"


@pytest.mark.parametrize(
    "text", ["", "2027-01-28", "2027-01-28T13:58:07", "13:58Z", "yesterday", "2027-02-30T00:00Z"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        clock.parse(text)


def test_a_stamp_has_milliseconds_and_can_be_read_back() -> None:
    moment = clock.instant(datetime(2027, 1, 28, 13, 58, 7, 999999, tzinfo=UTC))
    assert clock.stamp(moment) == "2027-01-28T13:58:07.999Z"
    assert clock.parse(clock.stamp(moment)) == moment.replace(microsecond=999000)
