"""Who works on an event: other roles, roles taken away, sign-ins ended by an owner."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, or_, select, update

from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.people import rules, signals
from app.people.models import Membership, SignIn, User
from app.people.service.accounts import NewSecret, UnknownRole, act_on, give, new_link


class LastOwner(Refusal):
    """Without an owner nobody could give roles any more."""

    code = "last-owner"
    message = N_("This is the last owner. Make someone else an owner first.")


class OfElsewhere(Refusal):
    """The account also works at other events, whose owners answer for it."""

    code = "works-elsewhere"
    status = 403
    message = N_("This account works at other events as well: its own page and its own owner can do this.")


def take_role(user_id: UUID, role: str, event_id: UUID) -> None:
    """Take a role at this event away; roles held at all events stay, they are not this event's to take.

    Raises NotFound, or LastOwner.
    """
    with atomic() as session:
        found = _membership(user_id, role, event_id)
        _keep_an_owner(found)
        user = found.user
        record(act_on("user.role-taken", user, event_id, before={"role": role}))
        session.delete(found)
        session.flush()
        session.expire(user, ["memberships"])
        signals.role_taken.send(user=user, event_id=event_id)


def change_role(user_id: UUID, role: str, other: str, event_id: UUID) -> None:
    """Give another role in place of one that is held at this event; raises NotFound, UnknownRole or LastOwner."""
    if other not in rules.ROLES:
        raise UnknownRole(role=other, roles=", ".join(rules.ROLES))
    with atomic() as session:
        found = _membership(user_id, role, event_id)
        if other == role:
            return
        _keep_an_owner(found)
        user = found.user
        record(act_on("user.role-taken", user, event_id, before={"role": role}))
        session.delete(found)
        session.flush()
        session.expire(user, ["memberships"])
        give(user, other, event_id)
        signals.role_taken.send(user=user, event_id=event_id)


def _membership(user_id: UUID, role: str, event_id: UUID) -> Membership:
    query = select(Membership).filter_by(user_id=user_id, role=role, event_id=event_id)
    found = db.session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def _keep_an_owner(leaving: Membership) -> None:
    """Raise LastOwner where no other owner of this event, or of all, would be left; they are locked meanwhile."""
    if leaving.role != "owner":
        return
    here = or_(Membership.event_id == leaving.event_id, Membership.event_id.is_(None))
    owners = select(Membership.id).where(here, Membership.role == "owner").order_by(Membership.id)
    if set(db.session.scalars(owners.with_for_update())) <= {leaving.id}:
        raise LastOwner


def end_sign_ins_of(user_id: UUID, event_id: UUID) -> int:
    """End every sign-in of someone with a role at this event, and how many that were; raises NotFound."""
    with atomic() as session:
        user = _of_team(user_id, event_id)
        running = SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
        number = session.scalars(select(func.count()).select_from(SignIn).where(*running)).one()
        session.execute(update(SignIn).where(*running).values(ended_at=clock.now()))
        if number:
            record(act_on("user.signed-out-by-owner", user, event_id))
        return number


def password_link(user_id: UUID, event_id: UUID) -> NewSecret:
    """A one-time link for a colleague who lost the password; raises NotFound or OfElsewhere.

    Whoever holds the link can take the account over, with all that it may do at other events.
    """
    with atomic():
        user = _of_team(user_id, event_id)
        if any(one.event_id != event_id for one in user.memberships):
            raise OfElsewhere
        record(act_on("user.link-made", user, event_id))
        return new_link(user_id)


def _of_team(user_id: UUID, event_id: UUID) -> User:
    """Someone whose role is this event's own; NotFound for others, and for those who work on all events."""
    user = db.session.get(User, user_id)
    if user is None or not any(one.event_id == event_id for one in user.memberships):
        raise NotFound
    return user
