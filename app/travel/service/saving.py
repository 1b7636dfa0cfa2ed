"""Writing travel and stay: one delegate's answers, and the hotels; one transaction each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit.rules import Act, changed
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Registration
from app.registration.rules import PassportFacts
from app.travel import queries, signals
from app.travel.models import Hotel, Travel
from app.travel.rules import Leg, Stay

TOLD = (
    "arrives_on", "arrives_time", "arrives_by", "arrives_number", "arrives_place", "departs_on", "departs_time",
    "departs_by", "departs_number", "departs_place", "stays_elsewhere", "room", "visa",
)  # fmt: skip
"""Columns whose values the journal tells."""


def save(registration_id: UUID, stay: Stay, passport: PassportFacts | None = None) -> Travel:
    """Replace what a delegate said of travel and stay; raises NotFound for nobody's registration.

    A passport is kept where one is given and a visa needed; where none is needed, what was kept of one goes.
    """
    with atomic() as session:
        query = select(Registration).where(Registration.id == registration_id).with_for_update()
        person = session.scalars(query).one_or_none()
        if person is None:
            raise NotFound
        travel = queries.find(registration_id)
        before = _said(travel)
        if travel is None:
            travel = Travel(registration_id=person.id, event_id=person.event_id, changed_at=clock.now())
            session.add(travel)
        _write(travel, stay)
        session.flush()
        session.expire(travel, ["hotel"])
        _tell(person, travel, before)
        _keep_passport(person, stay, passport)
        return travel


def _keep_passport(person: Registration, stay: Stay, passport: PassportFacts | None) -> None:
    held = registrations.find_passport(person.id)
    if stay.visa != "yes" and held is not None:
        registering.forget_passport(person.id)
    elif stay.visa == "yes" and passport is not None and passport != held:
        registering.keep_passport(person.id, passport)


def _write(travel: Travel, stay: Stay) -> None:
    for way, leg in (("arrives", stay.arrival), ("departs", stay.departure)):
        for part, value in zip(("on", "time", "by", "number", "place"), _parts(leg), strict=True):
            setattr(travel, f"{way}_{part}", value)
    travel.hotel_id, travel.stays_elsewhere, travel.room = stay.hotel_id, stay.elsewhere, stay.room
    travel.visa = stay.visa


def _parts(leg: Leg) -> tuple[object, ...]:
    return leg.day, leg.hour, leg.by, leg.number, leg.place


def _tell(person: Registration, travel: Travel, before: dict[str, Any]) -> None:
    old, new = changed(before, _said(travel))
    if not new:
        return
    travel.changed_at = clock.now()
    about = person.name_latin or person.name_ar
    record(
        Act("travel.changed", "registration", person.id, person.event_id, about=about, before=old, after=new)
    )
    signals.changed.send(registration_id=person.id, travel=travel)


def _said(travel: Travel | None) -> dict[str, Any]:
    if travel is None:
        return {**dict.fromkeys(TOLD, ""), "hotel": ""}
    said: dict[str, Any] = {name: str(getattr(travel, name) or "") for name in TOLD}
    said["hotel"] = travel.hotel.name.pick("en") if travel.hotel else ""
    return said


def save_hotel(
    event_id: UUID, hotel_id: UUID | None, name: Text, address: str, phone: str, rooms: int
) -> Hotel:
    """Add a hotel (None) or change one; raises NotFound."""
    with atomic() as session:
        if hotel_id is None:
            last = session.scalars(select(func.max(Hotel.position)).where(Hotel.event_id == event_id)).one()
            hotel = Hotel(event_id=event_id, position=(last or 0) + 1)
            session.add(hotel)
        else:
            hotel = queries.get_hotel(event_id, hotel_id)
        hotel.name, hotel.address, hotel.phone, hotel.rooms = name, address, phone, rooms
        session.flush()
        after = {"name": name.pick("en"), "rooms": rooms}
        record(Act("hotel.saved", "event", event_id, event_id, about=name.pick("en"), after=after))
        return hotel


def remove_hotel(event_id: UUID, hotel_id: UUID) -> None:
    """Take a hotel off the list; who stayed there keeps the rest of their answers. Raises NotFound."""
    with atomic():
        hotel = queries.get_hotel(event_id, hotel_id)
        record(Act("hotel.removed", "event", event_id, event_id, about=hotel.name.pick("en")))
        db.session.delete(hotel)
