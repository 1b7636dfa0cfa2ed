"""Second factors of an account: an app that makes codes, and codes for recovery that work once."""

from __future__ import annotations

import secrets
from uuid import UUID

from sqlalchemy import delete, select, update

from app.audit.service import record
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import Refusal
from app.kernel.i18n import N_
from app.kernel.signing import seal_bytes, unseal_bytes
from app.people import queries, rules
from app.people.models import CodeApp, Passkey, RecoveryCode, User
from app.people.service.accounts import NewSecret, act_on, begin_sign_in


class WrongCode(Refusal):
    """A code that is wrong, was used before, or is over."""

    code = "wrong-code"
    status = 422
    field = "code"
    message = N_("This code is not right, or was used already. Wait for the next one and type that.")


def new_secret() -> bytes:
    """A secret for an app: 160 random bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def enrol(user_id: UUID, secret: bytes, code: str) -> list[str]:
    """Keep an app's secret once a code of it proves that the app has it; raises WrongCode.

    Gives codes for recovery in clear when it is the first second factor, else none.
    """
    with atomic() as session:
        user = session.get_one(User, user_id)
        step = rules.matching_step(secret, code, clock.now(), -1)
        if step is None:
            raise WrongCode
        codes = first_codes(user_id)
        held = session.get(CodeApp, user_id) or CodeApp(user_id=user_id)
        held.secret_sealed, held.last_step, held.created_at = seal_bytes(secret), step, clock.now()
        session.add(held)
        record(act_on("user.app-added", user))
        return codes


def remove_app(user_id: UUID) -> None:
    """Let the app go; nothing happens where there is none."""
    with atomic() as session:
        held = session.get(CodeApp, user_id)
        if held is not None:
            session.delete(held)
            record(act_on("user.app-removed", session.get_one(User, user_id)))


def first_codes(user_id: UUID) -> list[str]:
    """New recovery codes in the transaction under way, where the account has none that work; else none."""
    left = select(RecoveryCode).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return [] if db.session.scalars(left.limit(1)).first() else _codes(user_id)


def new_codes(user_id: UUID) -> list[str]:
    """Other recovery codes in place of all earlier ones."""
    with atomic() as session:
        record(act_on("user.codes-made", session.get_one(User, user_id)))
        return _codes(user_id)


def _codes(user_id: UUID) -> list[str]:
    made = [rules.recovery_code(secrets.token_bytes(10)) for _turn in range(rules.RECOVERY_CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user_id))
    hashes = {rules.recovery_digest(user_id.bytes, one) for one in made}
    db.session.add_all(RecoveryCode(user_id=user_id, code_hash=one) for one in hashes)
    db.session.flush()
    return made


def second_step(user_id: UUID, code: str, browser: str = "") -> NewSecret:
    """Finish a sign-in after the password, by a code of the app or one for recovery; raises WrongCode."""
    with atomic() as session:
        user = session.get_one(User, user_id)
        if not (_by_app(user_id, code) or _by_recovery(user, code)):
            raise WrongCode
        return begin_sign_in(user, browser, strong=True)


def _by_app(user_id: UUID, code: str) -> bool:
    query = select(CodeApp).where(CodeApp.user_id == user_id).with_for_update()
    held = db.session.scalars(query).one_or_none()
    if held is None:
        return False
    step = rules.matching_step(unseal_bytes(held.secret_sealed), code, clock.now(), held.last_step)
    if step is None:
        return False
    held.last_step = step
    return True


def _by_recovery(user: User, code: str) -> bool:
    this = RecoveryCode.code_hash == rules.recovery_digest(user.id.bytes, code)
    mine = RecoveryCode.user_id == user.id, this, RecoveryCode.used_at.is_(None)
    done = db.session.execute(update(RecoveryCode).where(*mine).values(used_at=clock.now()))
    if not done.rowcount:  # type: ignore[attr-defined]
        return False
    record(act_on("user.code-used", user))
    return True


def reset_factors(email: str) -> None:
    """Let go of app, passkeys and recovery codes of an account, for whoever has lost them all: the operator's way."""
    with atomic() as session:
        user = queries.find_user(email)
        if user is None:
            return
        for kind in (CodeApp, Passkey, RecoveryCode):
            session.execute(delete(kind).where(kind.user_id == user.id))
        record(act_on("user.factors-reset", user))
