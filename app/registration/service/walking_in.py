"""Somebody stands at the door whom nobody announced: admitted at once, put in order by the secretariat later."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.events.models import Event
from app.kernel import clock
from app.kernel.db import db
from app.registration import queries, rules
from app.registration.models import Registration
from app.registration.rules import Answers, Submission, search_key
from app.registration.rules.questions import KnownCategory, Questions
from app.registration.service.moving import hold_event, move
from app.registration.service.registering import blank, settle_in


@dataclass(frozen=True)
class Arriving:
    """What a door knows of somebody: at least one name, a city as typed, perhaps a country (two letters)."""

    name_ar: str
    name_latin: str
    city: str
    country: str
    category: KnownCategory


def take_walk_in(event_id: UUID, who: Arriving, scan_id: UUID, replaces: UUID | None) -> Registration:
    """Register somebody at the door, whatever places are left, in the place of an announced person if one is named.

    Inside atomic(), the event held or about to be; not approved yet. The place of who does not come goes over with
    delegation and rank; one who cannot be replaced (unknown, or not expected any more) is left alone.
    """
    event = hold_event(event_id)
    registration, _ = blank(event_id, _answers(event, who), scan_id, clock.now())
    old = _replaceable(event_id, replaces)
    if old is not None:
        registration.delegation_id, registration.leads, registration.rank = (
            old.delegation_id,
            old.leads,
            old.rank,
        )
        old.leads = False
        move(old, "replace", who.name_latin or who.name_ar)
    db.session.add(registration)
    settle_in(registration, Submission(_answers(event, who), ()), True, None, fresh=True)
    return registration


def admit_walk_in(registration: Registration) -> None:
    """Approve somebody who stands at the door already; inside atomic()."""
    move(registration, "approve")


def _replaceable(event_id: UUID, ident: UUID | None) -> Registration | None:
    old = db.session.get(Registration, ident) if ident else None
    if old is None or old.event_id != event_id or old.merged_into_id or old.erased_at:
        return None
    return old if rules.can("replace", old.state) else None


def _answers(event: Event, who: Arriving) -> Answers:
    asked = queries.questions(event.id, event.version)
    countries = [who.country] if who.country else _countries(asked, event.country)
    city = next((found for one in countries if (found := asked.find_city(who.city, one))), None)
    places = city.name.values() if city else (who.city,)
    return Answers(
        honorific="", name_ar=who.name_ar, name_latin=who.name_latin, function="", category=who.category.key,
        category_id=who.category.id, country=city.country if city else countries[0],
        city=who.city, city_id=city.id if city else None, city_typed="" if city else who.city,
        email="", phone="", gender="", interpretation="", diet="", access="", language=asked.languages[0],
        search=search_key(who.name_ar, who.name_latin, *places),
    )  # fmt: skip


def _countries(asked: Questions, own: str) -> list[str]:
    """Where a city without a country is looked for: the event's own country first."""
    return list(dict.fromkeys([own or "MR", *asked.network, *(one.country for one in asked.cities)]))
