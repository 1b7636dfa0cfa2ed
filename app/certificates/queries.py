"""Reading presence for certificates: one person's, and everybody's with who has one already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.attendance import queries as attendance
from app.attendance import rules as attending
from app.certificates.models import CertificateSettings
from app.certificates.rules import Presence, presence
from app.checkin import queries as checkin
from app.checkin.rules import LoggedScan
from app.kernel import clock
from app.kernel.db import db
from app.letters.models import Letter

KIND = "certificate"


def least(event_id: UUID) -> int:
    """How many half-days an event asks for; one where nobody said."""
    chosen = db.session.get(CertificateSettings, event_id)
    return chosen.least if chosen else 1


def presence_of(event_id: UUID, registration_id: UUID) -> Presence:
    """One person's presence, as the register of everybody has it, from their own lines alone."""
    places = attendance.places(event_id)
    scans: dict[str, list[LoggedScan]] = {}
    for line in checkin.logged(event_id, [registration_id], [*places, checkin.MAIN]):
        scans.setdefault(line.checkpoint, []).append(line)
    signed = [line for line in attendance.signatures(event_id) if line.who == registration_id]
    marks = attending.marks(places, scans, signed, attendance.rule_of(event_id), clock.now())
    own = {key: those[registration_id] for key, those in marks.items() if registration_id in those}
    return presence(places.values(), own)


@dataclass(frozen=True)
class Standing:
    """Where an event's certificates stand: who qualifies (id to name), who has a valid one, who was there for less."""

    halfdays: int
    least: int
    qualified: Mapping[UUID, str]
    certified: frozenset[UUID]
    short: int
    absent: int

    @property
    def waiting(self) -> Mapping[UUID, str]:
        """Those who qualify and have none yet."""
        return {who: name for who, name in self.qualified.items() if who not in self.certified}


def standing(event_id: UUID) -> Standing:
    """The certificates of an event; as many statements for 3,000 people as for three."""
    register, asked = attendance.register(event_id), least(event_id)
    by_person: dict[UUID, dict[str, attending.Mark]] = {who: {} for who in register.approved}
    for key, marks in register.marks.items():
        for who, mark in marks.items():
            if who in by_person:
                by_person[who][key] = mark
    found = {who: presence(register.places.values(), marks) for who, marks in by_person.items()}
    faces = sorted((register.people[who] for who in by_person), key=lambda one: attending.by_name(one, "fr"))
    return Standing(
        halfdays=len(register.halfdays()),
        least=asked,
        qualified={
            one.registration: one.name_latin or one.name_ar
            for one in faces
            if found[one.registration].qualifies(asked)
        },
        certified=_certified(event_id),
        short=sum(0 < one.attended < asked for one in found.values()),
        absent=sum(one.attended == 0 for one in found.values()),
    )


def _certified(event_id: UUID) -> frozenset[UUID]:
    valid = Letter.event_id == event_id, Letter.kind == KIND, Letter.withdrawn_at.is_(None)
    found = db.session.scalars(
        select(Letter.registration_id).where(*valid, Letter.registration_id.is_not(None))
    )
    return frozenset(who for who in found if who is not None)
