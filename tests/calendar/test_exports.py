"""Calendar files, read back by programs that others wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
import vobject

from app.calendar.exports import Entry, Head, calendar
from app.calendar.rules import is_utc, nearest_colour, observances
from app.kernel.clock import Instant

AT = Instant(datetime(2027, 1, 28, 9, tzinfo=UTC))
HEAD = Head(
    name="الاجتماع السنوي", language="ar", zone="Europe/Paris", accent="#0b6b58", at=AT,
    source="https://example.org/meeting/calendar.ics",
)  # fmt: skip
LONG = "النتائج الأولى للاستشارة ومنهجية خارطة الطريق، بمشاركة المدن الأعضاء وشركائها في المنطقة المغاربية"


def entry(starts: datetime = AT, hours: float = 1) -> Entry:
    return Entry(
        uid=UUID(int=7), sequence=2, modified=AT, status="CONFIRMED", starts=Instant(starts),
        ends=Instant(starts + timedelta(hours=hours)), summary=LONG, location="القاعة، نواكشوط",
        description="محور أول\nمحور ثان; وفاصلة, هنا", url="https://example.org/meeting/agenda#one",
        categories=("جلسة عامة",),
    )  # fmt: skip


def event_of(data: bytes) -> icalendar.Event:
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return event


def test_a_file_says_everything_of_a_session() -> None:
    event = event_of(calendar(HEAD, [entry()]))
    assert event["UID"] == "00000000-0000-0000-0000-000000000007"
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CONFIRMED")
    assert event["SUMMARY"] == LONG
    assert event["SUMMARY"].params["LANGUAGE"] == "ar"
    assert event["DESCRIPTION"] == "محور أول\nمحور ثان; وفاصلة, هنا"
    assert event["LOCATION"] == "القاعة، نواكشوط"
    assert (event.DTSTAMP, event.LAST_MODIFIED) == (AT, AT)
    assert (AT, AT + timedelta(hours=1)) == (event.DTSTART, event.DTEND)


def test_a_calendar_names_itself_and_how_often_to_come_back() -> None:
    lines = calendar(HEAD, [entry()]).decode().split("\r\n")
    for line in (
        "NAME;LANGUAGE=ar:الاجتماع السنوي",
        "X-WR-CALNAME:الاجتماع السنوي",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "SOURCE;VALUE=URI:https://example.org/meeting/calendar.ics",
        "COLOR:teal",
    ):
        assert line in lines


def test_lines_are_short_and_cut_between_letters() -> None:
    data = calendar(HEAD, [entry()])
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # a letter that was cut in two would not decode


def test_the_same_facts_give_the_same_bytes() -> None:
    assert calendar(HEAD, [entry()]) == calendar(HEAD, [entry()])


def test_a_zone_that_is_utc_all_year_is_written_as_utc() -> None:
    data = calendar(replace(HEAD, zone="Africa/Nouakchott"), [entry()])
    assert b"DTSTART:20270128T090000Z" in data
    assert b"VTIMEZONE" not in data


def test_another_zone_is_carried_along() -> None:
    data = calendar(HEAD, [entry()])
    assert b"DTSTART;TZID=Europe/Paris:20270128T100000" in data
    assert data.count(b"BEGIN:VTIMEZONE") == 1


@pytest.mark.parametrize("zone", ["Europe/Paris", "Africa/Casablanca", "America/New_York", "Asia/Kathmandu"])
@pytest.mark.parametrize("day", ["2027-02-07T01:00Z", "2027-03-28T00:00Z", "2027-10-31T00:00Z"])
def test_an_independent_reader_finds_the_same_moments(zone: str, day: str) -> None:
    head = replace(HEAD, zone=zone)
    entries = [entry(datetime.fromisoformat(day) + timedelta(minutes=30 * step), 0.5) for step in range(8)]
    entries = [replace(one, uid=UUID(int=number)) for number, one in enumerate(entries)]
    vobject.icalendar.__dict__["__tzidMap"].clear()  # it would keep a zone of another test by its name
    read = vobject.readOne(calendar(head, entries).decode())
    found = {UUID(one.uid.value): one for one in read.vevent_list}
    for one in entries:
        assert found[one.uid].dtstart.value.astimezone(UTC) == one.starts
        assert found[one.uid].dtend.value.astimezone(UTC) == one.ends


def test_an_independent_reader_accepts_the_file() -> None:
    read = vobject.readOne(calendar(HEAD, [entry()]).decode())
    assert read.validate()
    assert read.vevent.summary.value == LONG


def test_an_hour_that_the_clocks_repeat_is_written_in_utc() -> None:
    second = datetime(2027, 10, 31, 1, 15, tzinfo=UTC)
    data = calendar(HEAD, [entry(second)])
    assert b"DTSTART:20271031T011500Z" in data
    assert second == event_of(data).DTSTART


def test_a_calendar_without_sessions_is_still_a_calendar() -> None:
    data = calendar(replace(HEAD, zone="Africa/Nouakchott"), [])
    assert vobject.readOne(data.decode()).validate()
    assert data.count(b"BEGIN:VTIMEZONE") == 1


def test_a_file_for_a_mail_says_who_publishes_it() -> None:
    data = calendar(
        replace(HEAD, method="PUBLISH", organiser="secretariat@example.org", source=""), [entry()]
    )
    assert b"METHOD:PUBLISH\r\n" in data
    assert "REFRESH-INTERVAL" not in data.decode()
    assert event_of(data)["ORGANIZER"] == "mailto:secretariat@example.org"


def test_changes_of_clocks_are_told_by_the_clock_before_them() -> None:
    year = observances("Europe/Paris", AT, AT)
    assert [(one.onset.isoformat(), one.name, one.daylight) for one in year] == [
        ("2027-01-01T01:00:00", "CET", False),
        ("2027-03-28T02:00:00", "CEST", True),
        ("2027-10-31T03:00:00", "CET", False),
    ]


@pytest.mark.parametrize(
    ("zone", "utc"),
    [("Africa/Nouakchott", True), ("UTC", True), ("Europe/London", False), ("Africa/Casablanca", False)],
)
def test_only_zones_without_offset_all_year_are_utc(zone: str, utc: bool) -> None:
    assert is_utc(observances(zone, AT, AT)) is utc


@pytest.mark.parametrize(
    ("accent", "name"), [("#0b6b58", "teal"), ("#ff0101", "red"), ("#b98a2f", "darkgoldenrod")]
)
def test_a_colour_is_told_by_its_nearest_name(accent: str, name: str) -> None:
    assert nearest_colour(accent) == name
