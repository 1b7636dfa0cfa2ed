"""The figures of an event: facts in, tables of counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from app.attendance.rules import Kind
from app.kernel import clock
from app.kernel.i18n import Text
from app.statistics.rules.facts import ELSEWHERE, GENDERS, Facts, Filter, Named, Person
from app.statistics.rules.tables import Row, Table, summed

QUARTER = 15
"""Minutes of one step of the curve of arrivals."""

MOST_HALFDAYS = 8
"""Columns of half-days beside one another; a longer meeting has them by themselves only."""

ROLES = ("speaker", "moderator", "rapporteur")


def narrowed(facts: Facts, wanted: Filter) -> Facts:
    """The same facts of those people only who are looked at."""
    if not wanted.narrows:
        return facts
    kept = {who for who, one in facts.people.items() if wanted.takes(one)}
    seen = facts.presence

    def own(sets: Mapping[str, frozenset[UUID]]) -> dict[str, frozenset[UUID]]:
        return {key: people & kept for key, people in sets.items()}

    presence = replace(
        seen, present=own(seen.present), inside=own(seen.inside), expected=own(seen.expected),
        arrivals={day: {who: at for who, at in come.items() if who in kept} for day, come in seen.arrivals.items()},
        arrived={who: at for who, at in seen.arrived.items() if who in kept},
    )  # fmt: skip
    people = {who: one for who, one in facts.people.items() if who in kept}
    return replace(facts, people=people, presence=presence, approved=facts.approved & kept)


def tables(facts: Facts, place: str = "") -> tuple[Table, ...]:
    """All figures in their order; those by group are about one place of record, or "" about the whole event."""
    return (
        overview(facts), halfdays(facts), sessions(facts), arrivals(facts), retention(facts),
        *(grouped(facts, key, place) for key in GROUPS), genders(facts), speakers(facts),
        delegations(facts), delegation_states(facts), quorums(facts),
    )  # fmt: skip


def overview(facts: Facts) -> Table:
    """How many registered, are approved, arrived, and are present at the half-day that began last."""
    begun = [place for place in facts.of_kind(Kind.HALFDAY) if place.opens <= facts.as_of]
    present = facts.presence.present[begun[-1].key] if begun else ()
    counts = {
        "registered": sum(one.registered for one in facts.people.values()), "approved": len(facts.approved),
        "arrived": len(facts.presence.arrived), "present": len(present),
    }  # fmt: skip
    return Table("overview", ("people",), tuple(Row(key, Text(), (count,)) for key, count in counts.items()))


def halfdays(facts: Facts) -> Table:
    """For each half-day what had come about by its end, and who was expected and present in it."""
    rows = []
    for place in facts.of_kind(Kind.HALFDAY):
        registered = sum(one.registered and one.submitted < place.closes for one in facts.people.values())
        approved = sum(
            one.approved and (one.decided or one.submitted) < place.closes for one in facts.people.values()
        )
        arrived = sum(_by(at, place.closes) for at in facts.presence.arrived.values())
        here = len(facts.presence.expected[place.key]), len(facts.presence.present[place.key])
        rows.append(Row(place.key, Text(), (registered, approved, arrived, *here)))
    return Table("halfdays", ("registered", "approved", "arrived", "expected", "present"), tuple(rows))


def _by(at: clock.Instant | None, end: clock.Instant) -> bool:
    """True for who had come by then; a signature alone tells no hour, and counts from the start."""
    return at is None or at < end


def sessions(facts: Facts) -> Table:
    """For each session who was expected, was present by the event's rule, and is inside by the scans."""
    seen = facts.presence
    rows = tuple(
        Row(
            one.key,
            one.title,
            tuple(len(sets[one.key]) for sets in (seen.expected, seen.present, seen.inside)),
        )
        for one in facts.of_kind(Kind.SESSION)
    )
    return Table("sessions", ("expected", "present", "inside"), rows)


def arrivals(facts: Facts) -> Table:
    """How many came for the first time that day in each quarter of an hour, by the clocks of the event."""
    rows = []
    for day, come in sorted(facts.presence.arrivals.items()):
        counts = Counter(_quarter(at, facts.zone) for at in come.values())
        rows += [Row(f"{day} {key}", Text(), (counts[key],)) for key in sorted(counts)]
    return Table("arrivals", ("arrived",), tuple(rows), summed(rows))


def _quarter(at: clock.Instant, zone: str) -> str:
    """The end of the quarter of an hour: by 09:15 had come whoever came before it."""
    hour = clock.local(at, zone)
    end = hour.replace(minute=hour.minute // QUARTER * QUARTER, second=0, microsecond=0)
    minutes = end.hour * 60 + end.minute + QUARTER
    return f"{minutes // 60:02}:{minutes % 60:02}"


def retention(facts: Facts) -> Table:
    """From each day to the next: who was present on it, of these who came again, who did not, and who was new."""
    days = {one.day: facts.presence.present[one.key] for one in facts.of_kind(Kind.DAY)}
    rows = []
    for before, after in zip(sorted(days), sorted(days)[1:], strict=False):
        here, there = days[before], days[after]
        cells = len(here), len(here & there), len(here - there), len(there - here)
        rows.append(Row(f"{before} {after}", Text(), cells))
    return Table(
        "retention", ("before", "again", "lost", "new"), tuple(rows), parts=("again", "lost"), whole="before"
    )


GROUPS: Mapping[str, Callable[[Person], str]] = {
    "categories": lambda one: one.category,
    "countries": lambda one: one.country,
    "cities": lambda one: one.city,
}


def grouped(facts: Facts, group: str, place: str = "") -> Table:
    """Counts by category, country or city: of the whole event by half-day, or at one place."""
    sets = _measures(facts, place)
    own = GROUPS[group]
    counted = {
        key: Counter(own(facts.people[who]) for who in people if who in facts.people) for key, people in sets.items()
    }  # fmt: skip
    first = next(iter(counted.values()))
    known = _known(facts, group, first.keys() | {key for one in counted.values() for key in one})
    rows = tuple(Row(one.key, one.name, tuple(count[one.key] for count in counted.values())) for one in known)
    return Table(group, tuple(sets), rows, summed(rows) or tuple(0 for _ in sets))


def _measures(facts: Facts, place: str) -> dict[str, Iterable[UUID]]:
    """What is counted, by column."""
    seen = facts.presence
    if place:
        found: dict[str, Iterable[UUID]] = {"expected": seen.expected[place], "present": seen.present[place]}
        return found | ({"inside": seen.inside[place]} if facts.places[place].kind is Kind.SESSION else {})
    halves = facts.of_kind(Kind.HALFDAY)
    by_half = {one.key: seen.present[one.key] for one in halves} if len(halves) <= MOST_HALFDAYS else {}
    return {"approved": facts.approved, "arrived": seen.arrived, **by_half}


def _known(facts: Facts, group: str, there: Iterable[str]) -> Sequence[Named]:
    """The rows of a group in their order, those where somebody is."""
    found = set(there)
    if group == "countries":
        return [Named(key, Text()) for key in sorted(found)]
    listed = facts.categories if group == "categories" else (*facts.cities, Named(ELSEWHERE, Text()))
    return [one for one in listed if one.key in found]


def genders(facts: Facts) -> Table:
    """Women, men, other, not declared: of each step and at each place, the whole first."""
    seen = facts.presence
    registered = [who for who, one in facts.people.items() if one.registered]
    sets: dict[str, Iterable[UUID]] = {
        "registered": registered, "approved": facts.approved, "arrived": seen.arrived,
    }  # fmt: skip
    kinds = (Kind.HALFDAY, Kind.SESSION)
    places = [place for kind in kinds for place in facts.of_kind(kind)]
    rows = [
        Row(key, Text(), _split(facts.people[who].gender for who in people)) for key, people in sets.items()
    ]
    rows += [
        Row(one.key, one.title, _split(facts.people[who].gender for who in seen.present[one.key])) for one in places
    ]  # fmt: skip
    return Table("genders", ("all", *GENDERS), tuple(rows), parts=GENDERS, whole="all")


def speakers(facts: Facts) -> Table:
    """Women, men, other, not declared among those who speak, moderate and report, each counted once a role."""
    rows = []
    for role in ROLES:
        people = {who: gender for one, who, gender in facts.roles if one == role}
        rows.append(Row(role, Text(), _split(people.values())))
    return Table("speakers", ("all", *GENDERS), tuple(rows), parts=GENDERS, whole="all")


def _split(genders: Iterable[str]) -> tuple[int, ...]:
    counts = Counter(genders)
    return counts.total(), *(counts[one] for one in GENDERS)


def delegations(facts: Facts) -> Table:
    """For each delegation its places (where somebody said how many), who is approved and who arrived."""
    rows = tuple(
        Row(one.key, one.name, (one.places, approved, arrived))
        for one, approved, arrived in _sent(facts)
    )  # fmt: skip
    return Table("delegations", ("places", "approved", "arrived"), rows)


def delegation_states(facts: Facts) -> Table:
    """How many delegations are complete (all approved have arrived), there in part, not there, without anybody."""
    counts = Counter(_standing(approved, arrived) for _, approved, arrived in _sent(facts))
    rows = tuple(Row(key, Text(), (counts[key],)) for key in ("complete", "part", "absent", "empty"))
    return Table("delegation-states", ("delegations",), rows, summed(rows), hides=False)


def _sent(facts: Facts) -> list[tuple[Named, int, int]]:
    approved = Counter(facts.people[who].delegation for who in facts.approved)
    arrived = Counter(facts.people[who].delegation for who in facts.approved if who in facts.presence.arrived)
    return [(one, approved[one.key], arrived[one.key]) for one in facts.delegations]


def _standing(approved: int, arrived: int) -> str:
    if not approved:
        return "empty"
    return "complete" if arrived == approved else "part" if arrived else "absent"


def quorums(facts: Facts) -> Table:
    """For each deciding session: member cities, how many are needed, how many are there."""
    rows = tuple(
        Row(one.session, one.title, (one.members, one.needed, len(one.cities))) for one in facts.quorums
    )
    return Table("quorum", ("members", "needed", "cities"), rows, hides=False)
