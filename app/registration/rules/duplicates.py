"""The same person twice, under two spellings or scripts: who is suspected, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from app.kernel.i18n import N_
from app.registration.rules.folding import words
from app.registration.rules.names import name_forms

REASONS: Mapping[str, str] = {
    "email": N_("same mail address"),
    "phone": N_("same phone"),
    "name-city": N_("names that sound alike, same city"),
    "name-country": N_("names that sound alike, same country"),
}
CROWD = 200
"""So many who share something are not compared with each other: it tells nobody apart."""


@dataclass(frozen=True)
class Candidate:
    """What tells one registration from another; `city` is the id of a known one, else as it was typed."""

    id: UUID
    name_ar: str
    name_latin: str
    email: str
    phone: str
    country: str
    city: str


@dataclass(frozen=True)
class Pair:
    """Two registrations that may be one person, the earlier id first, with the codes of REASONS."""

    first: UUID
    second: UUID
    reasons: tuple[str, ...]


def suspects(people: Sequence[Candidate], distinct: Iterable[tuple[UUID, UUID]] = ()) -> Sequence[Pair]:
    """The pairs that may be one person, the likeliest first, without those that were said to be two.

    A delegation may share one address or number, so these count for people with a word of their names in common.
    """
    said = {tuple(sorted(pair)) for pair in distinct}
    found: dict[tuple[UUID, UUID], set[str]] = defaultdict(set)
    for one, other in _sharing(people, _whole_names):
        found[one.id, other.id] |= set(_same_place(one, other))
    for reason, of in (("email", _email), ("phone", _phone)):
        for one, other in _sharing(people, of):
            if _words(one) & _words(other):
                found[one.id, other.id].add(reason)
    pairs = [
        Pair(first, second, tuple(sorted(reasons)))
        for (first, second), reasons in found.items()
        if reasons and (first, second) not in said
    ]
    return sorted(pairs, key=lambda pair: (-len(pair.reasons), pair.first, pair.second))


def _sharing(
    people: Iterable[Candidate], of: Callable[[Candidate], Iterable[str]]
) -> Iterator[tuple[Candidate, Candidate]]:
    """Each two who have something in common, the earlier id first."""
    groups: dict[str, dict[UUID, Candidate]] = defaultdict(dict)
    for one in people:
        for value in of(one):
            groups[value][one.id] = one
    for group in groups.values():
        if 1 < len(group) <= CROWD:
            yield from combinations(sorted(group.values(), key=lambda one: one.id), 2)


def _email(one: Candidate) -> set[str]:
    return {one.email} - {""}


def _phone(one: Candidate) -> set[str]:
    return {one.phone} - {""}


def _whole_names(one: Candidate) -> set[str]:
    return {*name_forms(one.name_ar), *name_forms(one.name_latin)}


def _words(one: Candidate) -> set[str]:
    return {word for form in _whole_names(one) for word in form.split()}


def _same_place(one: Candidate, other: Candidate) -> Iterator[str]:
    if one.city and words(one.city) == words(other.city):
        yield "name-city"
    elif one.country == other.country and max(len(form.split()) for form in _whole_names(one)) > 2:
        yield "name-country"


STRENGTH = ("approved", "submitted", "waiting", "invited", "refused", "withdrawn")
"""Of two registrations that are merged, the one whose state stands first here stays."""

MERGEABLE: Mapping[str, tuple[str, ...]] = {
    "name_ar": ("name_ar",),
    "name_latin": ("name_latin",),
    "honorific": ("honorific",),
    "function": ("function",),
    "city": ("country", "city_id", "city_typed"),
    "email": ("email",),
    "phone": ("phone",),
    "gender": ("gender",),
    "language": ("language",),
    "interpretation": ("interpretation",),
    "diet": ("diet",),
    "access": ("access_sealed",),
    "delegation": ("delegation_id",),
}
"""What may be taken over from the other registration, and the columns that go together."""
