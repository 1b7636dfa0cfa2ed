"""Whom a code belongs to, and what is printed in which order."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.badges import queries
from app.badges.rules import Code, classify
from app.kernel.signing import unseal
from app.registration import service as registration
from tests.support.people import Delegate, all_approved, approved, hold, register
from tests.support.statements import counting


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """A published meeting."""
    return hold()


def digest(text: str) -> bytes:
    """The digest of a full or typed code."""
    found = classify(text)
    assert hasattr(found, "digest")
    return bytes(found.digest)


def test_a_code_finds_its_holder_by_square_and_by_fingers(event_id: UUID) -> None:
    amina, bilal = all_approved(event_id, 2)
    (one,) = queries.holders(event_id, {digest(amina.code)}, set())
    (other,) = queries.holders(event_id, set(), {digest(bilal.typed)})
    assert (one.face.registration, other.face.registration) == (amina.id, bilal.id)
    assert (one.state, one.revoked_at, one.face.category) == ("approved", None, "mayor")
    both = queries.holders(event_id, {digest(amina.code)}, {digest(bilal.typed), digest(amina.typed)})
    assert {holder.face.registration for holder in both} == {amina.id, bilal.id}
    assert queries.holders(event_id, set(), set()) == []


def test_a_typed_code_of_another_event_finds_nobody(event_id: UUID) -> None:
    elsewhere = approved(hold("elsewhere"))
    assert queries.holders(event_id, set(), {digest(elsewhere.typed)}) == []


def test_a_revoked_code_still_says_whose_it_was(event_id: UUID) -> None:
    amina = approved(event_id)
    registration.withdraw(amina.id)
    (holder,) = queries.holders(event_id, {digest(amina.code)}, set())
    assert (holder.face.registration, holder.state) == (amina.id, "withdrawn")
    assert holder.revoked_at is not None


def test_sheets_come_by_category_and_name_as_boxes_are_packed(event_id: UUID) -> None:
    names = ["Zeinab Alpha", "bilal", "Amina"]
    for number, name in enumerate(names):
        approved(event_id, number, name_latin=name, category="press" if name == "Amina" else "mayor")
    register(event_id, 9)
    printed = queries.candidates(event_id, queries.Choice())
    assert [(one.face.category, one.face.name_latin) for one in printed] == sorted(
        ((one.face.category, one.face.name_latin) for one in printed), key=lambda pair: pair[0] != "mayor"
    )
    assert [one.face.category for one in printed] == ["mayor", "mayor", "press"]
    assert all(len(Code(unseal(one.code_sealed)).value) == 26 for one in printed)


def test_counts_are_of_valid_badges_by_category_in_the_events_order(event_id: UUID) -> None:
    people: list[Delegate] = list(all_approved(event_id, 3))
    approved(event_id, 4, category="press")
    registration.withdraw(people[0].id)
    assert [(category.key, number) for category, number in queries.by_category(event_id)] == [
        ("mayor", 2), ("press", 1),
    ]  # fmt: skip


def test_reading_costs_the_same_for_any_number(event_id: UUID) -> None:
    def cost(*codes: str) -> int:
        with counting() as seen:
            queries.holders(event_id, {digest(one) for one in codes}, set())
            queries.candidates(event_id, queries.Choice())
            queries.by_category(event_id)
            queries.carriers(event_id)
        return len(seen)

    few = cost(approved(event_id, 99).code)
    assert cost(*(one.code for one in all_approved(event_id, 15))) == few
