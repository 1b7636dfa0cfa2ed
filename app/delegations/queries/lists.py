"""All delegations of an event at a glance: what each has used and who answered, in a constant number of statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.delegations.rules import Invitation, invitation
from app.kernel.db import db
from app.registration.models import Delegation, Registration
from app.registration.queries.room import COUNTED
from app.registration.rules import QuotaFacts


@dataclass(frozen=True)
class Line:
    """One delegation: places it may fill (None: no limit) and has used, people by state, its head if there is one."""

    delegation: Delegation
    invitation: Invitation
    places: int | None
    used: int
    states: Counter[str]
    head: Registration | None

    @property
    def free(self) -> int | None:
        """Places left; None without a limit."""
        return None if self.places is None else max(0, self.places - self.used)


def listing(event_id: UUID, wanted: str = "") -> Sequence[Line]:
    """The delegations in their order, all or those whose invitation stands at `wanted`: four statements."""
    shown = joinedload(Delegation.city), selectinload(Delegation.quotas)
    query = select(Delegation).where(Delegation.event_id == event_id).options(*shown)
    rows = db.session.scalars(query.order_by(Delegation.position, Delegation.id)).all()
    states, heads = _states(event_id), _heads(event_id)
    lines = [_line(one, states[one.id], heads.get(one.id)) for one in rows]
    return [line for line in lines if not wanted or line.invitation == wanted]


def _line(one: Delegation, states: Counter[str], head: Registration | None) -> Line:
    quota = QuotaFacts(one.places, {each.category_id: each.places for each in one.quotas})
    stands = invitation(one.invited_at, one.opened_at, one.answered_at, one.declined_at)
    return Line(one, stands, quota.total, sum(states[state] for state in COUNTED), states, head)


def _states(event_id: UUID) -> defaultdict[UUID, Counter[str]]:
    query = select(Registration.delegation_id, Registration.state, func.count()).where(
        Registration.event_id == event_id,
        Registration.delegation_id.is_not(None),
        Registration.merged_into_id.is_(None),
    )
    found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for delegation, state, number in db.session.execute(
        query.group_by(Registration.delegation_id, Registration.state)
    ):
        if delegation is not None:
            found[delegation][state] = number
    return found


def _heads(event_id: UUID) -> dict[UUID, Registration]:
    query = select(Registration).where(Registration.event_id == event_id, Registration.leads)
    return {one.delegation_id: one for one in db.session.scalars(query) if one.delegation_id}


def counts(event_id: UUID) -> Counter[str]:
    """How many invitations stand where: one statement."""
    query = select(
        Delegation.invited_at, Delegation.opened_at, Delegation.answered_at, Delegation.declined_at
    ).where(Delegation.event_id == event_id)
    return Counter(str(invitation(*row)) for row in db.session.execute(query))


def not_invited(event_id: UUID) -> Sequence[Delegation]:
    """Those to whom no invitation went yet and who have an address."""
    return [one for one in _addressed(event_id) if one.invited_at is None and one.answered_at is None]


def not_answered(event_id: UUID) -> Sequence[Delegation]:
    """Those who were invited and have not answered."""
    return [one for one in _addressed(event_id) if one.invited_at is not None and one.answered_at is None]


def _addressed(event_id: UUID) -> Sequence[Delegation]:
    query = select(Delegation).where(
        Delegation.event_id == event_id, Delegation.focal_email != "", Delegation.link_revoked_at.is_(None),
        Delegation.declined_at.is_(None),
    )  # fmt: skip
    return db.session.scalars(query.order_by(Delegation.position)).all()
