"""Reading accounts, sign-ins and tokens."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import _
from app.kernel.signing import digest
from app.people import rules
from app.people.models import (
    ApiToken,
    CodeApp,
    Invitation,
    Membership,
    OneTimeLink,
    Passkey,
    RecoveryCode,
    SignIn,
    User,
)


def find_user(email: str) -> User | None:
    """The account of an address, however it is capitalised."""
    return db.session.scalars(select(User).where(User.email == email.strip().lower())).one_or_none()


def get_user(user_id: UUID) -> User:
    """An account with its roles; raises NotFound."""
    query = select(User).where(User.id == user_id).options(selectinload(User.memberships))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def users(ids: Collection[UUID]) -> Sequence[User]:
    """The accounts of these ids."""
    return db.session.scalars(select(User).where(User.id.in_(ids))).all() if ids else []


def find_sign_in(token: str) -> SignIn | None:
    """The running sign-in of a browser's cookie, with user and roles; None when ended or expired."""
    query = select(SignIn).where(
        SignIn.token_hash == digest(token), SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
    )
    loaded = query.options(joinedload(SignIn.user).selectinload(User.memberships))
    return db.session.scalars(loaded).one_or_none()


def find_link(token: str) -> OneTimeLink | None:
    """A one-time link that still works, with its user; locked, so that of two uses at once only one finds it."""
    query = select(OneTimeLink).where(
        OneTimeLink.token_hash == digest(token),
        OneTimeLink.used_at.is_(None),
        OneTimeLink.expires_at > clock.now(),
    )
    locked = query.options(joinedload(OneTimeLink.user, innerjoin=True)).with_for_update(of=OneTimeLink)
    return db.session.scalars(locked).one_or_none()


def find_api_token(token: str) -> ApiToken | None:
    """An API token that was not revoked, with user and roles."""
    query = select(ApiToken).where(ApiToken.token_hash == digest(token), ApiToken.revoked_at.is_(None))
    loaded = query.options(joinedload(ApiToken.user).selectinload(User.memberships))
    return db.session.scalars(loaded).one_or_none()


def sign_ins(user_id: UUID) -> Sequence[SignIn]:
    """The running sign-ins of a user, newest first."""
    query = select(SignIn).where(
        SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now()
    )
    return db.session.scalars(query.order_by(SignIn.created_at.desc())).all()


def team(event_id: UUID) -> Sequence[User]:
    """Everyone with a role at this event or at all of them, by address."""
    here = or_(Membership.event_id == event_id, Membership.event_id.is_(None))
    query = select(User).where(User.memberships.any(here)).options(selectinload(User.memberships))
    return db.session.scalars(query.order_by(User.email)).all()


def find_member(event_id: UUID, user_id: UUID) -> User | None:
    """Someone with a role at this event or at all of them, with their roles."""
    here = or_(Membership.event_id == event_id, Membership.event_id.is_(None))
    query = select(User).where(User.id == user_id, User.memberships.any(here))
    return db.session.scalars(query.options(selectinload(User.memberships))).one_or_none()


def find_invitation(token: str) -> Invitation | None:
    """An invitation that can still be accepted; locked, so that of two uses at once only one finds it."""
    query = select(Invitation).where(
        Invitation.link_hash == digest(token),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > clock.now(),
    )
    return db.session.scalars(query.with_for_update()).one_or_none()


def invitations(event_id: UUID) -> Sequence[Invitation]:
    """Invitations that nobody has accepted or taken back, expired ones included, newest first."""
    query = select(Invitation).where(
        Invitation.event_id == event_id, Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None)
    )
    return db.session.scalars(query.order_by(Invitation.created_at.desc(), Invitation.id)).all()


def api_tokens(event_id: UUID) -> Sequence[ApiToken]:
    """Working API tokens that reach this event, with their users, newest first."""
    query = select(ApiToken).where(_reaches(event_id), ApiToken.revoked_at.is_(None))
    query = query.options(joinedload(ApiToken.user))
    return db.session.scalars(query.order_by(ApiToken.created_at.desc())).all()


def api_token(event_id: UUID, token_id: UUID) -> ApiToken | None:
    """The API token, if it reaches this event."""
    return db.session.scalars(
        select(ApiToken).where(ApiToken.id == token_id, _reaches(event_id))
    ).one_or_none()


def _reaches(event_id: UUID) -> ColumnElement[bool]:
    """A token of this event, or one for all events of somebody who has a role at this one or at all."""
    works = or_(Membership.event_id == event_id, Membership.event_id.is_(None))
    everywhere = ApiToken.event_id.is_(None) & ApiToken.user.has(User.memberships.any(works))
    return or_(ApiToken.event_id == event_id, everywhere)


@dataclass(frozen=True)
class Factors:
    """What an account has beside its password, and whether a password alone lets it in."""

    owner: bool
    has_app: bool
    passkeys: int
    codes: int  # for recovery, unused

    @property
    def asked(self) -> bool:
        """True when a second step follows the password."""
        return rules.second_step(owner=self.owner, has_app=self.has_app, passkeys=self.passkeys)

    @property
    def any(self) -> bool:
        """True when there is a second factor."""
        return self.has_app or self.passkeys > 0


def factors(user: User) -> Factors:
    """The second factors of an account; three statements, four where its roles are not loaded."""
    has_app = db.session.get(CodeApp, user.id) is not None
    keys = select(func.count()).select_from(Passkey).where(Passkey.user_id == user.id)
    codes = select(func.count()).select_from(RecoveryCode)
    left = codes.where(RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None))
    owner = any(one.role == "owner" for one in user.memberships)
    return Factors(owner, has_app, db.session.scalar(keys) or 0, db.session.scalar(left) or 0)


def passkeys(user_id: UUID) -> Sequence[Passkey]:
    """The passkeys of an account, oldest first."""
    query = select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.created_at, Passkey.id)
    return db.session.scalars(query).all()


def is_new_browser(user_id: UUID, browser: str) -> bool:
    """True when the account signed in before, but never from a browser that says this of itself."""
    before = select(SignIn.id).where(SignIn.user_id == user_id)
    if db.session.scalars(before.limit(1)).first() is None:
        return False
    return db.session.scalars(before.where(SignIn.browser == browser).limit(1)).first() is None


def role_words(_event_id: UUID | None, _language: str) -> Mapping[str, str]:
    """What roles are called in the reader's language, by key."""
    return {key: _(name) for key, name in rules.ROLE_NAMES.items()}
