"""Reading travel and stay: one delegate's, and the lists for airport, hotels and kitchen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import defer, joinedload

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.registration.models import Registration
from app.registration.queries import access_needs
from app.travel.models import Hotel, Travel
from app.travel.rules import Leg, Stay, rooms_used

GOING = ("submitted", "approved")
"""States of those for whom rooms and cars are prepared."""

Way = Literal["arrives", "departs"]


@dataclass(frozen=True)
class Mover:
    """One row of an arrival or departure list; day and hour on the venue's clocks, hour '' where unknown."""

    person: Registration
    day: date | None
    hour: str
    by: str
    number: str
    place: str
    hotel: Hotel | None


@dataclass(frozen=True)
class Guests:
    """A hotel with those who stay there; `used` rooms of those that the secretariat holds."""

    hotel: Hotel
    rows: Sequence[tuple[Registration, Travel]]
    used: int


@dataclass(frozen=True)
class Need:
    """What one delegate eats and needs: for the eyes of those who prepare it."""

    person: Registration
    diet: str
    access: str


def find(registration_id: UUID) -> Travel | None:
    """What a delegate said, with the hotel; None where nothing yet."""
    query = select(Travel).where(Travel.registration_id == registration_id)
    return db.session.scalars(query.options(joinedload(Travel.hotel))).one_or_none()


def stay_of(travel: Travel | None) -> Stay:
    """The same as checked values, what nobody said left empty."""
    if travel is None:
        return Stay()
    return Stay(
        _leg(travel, "arrives"), _leg(travel, "departs"), travel.hotel_id, travel.stays_elsewhere, travel.room,
        travel.visa,
    )  # fmt: skip


def _leg(travel: Travel, way: Way) -> Leg:
    return Leg(*(getattr(travel, f"{way}_{part}") for part in ("on", "time", "by", "number", "place")))


def hotels(event_id: UUID) -> Sequence[Hotel]:
    """The event's hotels in their order."""
    return db.session.scalars(
        select(Hotel).where(Hotel.event_id == event_id).order_by(Hotel.position, Hotel.id)
    ).all()


def get_hotel(event_id: UUID, hotel_id: UUID) -> Hotel:
    """One hotel of the event; raises NotFound."""
    found = db.session.scalars(select(Hotel).where(Hotel.id == hotel_id, Hotel.event_id == event_id)).first()
    if found is None:
        raise NotFound
    return found


def movers(event_id: UUID, way: Way) -> Sequence[Mover]:
    """Everyone who said how or when they arrive (or depart), by moment: one statement."""
    found = (_mover(person, travel, way) for person, travel in _rows(event_id))
    return [one for one in found if one.day or one.by or one.number or one.place]


def silent(event_id: UUID) -> int:
    """How many of those who come have said nothing of their journey yet."""
    query = (
        select(Registration.id)
        .outerjoin(Travel, Travel.registration_id == Registration.id)
        .where(Registration.event_id == event_id, Registration.state == "approved")
        .where(Travel.arrives_on.is_(None))
    )
    return len(db.session.scalars(query).all())


def guests(event_id: UUID) -> Sequence[Guests]:
    """Each hotel with its guests by room: two statements."""
    staying: dict[UUID, list[tuple[Registration, Travel]]] = defaultdict(list)
    for person, travel in _rows(event_id):
        if travel.hotel_id:
            staying[travel.hotel_id].append((person, travel))
    return [
        Guests(
            one,
            sorted(staying[one.id], key=lambda pair: (pair[1].room == "", pair[1].room)),
            rooms_used(travel.room for _person, travel in staying[one.id]),
        )
        for one in hotels(event_id)
    ]


def needs(event_id: UUID) -> Sequence[Need]:
    """Meals and access of those who come and said something: one statement. Only for those who prepare them."""
    said = (Registration.diet != "") | Registration.access_sealed.is_not(None)
    query = _people(event_id).where(said)
    people = db.session.scalars(query.order_by(Registration.name_latin, Registration.id)).all()
    return [Need(one, one.diet, access_needs(one)) for one in people]


def _people(event_id: UUID) -> Select[Any]:
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    unseen = defer(Registration.link_sealed), defer(Registration.search)
    coming = Registration.event_id == event_id, Registration.state.in_(GOING)
    return select(Registration).options(*shown, *unseen).where(*coming)


def _rows(event_id: UUID) -> list[tuple[Registration, Travel]]:
    query = _people(event_id).join(Travel, Travel.registration_id == Registration.id).add_columns(Travel)
    query = query.options(joinedload(Travel.hotel))
    return [
        (person, travel) for person, travel in db.session.execute(query.order_by(Registration.name_latin))
    ]


def _mover(person: Registration, travel: Travel, way: Way) -> Mover:
    leg = _leg(travel, way)
    hour = f"{leg.hour:%H:%M}" if leg.hour else ""
    return Mover(person, leg.day, hour, leg.by, leg.number, leg.place, travel.hotel)
