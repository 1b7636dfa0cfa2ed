"""What an event chooses for its badges, and what else the print room makes."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app.badges import queries, service
from app.badges.exports import STOCKS
from app.badges.queries import Choice
from app.badges.rules import Correction, Design, Impossible
from app.badges.service import choosing, stationery
from app.badges.views.paper import MEASURES
from app.kernel.errors import NotFound
from app.kernel.storage import FileRefused
from tests.badges.test_print_room import codes, event_id, found, printed
from tests.support.people import Delegate, all_approved, approved, hold

__all__ = ["event_id"]


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
    assert codes(service.draw_again(queries.runs(event_id)[0][0]) or b"") == [amina.code]


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
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1000000000"><path d="M0 0h1v9H0z"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 inf 1"><path d="M0 0h1v9H0z"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="9e9"><path d="M0 0h1v9H0z"/></svg>',
    b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>',
    b"<svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    + b'<g opacity="0.9">' * 400
    + b'<path d="M0 0h9v9H0z"/>'
    + b"</g>" * 400
    + b"</svg>",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    + b"<g>" * 30_000
    + b"</g>" * 30_000
    + b"</svg>",
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
