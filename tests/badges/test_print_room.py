"""The print room's use cases: what waits, what was on which sheet, what changed, blank badges, designs, papers."""

from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from PIL import Image

from app.badges import queries, service
from app.badges.exports import STOCKS
from app.badges.models import PrintRun
from app.badges.queries import Choice
from app.badges.rules import Correction, Design, Impossible
from app.badges.service import choosing, drawing, printing, stationery
from app.badges.views.paper import MEASURES
from app.batches import queries as works
from app.batches import service as batches
from app.events import queries as events
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.kernel.storage import FileRefused
from app.registration import service as registration
from app.registration.models import Registration
from tests.support.people import Delegate, all_approved, approved, hold, register
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
    assert service.draw(run) == file
    assert service.is_same(run, file)
    assert not service.is_same(run, file + b" ")


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
    assert service.draw(run) == file


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


def test_a_category_has_its_own_design_or_that_of_the_event(event_id: UUID) -> None:
    assert queries.design_of(queries.designs(event_id), "mayor") == Design()
    everyone, press = Design(frozenset({"function"}), "same"), Design(frozenset(), "note", {"fr": "Wi-Fi"})
    service.choose_design(event_id, "", everyone)
    service.choose_design(event_id, "press", press)
    chosen = queries.designs(event_id)
    assert queries.design_of(chosen, "mayor") == everyone
    assert queries.design_of(chosen, "press") == press
    service.choose_design(event_id, "press", None)
    assert queries.design_of(queries.designs(event_id), "press") == everyone


def test_backs_are_printed_where_the_printer_turns_its_sheets(event_id: UUID) -> None:
    approved(event_id)
    service.choose_design(event_id, "", Design(back="agenda"))
    _run, one_side = printed(event_id)
    service.choose_printer(event_id, "long", Correction())
    _run, both = printed(event_id, Choice())
    assert [len(pypdfium2.PdfDocument(pdf)) for pdf in (one_side, both)] == [1, 2]


def test_a_paper_of_ones_own_is_printed_on(event_id: UUID) -> None:
    amina = approved(event_id)
    grid = STOCKS["a4x8"].grid
    measures = {name: getattr(grid, name) for name in MEASURES}
    own = service.save_paper(event_id, "Ours", measures, cut=False, mono=True)
    assert service.paper_names(event_id)[f"own-{own.id}"] == "Ours"
    _run, pdf = printed(event_id, stock=f"own-{own.id}")
    assert codes(pdf) == [amina.code]
    with pytest.raises(Impossible):
        service.save_paper(event_id, "No", {**measures, "columns": 3}, cut=False, mono=False)
    service.drop_paper(event_id, own.id)
    assert codes(service.draw(queries.runs(event_id)[0][0])) == [amina.code]


def png_logo() -> bytes:
    """A small mark on a clear ground."""
    target = BytesIO()
    picture = Image.new("RGBA", (300, 120), (0, 0, 0, 0))
    picture.paste((11, 107, 88, 255), (20, 20, 120, 100))
    picture.save(target, "PNG")
    return target.getvalue()


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><path fill="#0b6b58" d="M5 5h40v40H5z"/></svg>'


@pytest.mark.parametrize("content", [png_logo(), SVG], ids=["png", "svg"])
def test_a_logo_is_printed_until_it_is_removed(event_id: UUID, content: bytes) -> None:
    approved(event_id)
    service.add_logo(event_id, BytesIO(content))
    (key,) = queries.setup(event_id).logos
    (shown,) = service.event_from(event_id, service.facts_of(event_id)).logos
    with Image.open(BytesIO(shown)) as image:
        assert (image.format, image.mode) == ("PNG", "RGBA")
    service.drop_logo(event_id, key)
    assert service.event_from(event_id, service.facts_of(event_id)).logos == ()
    with pytest.raises(NotFound):
        service.drop_logo(event_id, key)


HOSTILE = (
    b"",
    b"<html><script>alert(1)</script></html>",
    b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://example.org/a.svg#b"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><rect onload="x()" width="9" height="9"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import url(http://example.org)</style></svg>',
    b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
    b"<svg",
    b"\x89PNG\r\n\x1a\nbroken",
    b"GIF89a\x01\x00\x01\x00",
)


@pytest.mark.parametrize("content", HOSTILE, ids=lambda content: content[:60].decode("latin-1"))
def test_what_is_no_harmless_logo_is_refused_with_a_sentence(event_id: UUID, content: bytes) -> None:
    with pytest.raises(FileRefused):
        service.add_logo(event_id, BytesIO(content))
    assert queries.setup(event_id).logos == []


def test_there_are_six_logos_at_most(event_id: UUID) -> None:
    for _ in range(choosing.MOST_LOGOS):
        service.add_logo(event_id, BytesIO(SVG))
    with pytest.raises(choosing.TooManyLogos):
        service.add_logo(event_id, BytesIO(SVG))


@pytest.mark.parametrize("who", ["arabic", "function", "no-photo", "one-script"])
def test_a_preview_is_a_picture_with_nobodys_code(event_id: UUID, who: str) -> None:
    people = [*all_approved(event_id, 2)]
    shown = service.preview(event_id, who, STOCKS["id1"], Design())
    with Image.open(BytesIO(shown)) as image:
        (code,) = zxingcpp.read_barcodes(image.convert("L"))
    assert code.text not in {one.code for one in people}
    assert not queries.holders(event_id, {service.previews.SAMPLE.digest}, set())


def test_a_preview_needs_nobody_to_be_approved(event_id: UUID) -> None:
    for back in (False, True):
        assert service.preview(event_id, "latin", STOCKS["a6"], Design(back="note"), back=back).startswith(
            b"\x89PNG"
        )


def text_of(pdf: bytes) -> str:
    """All words of a PDF."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_the_index_says_who_lies_where(event_id: UUID) -> None:
    people: list[Delegate] = [*all_approved(event_id, 3)]
    run, _file = printed(event_id, stock="id1")
    words = text_of(service.index_of(run, "fr"))
    for one in people:
        assert found(one.id).name_latin in words
    assert len(pypdfium2.PdfDocument(service.index_of(run, "ar"))) == 1


def test_cards_signs_passes_and_lists_come_from_what_is_there(event_id: UUID) -> None:
    people = all_approved(event_id, 3)
    choice = Choice(order="precedence")
    cards = stationery.cards(event_id, choice)
    assert len(pypdfium2.PdfDocument(cards)) == 2
    assert text_of(cards).count(found(people[0].id).name_latin) == 2
    assert found(people[0].id).name_latin in text_of(stationery.table_list(event_id, choice))
    passes = stationery.passes(event_id, 7, 3)
    assert "007" in text_of(passes)
    assert len(pypdfium2.PdfDocument(passes)) == 2
    assert len(pypdfium2.PdfDocument(stationery.signs(event_id))) >= 1
    with pytest.raises(service.NothingToPrint):
        stationery.cards(hold("empty"), choice)


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
