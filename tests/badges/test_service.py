"""Badge codes: one with the approval, ended with what ends it, never the same again."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.audit import queries as journal
from app.badges import queries, service, signals
from app.badges.models import Badge
from app.badges.rules import Code, TypedCode, classify, code_from_bits
from app.badges.service import codes
from app.kernel.db import atomic, broken_constraint
from app.kernel.errors import NotFound
from app.registration import service as registration
from app.registration.models import Registration
from tests.support.people import all_approved, approved, delegate, hold, register


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """A published meeting."""
    return hold()


def badges_of(ident: UUID) -> list[Badge]:
    return list(queries.of_registration(ident))


def acts(event_id: UUID) -> list[str]:
    """What the journal says of badges, oldest first."""
    return [
        one.action for one in reversed(journal.entries(journal.Filter(event_id))) if "badge" in one.action
    ]


def found(ident: UUID) -> Registration:
    return codes.db.session.get_one(Registration, ident)


def test_a_code_comes_with_the_approval_and_not_before(event_id: UUID) -> None:
    ident = register(event_id)
    assert badges_of(ident) == []
    registration.approve(event_id, [ident])
    (badge,) = badges_of(ident)
    code = service.code_of(badge)
    assert (badge.code_hash, badge.typed_hash) == (code.digest, code.typed.digest)
    assert code.value.encode() not in badge.code_sealed
    assert acts(event_id) == ["badge.issued"]


def test_approving_again_gives_no_second_code(event_id: UUID) -> None:
    amina = approved(event_id)
    registration.approve(event_id, [amina.id])
    service.issue(found(amina.id))
    assert [service.code_of(one).payload for one in badges_of(amina.id)] == [amina.code]


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_what_ends_the_approval_ends_the_code_for_good(event_id: UUID, end: str) -> None:
    amina = approved(event_id)
    if end == "refuse":
        registration.refuse(event_id, [amina.id], "The places are taken")
    else:
        registration.withdraw(amina.id)
        registration.come_back(amina.id)
    (ended,) = badges_of(amina.id)
    assert ended.revoked_at is not None
    assert ended.revoked_reason == {"refuse": "The places are taken", "withdraw": "withdrawn"}[end]
    assert service.find_valid(amina.id) is None
    registration.approve(event_id, [amina.id])
    again = delegate(amina.id)
    assert again.code != amina.code
    assert again.typed != amina.typed
    assert [one.revoked_at is None for one in badges_of(amina.id)] == [True, False]
    assert acts(event_id) == ["badge.issued", "badge.revoked", "badge.issued"]


def test_a_refusal_of_somebody_without_a_code_ends_nothing(event_id: UUID) -> None:
    ident = register(event_id)
    registration.refuse(event_id, [ident], "No place")
    assert badges_of(ident) == []
    assert acts(event_id) == []


def test_a_lost_badge_is_replaced_at_once(event_id: UUID) -> None:
    amina = approved(event_id)
    service.replace(found(amina.id), "Lost")
    new, old = badges_of(amina.id)
    assert (new.revoked_at, old.revoked_reason) == (None, "Lost")
    assert service.code_of(new).payload != amina.code
    assert len(queries.candidates(event_id, queries.Choice())) == 1


def test_news_go_out_with_each_code_and_each_end(event_id: UUID) -> None:
    heard: list[tuple[str, UUID]] = []

    def issued(_sender: object, registration: Registration) -> None:
        heard.append(("issued", registration.id))

    def revoked(_sender: object, badge: Badge) -> None:
        heard.append(("revoked", badge.registration_id))

    with signals.issued.connected_to(issued), signals.revoked.connected_to(revoked):
        amina = approved(event_id)
        registration.withdraw(amina.id)
    assert heard == [("issued", amina.id), ("revoked", amina.id)]


def drawn(*draws: bytes) -> Iterator[bytes]:
    """So many draws of chance as they were foreseen, then real ones."""
    yield from draws
    while True:
        yield secrets.token_bytes(16)


def test_a_typed_form_that_somebody_has_is_drawn_again(
    event_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    same, other = b"a" * 16, b"b" * 16
    one_form = code_from_bits(same).typed
    real = Code.typed.fget  # type: ignore[attr-defined]
    typed = {code_from_bits(bits).value: one_form for bits in (same, other)}
    monkeypatch.setattr(Code, "typed", property(lambda self: typed.get(self.value) or real(self)))
    chance = drawn(same, other, other)
    monkeypatch.setattr(
        codes, "secrets", type("Chance", (), {"token_bytes": staticmethod(lambda _n: next(chance))})
    )
    amina, bilal = all_approved(event_id, 2)
    holders = {amina.code, bilal.code}
    assert code_from_bits(same).payload in holders
    assert code_from_bits(other).payload not in holders
    assert amina.typed != bilal.typed


def test_the_same_typed_form_may_be_had_at_two_events(
    event_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_form = TypedCode("22223333")
    monkeypatch.setattr(Code, "typed", property(lambda _self: one_form))
    here, there = approved(event_id), approved(hold("elsewhere"))
    assert here.code != there.code
    for event, ident in ((event_id, here.id), (badges_of(there.id)[0].event_id, there.id)):
        (holder,) = queries.holders(event, set(), {one_form.digest})
        assert holder.face.registration == ident


def test_the_database_allows_one_valid_badge_a_person(event_id: UUID) -> None:
    amina = approved(event_id)
    with pytest.raises(IntegrityError) as refused, atomic() as session:
        session.add(codes._fresh(event_id, registration_id=amina.id))
    assert broken_constraint(refused.value) == "uq_badge_registration_id_valid"


def test_nothing_to_print_is_said_and_not_journalled(event_id: UUID) -> None:
    register(event_id)
    with pytest.raises(service.NothingToPrint):
        service.print_all(event_id, "a4x8")
    assert acts(event_id) == []
    with pytest.raises(NotFound):
        service.print_all(UUID(int=1), "a4x8")


def test_a_sheet_holds_each_approved_badge_once_with_the_code_it_has(event_id: UUID) -> None:
    people = all_approved(event_id, 10)
    register(event_id, 11)
    registration.withdraw(people[0].id)
    sheet = service.print_all(event_id, "a4x8")
    pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(sheet)]
    read = [one.text for page in pages for one in zxingcpp.read_barcodes(page)]
    assert sorted(read) == sorted(one.code for one in people[1:])
    digests = {code.digest for text in read if isinstance(code := classify(text), Code)}
    holders = queries.holders(event_id, digests, set())
    assert {one.face.registration for one in holders} == {one.id for one in people[1:]}
    entry = journal.entries(journal.Filter(event_id, action="badges.printed"))[0]
    assert entry.content is not None
    assert entry.content["after"] == {"badges": 9, "format": "a4x8", "number": 1}


def test_printing_again_gives_the_same_codes(event_id: UUID) -> None:
    all_approved(event_id, 3)
    codes_before = list(codes.db.session.scalars(select(Badge.code_hash).order_by(Badge.id)))
    assert service.print_all(event_id, "label") == service.print_all(event_id, "label")
    assert list(codes.db.session.scalars(select(Badge.code_hash).order_by(Badge.id))) == codes_before
