"""Who agreed to which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from app.events.models import Consent, ConsentVersion
from app.kernel.clock import Instant
from app.kernel.db import db
from app.kernel.i18n import Text
from app.registration.models import ConsentAnswer, Registration

PAGE = 100


@dataclass(frozen=True)
class Version:
    """Words of a consent since a moment, and how many said yes or no to them."""

    number: int
    text: Text
    since: Instant
    agreed: int
    declined: int


@dataclass(frozen=True)
class Asked:
    """A consent with all versions of its words, the newest first."""

    consent: Consent
    versions: Sequence[Version]


def asked(event_id: UUID) -> Sequence[Asked]:
    """The event's consents in their order with versions and counts: three statements."""
    mine = Registration.id == ConsentAnswer.registration_id, Registration.event_id == event_id
    counted = (
        select(ConsentAnswer.key, ConsentAnswer.version, ConsentAnswer.given, func.count())
        .where(*mine)
        .group_by(ConsentAnswer.key, ConsentAnswer.version, ConsentAnswer.given)
    )
    counts = {(key, version, given): count for key, version, given, count in db.session.execute(counted)}
    kept = select(ConsentVersion).where(ConsentVersion.event_id == event_id)
    versions: dict[str, list[Version]] = {}
    for one in db.session.scalars(kept.order_by(ConsentVersion.number.desc())):
        yes, no = (counts.get((one.key, one.number, given), 0) for given in (True, False))
        versions.setdefault(one.key, []).append(Version(one.number, one.text, one.since, yes, no))
    found = select(Consent).where(Consent.event_id == event_id).order_by(Consent.position)
    return [Asked(one, versions.get(one.key, [])) for one in db.session.scalars(found)]


@dataclass(frozen=True)
class Agreed:
    """One person's answer: to which words, in which language, when."""

    registration_id: UUID
    name_ar: str
    name_latin: str
    given: bool
    version: int
    words: str
    language: str
    at: Instant


def answers(event_id: UUID, key: str, after: int = 0) -> Sequence[Agreed]:
    """Who answered a consent and how, newest first, a page and one more; one statement."""
    query = (
        select(
            Registration.id, Registration.name_ar, Registration.name_latin, ConsentAnswer.given,
            ConsentAnswer.version, ConsentAnswer.words, ConsentAnswer.language, ConsentAnswer.at,
        )
        .join(Registration, Registration.id == ConsentAnswer.registration_id)
        .where(Registration.event_id == event_id, ConsentAnswer.key == key)
        .order_by(ConsentAnswer.at.desc(), Registration.id)
    )  # fmt: skip
    return [Agreed(*row) for row in db.session.execute(query.offset(after).limit(PAGE + 1))]
