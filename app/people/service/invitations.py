"""Inviting people to the team by a link that works once; the role is theirs when they accept."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_
from app.kernel.signing import digest, new_token, seal, unseal
from app.people import queries, rules, signals
from app.people.models import Invitation, User
from app.people.service.accounts import (
    NewSecret,
    UnknownRole,
    begin_sign_in,
    check_strength,
    find_or_make,
    give,
    hashed,
)


class AlreadyThere(Refusal):
    """Who is invited has this role."""

    code = "role-held"
    field = "email"
    message = N_("This person has this role here already.")


class NotYours(Refusal):
    """The invitation is for another address than the account that is signed in."""

    code = "invitation-of-another"
    status = 403
    message = N_("This invitation is for another address. Sign out, and open the link again.")


class PasswordNeeded(Refusal):
    """The address has an account: its password proves who follows the link."""

    code = "sign-in-first"
    status = 403
    message = N_("There is an account for this address. Sign in with it, and open the link again.")


def invite(email: str, role: str, event_id: UUID, name: str, language: str) -> Invitation:
    """Invite an address to a role at the event, by mail; an earlier invitation to the same role ends.

    Raises UnknownRole or AlreadyThere.
    """
    if role not in rules.ROLES:
        raise UnknownRole(role=role, roles=", ".join(rules.ROLES))
    address, now = email.strip().lower(), clock.now()
    with atomic() as session:
        user = queries.find_user(address)
        if user and any((one.event_id, one.role) == (event_id, role) for one in user.memberships):
            raise AlreadyThere
        earlier = Invitation.event_id == event_id, Invitation.email == address, Invitation.role == role
        open_ones = (*earlier, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
        session.execute(update(Invitation).where(*open_ones).values(revoked_at=now))
        token = new_token()
        made = Invitation(
            event_id=event_id, email=address, name=name.strip(), role=role, language=language,
            link_hash=digest(token), link_sealed=seal(token), invited_by=actor().name, created_at=now,
            expires_at=clock.instant(now + rules.INVITATION_LASTS),
        )  # fmt: skip
        session.add(made)
        session.flush()
        record(_act("user.invited", made))
        signals.invited.send(invitation=made)
        return made


def renew_invitation(event_id: UUID, invitation_id: UUID) -> Invitation:
    """Send an invitation again, with another link and its whole time; raises NotFound once it was accepted."""
    with atomic() as session:
        found = _locked(event_id, invitation_id)
        token, now = new_token(), clock.now()
        found.link_hash, found.link_sealed = digest(token), seal(token)
        found.expires_at = clock.instant(now + rules.INVITATION_LASTS)
        session.flush()
        record(_act("user.invited", found))
        signals.invited.send(invitation=found)
        return found


def revoke_invitation(event_id: UUID, invitation_id: UUID) -> None:
    """Take an invitation back: its link no longer works; raises NotFound once it was accepted."""
    with atomic():
        found = _locked(event_id, invitation_id)
        found.revoked_at = clock.now()
        record(_act("user.invitation-revoked", found))


def _locked(event_id: UUID, invitation_id: UUID) -> Invitation:
    query = select(Invitation).where(
        Invitation.id == invitation_id,
        Invitation.event_id == event_id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    found = db.session.scalars(query.with_for_update()).one_or_none()
    if found is None:
        raise NotFound
    return found


def link_of(invitation: Invitation) -> str:
    """The secret of an invitation's link, opened."""
    return unseal(invitation.link_sealed)


def accept(token: str, user_id: UUID) -> Invitation:
    """Take the role as the account that is signed in; raises NotFound or NotYours."""
    with atomic() as session:
        found = _open(token)
        user = session.get_one(User, user_id)
        if user.email != found.email:
            raise NotYours
        _take(found, user)
        return found


def accept_anew(token: str, password: str, browser: str = "") -> NewSecret:
    """Make the account that the invitation is for and sign it in; raises NotFound, PasswordNeeded or WeakPassword."""
    with atomic() as session:
        found = _open(token)
        user = queries.find_user(found.email)
        elsewhere = user is not None and any(one.event_id != found.event_id for one in user.memberships)
        if user is not None and (user.password_hash is not None or elsewhere):
            raise PasswordNeeded
        check_strength(password, found.email)
        user = find_or_make(found.email, found.name)
        user.password_hash = hashed(password)
        session.flush()
        _take(found, user)
        return begin_sign_in(user, browser)


def _open(token: str) -> Invitation:
    found = queries.find_invitation(token)
    if found is None:
        raise NotFound
    return found


def _take(invitation: Invitation, user: User) -> None:
    invitation.accepted_at = clock.now()
    record(_act("user.invitation-accepted", invitation))
    give(user, invitation.role, invitation.event_id)


def _act(action: str, invitation: Invitation) -> Act:
    return Act(
        action=action, subject_kind="invitation", subject_id=invitation.id, event_id=invitation.event_id,
        about=invitation.email, after={"role": invitation.role},
    )  # fmt: skip
