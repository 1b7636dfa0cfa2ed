"""Badge codes: given with the approval, revoked with what ends it, and the sheets they are printed on."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError

from app.audit.rules import Act
from app.audit.service import record
from app.badges import signals
from app.badges.models import Badge
from app.badges.rules import BITS, Code, Malformed, classify, code_from_bits
from app.events.models import Category
from app.kernel import clock, guard
from app.kernel.clock import Instant
from app.kernel.db import atomic, broken_constraint, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.signing import seal, unseal
from app.registration import signals as registrations
from app.registration.models import Registration


class NotBlank(Refusal):
    """The code is not one of a blank badge that is still free."""

    code = "not-blank"
    message = N_("This is not the code of a blank badge that is still free.")


def issue(registration: Registration) -> Badge:
    """Give a registration its code; the one it has stays. In the caller's transaction, or in one of its own."""
    with atomic() as session:
        held = find_valid(registration.id)
        if held is not None:
            return held
        badge = _fresh(registration.event_id, registration_id=registration.id)
        session.flush()
        record(_act("badge.issued", badge, registration))
        signals.issued.send(registration=registration)
        return badge


def _fresh(event_id: UUID, **whose: UUID) -> Badge:
    """A badge with a code that no other of the event has, by its typed form neither; flushed."""
    while True:
        code = code_from_bits(secrets.token_bytes(BITS // 8))
        badge = Badge(
            event_id=event_id, code_hash=code.digest, code_sealed=seal(code.value), typed_hash=code.typed.digest,
            issued_at=clock.now(), **whose,
        )  # fmt: skip
        if _kept(badge):
            return badge


def _kept(badge: Badge) -> bool:
    try:
        with db.session.begin_nested():
            db.session.add(badge)
    except IntegrityError as error:
        if "typed_hash" not in broken_constraint(error):
            raise
        return False
    return True


def revoke(registration: Registration, reason: str) -> None:
    """End every code of a registration; doors answer `revoked` from then on."""
    with atomic() as session:
        query = select(Badge).where(Badge.registration_id == registration.id, Badge.revoked_at.is_(None))
        for held in session.scalars(query).all():
            held.revoked_at, held.revoked_reason = clock.now(), reason[:300]
            record(_act("badge.revoked", held, registration, reason))
            signals.revoked.send(badge=held)


def inherit(registration: Registration, other: Registration) -> None:
    """Let the codes of a registration that was merged lead to the one that stays: what is printed still opens doors."""
    with atomic() as session:
        held = find_valid(registration.id) is not None
        for badge in session.scalars(select(Badge).where(Badge.registration_id == other.id)).all():
            badge.registration_id, badge.inherited = registration.id, held or badge.inherited
            held = held or badge.revoked_at is None
            if registration.state != "approved" and badge.revoked_at is None:
                badge.revoked_at, badge.revoked_reason = clock.now(), registration.state
            record(_act("badge.inherited", badge, registration))
        session.flush()


def replace(registration: Registration, reason: str) -> Badge:
    """Give another code and end the old one, for a badge that was lost."""
    with atomic():
        revoke(registration, reason)
        return issue(registration)


def make_blanks(event_id: UUID, category_id: UUID, count: int) -> list[Badge]:
    """Give a category so many badges that are nobody's yet; their codes work once they are given to somebody."""
    with atomic():
        category = db.session.get_one(Category, category_id)
        made = [_fresh(event_id, category_id=category_id) for _ in range(count)]
        after = {"badges": count, "category": category.key}
        record(
            Act(
                "badges.blank", "category", category_id, event_id, about=category.name.pick("en"), after=after
            )
        )
        return made


def give_blank(registration: Registration, text: str, at: Instant | None = None) -> Badge:
    """Make a blank badge somebody's, by its code or typed form; the one they had ends. Raises NotBlank.

    `at` is when it was given, where the program hears of it later: what was scanned of it before was nobody's.
    """
    with atomic() as session:
        query = _spoken_of(registration.event_id, text)
        badge = None if query is None else session.scalars(query.with_for_update()).one_or_none()
        if badge is None or badge.registration_id is not None or badge.revoked_at is not None:
            raise NotBlank
        revoke(registration, N_("Replaced by a blank badge."))
        badge.registration_id, badge.issued_at = registration.id, at or clock.now()
        session.flush()
        record(_act("badge.given", badge, registration))
        signals.issued.send(registration=registration)
        return badge


def find_by_code(event_id: UUID, text: str) -> Badge | None:
    """The badge that somebody holds in hand, by its code or typed form, whatever became of it."""
    query = _spoken_of(event_id, text)
    return None if query is None else db.session.scalars(query).one_or_none()


def _spoken_of(event_id: UUID, text: str) -> Select[Badge] | None:
    read = classify(text)
    if isinstance(read, Malformed):
        return None
    digest = Badge.code_hash if isinstance(read, Code) else Badge.typed_hash
    return select(Badge).where(Badge.event_id == event_id, digest == read.digest)


def hand_over(registration: Registration, *, given: bool = True) -> None:
    """Note that somebody has their badge in hand, or that it was not so after all; raises NotFound without one."""
    with atomic():
        held = find_valid(registration.id)
        if held is None:
            raise NotFound
        held.handed_at = clock.now() if given else None
        held.handed_by = guard.actor().id if given else None
        record(_act("badge.handed" if given else "badge.taken-back", held, registration))


def find_valid(registration_id: UUID) -> Badge | None:
    """The badge of a registration that is not revoked."""
    query = select(Badge).where(
        Badge.registration_id == registration_id, Badge.revoked_at.is_(None), Badge.inherited.is_(False)
    )
    return db.session.scalars(query).one_or_none()


def code_of(badge: Badge) -> Code:
    """The code itself, unsealed for printing and for its holder's page."""
    return Code(unseal(badge.code_sealed))


def _act(action: str, badge: Badge, registration: Registration, reason: str = "") -> Act:
    about = registration.name_latin or registration.name_ar
    return Act(action, "badge", badge.id, badge.event_id, about=about, reason=reason)


def listen() -> None:
    """Follow the registrations: approval gives a code, refusal and withdrawal end it."""
    registrations.approved.connect(_on_approved)
    registrations.refused.connect(_on_ended)
    registrations.withdrawn.connect(_on_ended)
    registrations.replaced.connect(_on_ended)
    registrations.merged.connect(_on_merged)


def _on_approved(_sender: object, registration: Registration, **_more: Any) -> None:
    issue(registration)


def _on_ended(_sender: object, registration: Registration, **_more: Any) -> None:
    revoke(registration, registration.reason or registration.state)


def _on_merged(_sender: object, registration: Registration, other: Registration, **_more: Any) -> None:
    inherit(registration, other)
