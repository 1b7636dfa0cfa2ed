"""How many people a publication would write to, before anybody publishes it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select

from app.agenda.rules import Change, Tell, Version, changes
from app.calendar.queries.own import mine, stars_of_event
from app.calendar.rules import concerns, weighs
from app.events.models import Category
from app.kernel.db import db
from app.registration import rules as registrations
from app.registration.models import Registration


def reach(event_id: UUID, before: Version, after: Version) -> Mapping[Tell, int]:
    """How many mails go out by whom one tells, from one version to the next: as `service.tell` would queue them.

    Whoever has no star and no invitation of their own among what changes is like their category, and is not looked
    at one by one.
    """
    found = changes(before, after)
    touched = {one.after.uid for one in found}
    old, new = (tuple(one for one in sessions if one.uid in touched) for sessions in (before, after))
    starred = {person: uids & touched for person, uids in stars_of_event(event_id).items()}
    special = {person for person, uids in starred.items() if uids}
    special |= {person for one in (*old, *new) for person in one.named}
    likewise: dict[str, bool] = {}
    told = people = 0
    for person, category in _approved(event_id):
        people += 1
        if person in special:
            told += _concerned(found, old, new, category, person, starred.get(person, frozenset()))
            continue
        if category not in likewise:
            likewise[category] = _concerned(found, old, new, category, person, frozenset())
        told += likewise[category]
    everyone = people if any(weighs(one) for one in found) else told
    return {Tell.NOBODY: 0, Tell.CONCERNED: told, Tell.EVERYONE: everyone}


def _concerned(
    found: tuple[Change, ...], old: Version, new: Version, category: str, person: UUID, stars: frozenset[UUID]
) -> bool:
    was, is_now = ({one.uid for one in mine(sessions, category, person, stars)} for sessions in (old, new))
    return bool(concerns(found, was, is_now))


def _approved(event_id: UUID) -> list[tuple[UUID, str]]:
    """Those with an address, and their category's key."""
    query = (
        select(Registration.id, Category.key)
        .join(Category, Category.id == Registration.category_id)
        .where(Registration.event_id == event_id, Registration.state == registrations.APPROVED)
        .where(Registration.email != "")
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]
