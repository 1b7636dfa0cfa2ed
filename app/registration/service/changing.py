"""Changing answers and consents; what the badge shows asks for approval again once it was approved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.audit.rules import changed
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.registration import queries, rules, signals
from app.registration.models import ConsentAnswer, Registration
from app.registration.rules import Answers, Fault, Faulty
from app.registration.rules.places import QuotaUsed
from app.registration.service.added import fill, spoken
from app.registration.service.answers import columns, said, veiled
from app.registration.service.moving import hold, journal, note
from app.registration.service.photos import prepare_anew
from app.registration.service.places import find_place, move_up, need_quota
from app.registration.service.registering import BOUND

LOCKED = ("honorific", "name_ar", "name_latin", "function", "category_id", "country", "city_id", "city_typed")
"""The columns of rules.LOCKED."""


def change(registration_id: UUID, answers: Answers) -> Registration:
    """Replace the answers and keep the state; raises NotFromHere once refused or withdrawn, Faulty, NotFound.

    Of one who is approved, what the badge shows stays as it is until the secretariat agrees (`proposed`), unless
    the secretariat itself makes the change.
    """
    photo = prepare_anew(registration_id, answers.photo)
    with atomic():
        registration = hold(registration_id, places=True)
        if registration.state not in rules.CHANGEABLE:
            raise rules.NotFromHere(state=registration.state)
        wanted = spoken(answers, columns(answers))
        asks_again = registration.state == rules.APPROVED and guard.actor().kind in ("delegate", "focal")
        found_by = wanted.pop("search").rstrip()
        if asks_again:
            _propose(registration, {name: wanted.pop(name) for name in LOCKED if name in wanted})
        else:
            registration.proposed = registration.proposed_at = None
            _check_category(registration, wanted.get("category_id", registration.category_id))
        added = fill(registration, answers, photo)
        _write(registration, wanted, answers.access, added, found_by if asks_again else "")
        return registration


def _check_category(registration: Registration, category_id: UUID) -> None:
    """Another category wants a place of its own."""
    if registration.category_id == category_id:
        return
    window = queries.opening(registration.event_id, category_id).window
    if guard.actor().kind in BOUND and not window.is_open(clock.now()):
        raise Faulty(Fault("category", "category-closed"))
    try:
        need_quota(registration.delegation_id, category_id, beside=registration.id)
    except QuotaUsed as used:
        raise Faulty(Fault("category", "quota-used")) from used
    if registration.state != rules.WAITING and not find_place(registration.event_id, category_id):
        raise Faulty(Fault("category", "category-full"))


def _propose(registration: Registration, wanted: dict[str, Any]) -> None:
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in wanted.items()}
    stored = {name: getattr(registration, name) for name in LOCKED}
    held = {name: str(value) if isinstance(value, UUID) else value for name, value in stored.items()}
    before = registration.proposed or {}
    asked = {name: value for name, value in plain.items() if value != held[name]}
    if asked == before:
        return
    registration.proposed, registration.proposed_at = (asked, clock.now()) if asked else (None, None)
    if asked:
        note(registration, "ask", registration.state)
    journal("registration.change-asked", registration, after=dict.fromkeys(asked, "asked"))


def _write(
    registration: Registration,
    wanted: dict[str, Any],
    access: str,
    added: tuple[dict[str, Any], dict[str, Any]],
    found_by: str = "",
) -> None:
    """Write the columns; the person is found by what stands there then, and by what else they asked for."""
    before, kind = said(registration), registration.category_id
    for name, value in wanted.items():
        # Sealing is never the same twice: only what says something else is written.
        if name != "access_sealed" or access != before["access"]:
            setattr(registration, name, value)
    db.session.flush()
    db.session.expire(registration, ["category", "city"])
    registration.search = found_by + queries.search_of(registration)
    _told(registration, before, kind, added)


def _told(
    registration: Registration,
    before: dict[str, Any],
    kind: UUID,
    added: tuple[dict[str, Any], dict[str, Any]] = ({}, {}),
) -> None:
    db.session.flush()
    db.session.expire(registration, ["category", "city"])
    old, new = changed(before, said(registration))
    old, new = old | added[0], new | added[1]
    if new:
        registration.changed_at = clock.now()
        journal("registration.changed", registration, before=veiled(old, ""), after=veiled(new, "changed"))
        signals.changed.send(registration=registration, fields=tuple(new))
    if kind != registration.category_id:
        move_up(registration.event_id)


def settle(registration_id: UUID, *, agree: bool, reason: str = "") -> Registration:
    """Decide on a change that asked for approval: it is made, or forgotten for a reason that the delegate reads.

    Raises NotFromHere when nothing was asked, ReasonMissing, Faulty when another category has no place.
    """
    with atomic():
        registration = hold(registration_id, places=True)
        asked = registration.proposed
        if asked is None or registration.state != rules.APPROVED:
            raise rules.NotFromHere(state=registration.state)
        if not agree and not reason.strip():
            raise rules.ReasonMissing
        registration.proposed = registration.proposed_at = None
        if agree:
            _agree(registration, asked)
        else:
            registration.search = queries.search_of(registration)
            journal("registration.change-refused", registration, reason=reason.strip()[:1000])
        note(registration, "agree" if agree else "keep", registration.state, reason.strip())
        db.session.flush()
        signals.settled.send(registration=registration, accepted=agree, reason=reason.strip()[:1000])
        return registration


def _agree(registration: Registration, asked: dict[str, Any]) -> None:
    before, kind = said(registration), registration.category_id
    wanted = {name: UUID(value) if name.endswith("_id") and value else value for name, value in asked.items()}
    _check_category(registration, wanted.get("category_id", kind))
    for name, value in wanted.items():
        setattr(registration, name, value)
    db.session.flush()
    db.session.expire(registration, ["category", "city"])
    registration.search = queries.search_of(registration)
    _told(registration, before, kind)


def name_in_other_script(registration_id: UUID, *, arabic: str = "", latin: str = "") -> Registration:
    """Keep a name in the script that was missing, as a person confirmed it; raises NotFromHere where there is one."""
    with atomic():
        registration = hold(registration_id)
        if (arabic and registration.name_ar) or (latin and registration.name_latin):
            raise rules.NotFromHere(state=registration.state)
        before = said(registration)
        registration.name_ar = arabic or registration.name_ar
        registration.name_latin = latin or registration.name_latin
        registration.search = queries.search_of(registration)
        _told(registration, before, registration.category_id)
        return registration


def speak(registration_id: UUID, language: str) -> None:
    """Write to the delegate in this language from now on; raises NotFound."""
    with atomic():
        registration = hold(registration_id)
        before = said(registration)
        registration.language = language
        _told(registration, before, registration.category_id)


def set_consent(registration_id: UUID, given: rules.Given) -> None:
    """Give or take back one consent, with the words that were shown; raises NotFound."""
    with atomic():
        registration = hold(registration_id)
        held = next((one for one in registration.consents if one.key == given.key), None)
        if held is None:
            held = ConsentAnswer(key=given.key, given=False, at=clock.now())
            registration.consents.append(held)
        before = {given.key: held.given}
        held.given, held.language, held.words = given.given, given.language, given.words
        held.at, held.version = clock.now(), given.version
        if before[given.key] != given.given:
            journal("registration.consent", registration, before=before, after={given.key: given.given})
