"""What a delegate says of travel and stay, as checked values; all faults at once, each at its field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from app.kernel.i18n import N_
from app.registration.rules.faults import MESSAGES, Checklist, Fault, Faulty, Wrong
from app.registration.rules.text import clean, limited

__all__ = ["MEANS", "VISA", "Fault", "Faulty", "Leg", "Stay", "check_stay", "needs_visa_question"]

MEANS: Mapping[str, str] = {
    "flight": N_("By air"),
    "train": N_("By train"),
    "road": N_("By road"),
    "sea": N_("By sea"),
}
VISA = ("yes", "no")
AROUND = timedelta(days=60)  # a journey further from the meeting than this is a slip of the finger
NUMBER = re.compile(r"[A-Z0-9]{1,4} ?[A-Z0-9-]{1,10}")
FAULTS: Mapping[str, str] = {
    **MESSAGES,
    "not-a-day": N_("Give a day, such as 2027-01-27."),
    "not-a-time": N_("Give a time of day, such as 14:30."),
    "far-day": N_("This day is far from the meeting. Is it right?"),
    "day-missing": N_("Give the day as well."),
    "before-arrival": N_("The departure lies before the arrival."),
    "not-a-flight": N_("A flight or train number has letters and digits, such as AH 4204."),
}
"""The words of all faults here, those of a registration among them."""


@dataclass(frozen=True)
class Leg:
    """Arrival or departure on the clocks of the venue; day and hour are None where they are not known yet."""

    day: date | None = None
    hour: time | None = None
    by: str = ""
    number: str = ""
    place: str = ""


@dataclass(frozen=True)
class Stay:
    """Everything that one delegate said; made by `check_stay` only."""

    arrival: Leg = Leg()
    departure: Leg = Leg()
    hotel_id: UUID | None = None
    elsewhere: str = ""
    room: str = ""
    visa: str = ""


def joined(first: Stay, second: Stay) -> Stay:
    """Both together: of journey, stay and visa each what the first says, else the second."""
    slept = first if first.hotel_id or first.elsewhere or first.room else second
    return Stay(
        arrival=first.arrival if first.arrival != Leg() else second.arrival,
        departure=first.departure if first.departure != Leg() else second.departure,
        hotel_id=slept.hotel_id,
        elsewhere=slept.elsewhere,
        room=slept.room,
        visa=first.visa or second.visa,
    )


def needs_visa_question(country: str, venue: str) -> bool:
    """Whether to ask at all: those who live where the meeting is held need no visa."""
    return bool(venue) and country != venue


def check_stay(
    raw: Mapping[str, str], *, days: tuple[date, date], hotels: Collection[UUID], asks_visa: bool
) -> Stay:
    """The stay that a form's fields make; `days` are the meeting's first and last. Raises Faulty (words in FAULTS)."""
    checks = Checklist()
    arrival, departure = (_leg(checks, raw, name, days) for name in ("arrives", "departs"))
    if _leaves_first(arrival, departure):
        checks.faults.append(Fault("departs_day", "before-arrival"))
    hotel_id, elsewhere, room, visa = None, "", "", ""
    with checks.at("hotel"):
        hotel_id = _hotel(raw.get("hotel", ""), hotels)
    with checks.at("elsewhere"):
        elsewhere = "" if hotel_id else limited(clean(raw.get("elsewhere", "")), 200)
    with checks.at("room"):
        room = limited(clean(raw.get("room", "")), 20) if hotel_id else ""
    with checks.at("visa"):
        visa = _choice(raw.get("visa", ""), VISA) if asks_visa else ""
    checks.settle()
    return Stay(arrival, departure, hotel_id, elsewhere, room, visa)


def _leaves_first(arrival: Leg, departure: Leg) -> bool:
    """True when the two cannot be in this order; an hour that is not known never comes too early or too late."""
    if arrival.day is None or departure.day is None:
        return False
    return (departure.day, departure.hour or time.max) < (arrival.day, arrival.hour or time.min)


def _leg(checks: Checklist, raw: Mapping[str, str], name: str, days: tuple[date, date]) -> Leg:
    by, number, place = "", "", ""
    day = hour = None
    with checks.at(f"{name}_day"):
        day = _day(raw.get(f"{name}_day", ""), days)
    with checks.at(f"{name}_time"):
        hour = _hour(raw.get(f"{name}_time", ""))
        if hour and not day and not raw.get(f"{name}_day", "").strip():
            raise Wrong("day-missing")
    with checks.at(f"{name}_by"):
        by = _choice(raw.get(f"{name}_by", ""), MEANS)
    with checks.at(f"{name}_number"):
        number = _number(raw.get(f"{name}_number", ""))
    with checks.at(f"{name}_place"):
        place = limited(clean(raw.get(f"{name}_place", "")), 200)
    return Leg(day, hour, by, number, place)


def _day(typed: str, days: tuple[date, date]) -> date | None:
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError as error:
        raise Wrong("not-a-day") from error
    if not days[0] - AROUND <= day <= days[1] + AROUND:
        raise Wrong("far-day")
    return day


def _hour(typed: str) -> time | None:
    if not typed.strip():
        return None
    try:
        return time.fromisoformat(typed.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as error:
        raise Wrong("not-a-time") from error


def _number(typed: str) -> str:
    number = " ".join(clean(typed).upper().split())
    if number and not NUMBER.fullmatch(number):
        raise Wrong("not-a-flight")
    return number


def _hotel(typed: str, hotels: Collection[UUID]) -> UUID | None:
    if not typed:
        return None
    found = next((one for one in hotels if str(one) == typed), None)
    if found is None:
        raise Wrong("unknown-choice")
    return found


def _choice(typed: str, known: Collection[str]) -> str:
    if typed and typed not in known:
        raise Wrong("unknown-choice")
    return typed
