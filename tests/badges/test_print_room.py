"""The print room's use cases: what waits, what was on which sheet, what changed, blank badges, designs, papers."""

from __future__ import annotations

import random
from collections.abc import Callable
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.badges import queries, service
from app.badges.models import PrintRun
from app.badges.queries import Choice
from app.badges.rules import Design
from app.badges.service import drawing, printing
from app.batches import queries as works
from app.batches import service as batches
from app.events import queries as events
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.privacy.service import erase
from app.registration import service as registration
from app.registration.models import Registration
from tests.support.people import all_approved, approved, hold, register
from tests.support.statements import counting


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """A published meeting."""
    return hold()


def found(ident: UUID) -> Registration:
    """The registration as it is now."""
    return db.session.get_one(Registration, ident)


def printed(event_id: UUID, choice: Choice | None = None, stock: str = "a4x8") -> tuple[PrintRun, bytes]:
    """One printing from its beginning to its file."""
    batch = service.begin(event_id, choice or Choice(what="new"), stock)
    while batches.hurry(batch.id, 5):
        pass
    run = queries.run_of_batch(batch.id)
    file = works.find_file(batch.id)
    assert run is not None
    assert file is not None
    return run, file.content


def codes(pdf: bytes) -> list[str]:
    """What a reader finds on the sheets, page by page."""
    pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    return [one.text for page in pages for one in zxingcpp.read_barcodes(page)]


def waiting(event_id: UUID, **choice: object) -> list[UUID]:
    """Who is in the queue, in its order."""
    return [one.registration for one in queries.candidates(event_id, Choice(**{"what": "new", **choice}))]  # type: ignore[arg-type]


def rename(ident: UUID, **words: str) -> None:
    """Change what a badge says, past the rules of who may."""
    with atomic():
        for name, value in words.items():
            setattr(found(ident), name, value)


def test_whoever_is_printed_waits_no_more_and_who_changed_waits_again(event_id: UUID) -> None:
    people = all_approved(event_id, 3)
    assert set(waiting(event_id)) == {one.id for one in people}
    run, file = printed(event_id)
    assert sorted(codes(file)) == sorted(one.code for one in people)
    assert waiting(event_id) == []
    assert (run.number, len(queries.on_sheets(run.id))) == (1, 3)
    rename(people[1].id, name_latin="Bilal El Haddad", function="Adjoint")
    assert waiting(event_id, what="due") == [people[1].id]
    (one,) = queries.candidates(event_id, Choice(what="changed"))
    assert (one.registration, one.changed) == (people[1].id, ("name_latin", "function"))
    again, _file = printed(event_id, Choice(what="changed"))
    assert again.number == 2
    assert queries.candidates(event_id, Choice(what="changed")) == []


def test_a_printing_given_up_counts_as_not_printed(event_id: UUID) -> None:
    all_approved(event_id, 2)
    batch = service.begin(event_id, Choice(), "a4x8")
    batches.cancel(event_id, batch.id)
    assert len(waiting(event_id)) == 2


def test_a_badge_that_ended_meanwhile_is_left_out_of_the_sheets(event_id: UUID) -> None:
    people = all_approved(event_id, 3)
    batch = service.begin(event_id, Choice(), "a4x8")
    registration.withdraw(people[0].id)
    while batches.hurry(batch.id, 5):
        pass
    file = works.find_file(batch.id)
    assert file is not None
    assert sorted(codes(file.content)) == sorted(one.code for one in people[1:])
    assert works.get_batch(event_id, batch.id).skipped == 1


def test_the_same_sheets_come_out_byte_for_byte_even_after_changes(event_id: UUID) -> None:
    people = all_approved(event_id, 9)
    run, file = printed(event_id)
    rename(people[0].id, name_latin="Somebody Else")
    service.choose_design(event_id, "", Design(frozenset(), "agenda"))
    assert service.draw_again(run) == file
    erase(event_id, people[0].id)
    assert service.draw_again(run) is None


def test_sheets_that_came_out_otherwise_are_not_given(
    event_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_approved(event_id, 1)
    run, file = printed(event_id)
    monkeypatch.setattr(drawing, "badge_sheets", lambda *_: file + b" ")
    assert service.draw_again(run) is None


def test_more_badges_than_one_file_holds_come_in_parts_drawn_side_by_side(
    event_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = all_approved(event_id, 5)
    monkeypatch.setattr(drawing, "PART", 2)
    run, file = printed(event_id)
    assert file.startswith(b"PK")
    parts = drawing._parts(run)
    assert [len(codes(part)) for part in parts] == [2, 2, 1]
    assert sorted(code for part in parts for code in codes(part)) == sorted(one.code for one in people)
    assert service.draw_again(run) == file


ORDERED: dict[str, Callable[[Registration], object]] = {
    "latin": lambda one: one.name_latin.casefold(),
    "category": lambda one: (one.category.position, one.name_latin.casefold()),
}


@pytest.mark.parametrize("order", ORDERED)
def test_badges_leave_the_printer_in_the_order_asked_for(event_id: UUID, order: str) -> None:
    names = ["Zeinab Alpha", "bilal", "Émile", "Amina"]
    for number, name in enumerate(names):
        approved(event_id, number, name_latin=name, category="press" if number == 1 else "mayor")
    got = [found(ident) for ident in waiting(event_id, order=order)]
    plain = sorted(got, key=lambda one: ORDERED[order](one).__str__().replace("é", "e"))
    assert [one.name_latin for one in got] == [one.name_latin for one in plain]


def test_arabic_names_are_ordered_by_their_letters_without_the_article(event_id: UUID) -> None:
    for number, name in enumerate(["الوليد", "أحمد", "البشير", "إبراهيم"]):
        approved(event_id, number, name_ar=name)
    assert [found(ident).name_ar for ident in waiting(event_id, order="arabic")] == [
        "إبراهيم", "أحمد", "البشير", "الوليد",
    ]  # fmt: skip


def test_the_queue_costs_the_same_for_any_number(event_id: UUID) -> None:
    def cost() -> int:
        with counting() as seen:
            queries.candidates(event_id, Choice())
        return len(seen)

    approved(event_id, 99)
    few = cost()
    all_approved(event_id, 12)
    printed(event_id)
    assert cost() == few == 2


def test_one_badge_is_printed_at_once_and_remembered_with_its_reason(event_id: UUID) -> None:
    amina, bilal = all_approved(event_id, 2)
    pdf = service.print_one(event_id, amina.id, "id1", "damaged")
    assert codes(pdf) == [amina.code]
    ((_sheet, run),) = queries.sheets_of(amina.id)
    assert run.reason == "damaged"
    assert queries.sheets_of(bilal.id) == []
    service.replace(found(amina.id), "lost")
    assert queries.sheets_of(amina.id) == []  # the badge that is valid now was never printed
    assert waiting(event_id, what="due") == waiting(event_id, what="all")
    assert codes(service.print_one(event_id, amina.id, "id1")) != [amina.code]


def test_only_a_valid_badge_can_be_printed_or_handed_over(event_id: UUID) -> None:
    waiting_one = register(event_id)
    with pytest.raises(service.NothingToPrint):
        service.print_one(event_id, waiting_one, "id1")
    with pytest.raises(NotFound):
        service.hand_over(found(waiting_one))
    with pytest.raises(NotFound):
        service.begin(event_id, Choice(), "no-such-paper") if all_approved(event_id, 3) else None


def test_printed_and_handed_over_are_two_facts(event_id: UUID) -> None:
    amina = approved(event_id)
    service.hand_over(found(amina.id))
    (one,) = queries.candidates(event_id, Choice())
    assert one.handed_at is not None
    assert one.printed_at is None
    service.hand_over(found(amina.id), given=False)
    assert queries.candidates(event_id, Choice())[0].handed_at is None


def blank_codes(event_id: UUID, count: int = 3) -> list[str]:
    """Blank badges for mayors, as their printed sheet says them."""
    mayor = next(one for one, _free, _given in queries.blanks(event_id) if one.key == "mayor")
    with atomic():
        made = service.make_blanks(event_id, mayor.id, count)
        batch = service.begin_blanks(event_id, made, "a4x8")
    while batches.hurry(batch.id, 5):
        pass
    file = works.find_file(batch.id)
    assert file is not None
    return codes(file.content)


def test_a_blank_badge_becomes_somebodys_and_ends_the_one_they_had(event_id: UUID) -> None:
    amina = approved(event_id)
    first, *others = blank_codes(event_id)
    assert len({first, *others}) == 3
    badge = service.give_blank(found(amina.id), first)
    assert service.code_of(badge).payload == first
    valid = service.find_valid(amina.id)
    assert valid is not None
    assert valid.id == badge.id
    assert [(free, given) for one, free, given in queries.blanks(event_id) if one.key == "mayor"] == [(2, 1)]
    bilal = approved(event_id, 1)
    for code in (first, amina.code, "not a code", "MQ1:" + "A" * 26):
        with pytest.raises(service.NotBlank):
            service.give_blank(found(bilal.id), code)
    typed = service.code_of(queries.of_registration(bilal.id)[0]).typed.shown
    with pytest.raises(service.NotBlank):
        service.give_blank(found(bilal.id), typed)


def test_a_blank_badge_of_another_meeting_is_none_here(event_id: UUID) -> None:
    amina = approved(event_id)
    (elsewhere, *_more) = blank_codes(hold("elsewhere"))
    with pytest.raises(service.NotBlank):
        service.give_blank(found(amina.id), elsewhere)


def test_random_histories_keep_queue_and_sheets_in_step(event_id: UUID) -> None:
    """Whatever is printed, renamed, lost or withdrawn: who is in the queue is not on a sheet as they are."""
    chance = random.Random(5)
    people = [*all_approved(event_id, 4)]
    for step in range(10):
        one = chance.choice(people)
        match chance.randrange(4):
            case 0 if waiting(event_id):
                printed(
                    event_id, Choice(what="new", order=chance.choice(("latin", "precedence", "delegation")))
                )
            case 1:
                rename(one.id, function=f"Function {step}")
            case 2 if found(one.id).state == "approved":
                service.replace(found(one.id), "lost")
            case _ if found(one.id).state == "approved" and step > 5:
                registration.withdraw(one.id)
        on_sheet = {
            badge.id: sheet.shown
            for run, _number in reversed(queries.runs(event_id))
            for sheet, badge in queries.on_sheets(run.id)
        }
        for candidate in queries.candidates(event_id, Choice()):
            assert (candidate.printed is None) == (candidate.badge not in on_sheet)
            assert candidate.printed == on_sheet.get(candidate.badge)


def test_the_event_stands_on_badges_as_it_stood_when_they_were_printed(event_id: UUID) -> None:
    approved(event_id)
    run, _file = printed(event_id)
    before = run.facts["title"]
    with atomic():
        event = events.get_event(event_id)
        event.title = Text({"fr": "Autre réunion"})
    assert run.facts["title"] == before
    assert printing.facts_of(event_id)["title"] != before
