"""Two registrations of one person become one: what each left behind stays and is found under the one that stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import update

from app.audit.rules import changed
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.registration import queries, rules, signals
from app.registration.models import Distinct, Registration
from app.registration.rules.duplicates import MERGEABLE, STRENGTH
from app.registration.rules.places import QuotaUsed
from app.registration.service.added import take_over
from app.registration.service.answers import said, veiled
from app.registration.service.moving import hold_all, hold_delegation, hold_event, journal, move
from app.registration.service.photos import inherit_photo
from app.registration.service.places import move_up, send_with


def merge(event_id: UUID, one_id: UUID, other_id: UUID, taken: Collection[str] = ()) -> Registration:
    """Merge two registrations; the one that stays has the stronger state, then came first, and is returned.

    `taken` names what it takes over from the other (keys of MERGEABLE, fields of added questions); what it did not
    say it takes over anyway, its photo too; travel and stay follow by the signal.
    Raises NotFound, NotFromHere where one was merged before, or QuotaUsed where its delegation is among `taken` and
    may send nobody more.
    """
    with atomic():
        event = hold_event(event_id)
        for delegation_id in sorted(
            {one.delegation_id for one in _found(one_id, other_id) if one.delegation_id}
        ):
            hold_delegation(delegation_id)
        both = hold_all(event_id, {one_id, other_id})
        if len(both) != 2:
            raise NotFound
        if any(one.merged_into_id for one in both):
            raise rules.NotFromHere(state=rules.WITHDRAWN)
        kept, gone = sorted(both, key=staying)
        _take_over(kept, gone, taken)
        gone.merged_into_id, gone.leads = kept.id, False
        move(gone, "merge", kept.name_latin or kept.name_ar)
        _join_theirs(kept, gone, wanted="delegation" in taken)
        earlier = update(Registration).where(Registration.merged_into_id == gone.id)
        db.session.execute(earlier.values(merged_into_id=kept.id))
        event.version += 1  # doors ask for everything anew: lines of the log belong to someone else now
        db.session.flush()
        signals.merged.send(registration=kept, other=gone)
        move_up(event_id)
        return kept


def staying(registration: Registration) -> tuple[int, clock.Instant, str]:
    """The key by which the first of two is the one that stays."""
    return STRENGTH.index(registration.state), registration.submitted_at, str(registration.id)


def _take_over(kept: Registration, gone: Registration, taken: Collection[str]) -> None:
    before = said(kept)
    for name, columns in MERGEABLE.items():
        if name == "delegation":  # has a number of places: once the other is gone
            continue
        empty = not any(getattr(kept, column) for column in columns)
        if name in taken or empty:
            for column in columns:
                setattr(kept, column, getattr(gone, column))
    db.session.flush()
    db.session.expire(kept, ["category", "city"])
    kept.search = queries.search_of(kept)
    added = take_over(kept, gone, taken)
    old, new = changed(before, said(kept))
    old, new = old | added[0], new | added[1]
    if inherit_photo(kept, gone):
        new["photo"] = "given"
    journal("registration.merged", kept, before=veiled(old, ""), after=veiled(new, "changed"))


def _join_theirs(kept: Registration, gone: Registration, *, wanted: bool) -> None:
    """Count the one that stays to the other's delegation, where that was wanted or it has none and a place is left."""
    if gone.delegation_id is None or (kept.delegation_id and not wanted):
        return
    try:
        send_with(kept, gone.delegation_id)
    except QuotaUsed:
        if wanted:
            raise


def _found(*ids: UUID) -> Sequence[Registration]:
    return [one for ident in ids if (one := db.session.get(Registration, ident)) is not None]


def set_apart(event_id: UUID, one_id: UUID, other_id: UUID) -> None:
    """Remember that two who look alike are two people; raises NotFound."""
    with atomic() as session:
        both = hold_all(event_id, {one_id, other_id})
        if len(both) != 2:
            raise NotFound
        first, second = sorted((one_id, other_id))
        if session.get(Distinct, (first, second)) is None:
            session.add(Distinct(first_id=first, second_id=second, at=clock.now(), by=guard.actor().id))
            for one in both:
                journal("registration.distinct", one)
