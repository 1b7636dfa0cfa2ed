"""The demo's delegations: one for each city that invented people come from, some answered, some still awaited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from app.delegations import queries
from app.delegations import service as delegations
from app.events import queries as events
from app.events.rules import City
from app.front.rules.demo import InventedDelegate
from app.kernel import clock
from app.kernel.i18n import Text
from app.registration.models import Delegation

SENT = frozenset({"mayor", "representative"})
"""Categories whose people a city sends; the others come for themselves."""

SPARE = 2
"""Places that each delegation still has."""

FOCAL = {"ar": "مصلحة التعاون", "fr": "Service de la coopération", "en": "Cooperation office"}


def make_delegations(event_id: UUID, invented: Sequence[InventedDelegate]) -> Mapping[tuple[str, str], UUID]:
    """A delegation for each city of the event with room for its invented people; ids by country and name of the city.

    What is there already stays, with more places where they are needed.
    """
    wanted = Counter(key(one.city) for one in invented if one.city and one.category in SENT)
    known = {one.delegation.city_id: one.delegation for one in queries.listing(event_id)}
    found = {}
    for city in events.cities(event_id):
        name = (city.country, city.name.pick("fr"))
        places = wanted[name] + SPARE
        held = known.get(city.id)
        if held is None:
            held = delegations.create(event_id, _facts(city.id, city.country, city.name, places))
            _invited(held, wanted[name])
        elif held.places is not None:
            held.places = max(held.places, places)
        found[name] = held.id
    return found


def key(city: City | None) -> tuple[str, str]:
    """How a city of the event file is told from others."""
    return (city.country, city.name.pick("fr")) if city else ("", "")


def _facts(city_id: UUID, country: str, name: Text, places: int) -> delegations.Facts:
    language = "ar" if country == "LY" else "fr"
    plain = "".join(letter for letter in name.pick("en").lower() if letter.isascii() and letter.isalnum())
    return delegations.Facts(
        city_id=city_id, country=country, places=places, focal_name=FOCAL[language],
        focal_email=f"cooperation@{plain or 'ville'}.example.org", language=language,
    )  # fmt: skip


def _invited(delegation: Delegation, people: int) -> None:
    """Every third of those who sent nobody yet was not written to, every third has opened the link."""
    now, third = clock.now(), delegation.position % 3
    if people or third:
        delegation.invited_at = clock.instant(now - timedelta(days=20))
    if people or third == 1:
        delegation.opened_at = clock.instant(now - timedelta(days=18))
    if people:
        delegation.answered_at = clock.instant(now - timedelta(days=15))
