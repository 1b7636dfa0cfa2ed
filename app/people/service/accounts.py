"""Accounts: adding people, one-time links, passwords, sign-ins and API tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.audit.rules import Act
from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_, current_language
from app.kernel.signing import digest, new_token
from app.people import queries, rules, signals
from app.people.models import ApiToken, Membership, OneTimeLink, SignIn, User


class UnknownRole(Refusal):
    """A role that does not exist."""

    code = "unknown-role"
    message = N_("There is no role %(role)s. Choose one of: %(roles)s.")


class WrongPassword(Refusal):
    """Address and password do not belong together; never says which of them is wrong."""

    code = "wrong-password"
    status = 401
    message = N_("Address and password do not match.")


class WeakPassword(Refusal):
    """A password that could be guessed."""

    code = "weak-password"
    field = "password"
    message = N_("Choose at least %(length)s characters, not all alike and not your address.")


@dataclass(frozen=True)
class NewSecret:
    """A secret in clear, seen this once, and what it belongs to."""

    token: str
    user_id: UUID


def add_user(email: str, role: str, event_id: UUID | None = None, name: str = "") -> NewSecret:
    """Give a role to an address (a new account if needed) and make a one-time link; again = a new link."""
    if role not in rules.ROLES:
        raise UnknownRole(role=role, roles=", ".join(rules.ROLES))
    with atomic():
        user = find_or_make(email.strip().lower(), name)
        give(user, role, event_id)
        return NewSecret(_new_link(user), user.id)


def give(user: User, role: str, event_id: UUID | None) -> None:
    """Give a role in the transaction under way, unless it is held already."""
    held = {(one.event_id, one.role) for one in user.memberships}
    if (event_id, role) not in held:
        user.memberships.append(Membership(event_id=event_id, role=role))
        db.session.flush()
        record(act_on("user.role-given", user, event_id, after={"role": role}))


def bring_along(user_id: UUID, event_id: UUID, copy_id: UUID) -> None:
    """Give somebody the roles at a copied event that they have at the one it was made of; inside atomic()."""
    user = db.session.get_one(User, user_id)
    for role in [one.role for one in user.memberships if one.event_id == event_id]:
        give(user, role, copy_id)


def find_or_make(email: str, name: str) -> User:
    """The account of an address, made in the transaction under way if there is none."""
    user = queries.find_user(email)
    if user is not None:
        return user
    user = User(email=email, name=name, created_at=clock.now(), memberships=[])
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:  # added by someone else just now
        return db.session.scalars(select(User).where(User.email == email)).one()
    return user


def _new_link(user: User) -> str:
    token, now = new_token(), clock.now()
    working = OneTimeLink.user_id == user.id, OneTimeLink.used_at.is_(None)
    db.session.execute(
        update(OneTimeLink).where(*working).values(used_at=now)
    )  # a new link ends the old ones
    db.session.add(
        OneTimeLink(
            user_id=user.id, token_hash=digest(token), expires_at=clock.instant(now + rules.LINK_LASTS)
        )
    )
    db.session.flush()
    return token


def ask_for_link(email: str) -> None:
    """Send a way back in, if the address has an account; the caller learns nothing either way."""
    with atomic():
        user = queries.find_user(email)
        if user is not None:
            signals.password_link_wanted.send(user=user)


def new_link(user_id: UUID) -> NewSecret:
    """A one-time link for an account; ends those made before. Raises NotFound."""
    with atomic() as session:
        user = session.get(User, user_id)
        if user is None:
            raise NotFound
        return NewSecret(_new_link(user), user.id)


def set_password(token: str, password: str, browser: str = "") -> NewSecret:
    """Use a one-time link: set the password, end all sign-ins, sign in here; NotFound or WeakPassword."""
    with atomic() as session:
        link = queries.find_link(token)
        if link is None:
            raise NotFound
        check_strength(password, link.user.email)
        link.used_at = clock.now()
        link.user.password_hash = hashed(password)
        running = SignIn.user_id == link.user_id, SignIn.ended_at.is_(None)
        session.execute(update(SignIn).where(*running).values(ended_at=clock.now()))
        record(act_on("user.password-set", link.user))
        return _enter(link.user, browser)


def sign_in(email: str, password: str, browser: str = "") -> NewSecret:
    """Check address and password and begin a sign-in; WrongPassword, after the same work for an unknown address.

    Where a second step is asked, the secret is "" and nothing has begun yet: `second_step` does it.
    """
    user = queries.find_user(email)
    if not _verified(user.password_hash if user else None, password) or user is None:
        raise WrongPassword
    with atomic():
        return _enter(db.session.get_one(User, user.id), browser)


def _enter(user: User, browser: str) -> NewSecret:
    return NewSecret("", user.id) if queries.factors(user).asked else begin_sign_in(user, browser)


def knows(email: str, password: str) -> bool:
    """True when address and password belong together; begins nothing."""
    user = queries.find_user(email)
    return _verified(user.password_hash if user else None, password)


def begin_sign_in(user: User, browser: str, *, strong: bool = False) -> NewSecret:
    """Begin a sign-in in the transaction under way, and tell its owner by mail of a browser that is new to them."""
    token, now = new_token(), clock.now()
    if browser and queries.is_new_browser(user.id, browser[:200]):
        signals.new_browser.send(user=user, browser=browser[:200], at=now)
    elif not user.language:
        user.language = current_language()
    db.session.add(
        SignIn(
            user_id=user.id,
            token_hash=digest(token),
            browser=browser[:200],
            created_at=now,
            seen_at=now,
            expires_at=clock.instant(now + rules.SIGN_IN_LASTS),
            strong=strong,
        )
    )
    record(act_on("user.signed-in", user))
    return NewSecret(token, user.id)


def _verified(stored: str | None, password: str) -> bool:
    try:
        return _hasher().verify(stored or _nobody(), password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def check_strength(password: str, email: str) -> None:
    """Raise WeakPassword for one that could be guessed."""
    if rules.too_weak(password, email):
        raise WeakPassword(length=rules.SHORTEST_PASSWORD)


def hashed(password: str) -> str:
    """What is stored of a password: argon2id."""
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106's low-memory choice


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(new_token())


def notice(sign_in_id: UUID) -> None:
    """Remember that a signed-in browser was seen now."""
    with atomic() as session:
        session.get_one(SignIn, sign_in_id).seen_at = clock.now()


def strengthen(sign_in_id: UUID) -> None:
    """A second factor was shown in this sign-in."""
    with atomic() as session:
        session.get_one(SignIn, sign_in_id).strong = True


def end_sign_in(sign_in_id: UUID, user_id: UUID) -> None:
    """End one of the user's own sign-ins at once; NotFound when it is someone else's."""
    with atomic() as session:
        found = session.get(SignIn, sign_in_id)
        if found is None or found.user_id != user_id:
            raise NotFound
        found.ended_at = found.ended_at or clock.now()
        record(act_on("user.signed-out", found.user))


def end_other_sign_ins(kept: UUID | None, user_id: UUID) -> int:
    """End all of a user's sign-ins but this one; their number."""
    with atomic() as session:
        others = SignIn.user_id == user_id, SignIn.ended_at.is_(None), SignIn.id != kept
        done = session.execute(update(SignIn).where(*others).values(ended_at=clock.now()))
        record(act_on("user.signed-out", session.get_one(User, user_id)))
        return int(done.rowcount)  # type: ignore[attr-defined]


def issue_token(email: str, event_id: UUID | None = None) -> NewSecret:
    """A new API token with the account's own roles, at one event or all of theirs; NotFound without the account."""
    with atomic() as session:
        user = queries.find_user(email)
        if user is None:
            raise NotFound
        token = new_token()
        session.add(
            ApiToken(user_id=user.id, event_id=event_id, token_hash=digest(token), created_at=clock.now())
        )
        record(act_on("user.token-issued", user, event_id))
        return NewSecret(token, user.id)


def revoke_token(token_id: UUID, event_id: UUID) -> None:
    """End an API token that reaches this event; NotFound when it does not."""
    with atomic():
        found = queries.api_token(event_id, token_id)
        if found is None:
            raise NotFound
        found.revoked_at = found.revoked_at or clock.now()
        record(act_on("user.token-revoked", found.user, event_id))


def act_on(
    action: str, user: User, event_id: UUID | None = None, before: dict[str, str] | None = None,
    after: dict[str, str] | None = None,
) -> Act:  # fmt: skip
    """A line of the journal about an account."""
    return Act(
        action=action, subject_kind="user", subject_id=user.id, event_id=event_id, about=user.email,
        before=before or {}, after=after or {},
    )  # fmt: skip
