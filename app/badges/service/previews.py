"""Previews on real delegates, and the page that a printer is measured by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from app.badges import queries
from app.badges.exports import BadgeFace, Printing, Stock, alone, badge_sheets
from app.badges.exports.test_page import BOTTOM, LEFT, LINE, printer_page
from app.badges.queries import Candidate, Choice
from app.badges.rules import Design, code_from_bits
from app.badges.service.content import event_from, faces_from, facts_of, read_file
from app.events import queries as events
from app.kernel.i18n import N_, _, current_language
from app.kernel.pdf.finished import blank, png

WHO: Mapping[str, tuple[str, Callable[[Candidate], int]]] = {
    "arabic": (N_("Longest Arabic name"), lambda one: len(one.shown["name_ar"])),
    "latin": (N_("Longest Latin name"), lambda one: len(one.shown["name_latin"])),
    "function": (N_("Longest function"), lambda one: len(one.shown["function"])),
    "photo": (N_("With a photo"), lambda one: bool(one.shown["photo"])),
    "no-photo": (N_("Without a photo"), lambda one: not one.shown["photo"]),
    "one-script": (
        N_("Name in one script"),
        lambda one: not (one.shown["name_ar"] and one.shown["name_latin"]),
    ),
}
"""On whom a design is tried: those who ask most of it."""

_ACROSS = 900  # pixels

SAMPLE = code_from_bits(bytes(16))
"""The code on a preview, which is nobody's: a picture of a real one would open doors."""


def preview(
    event_id: UUID, who: str, stock: Stock, design: Design, category: str = "", *, back: bool = False
) -> bytes:
    """One badge as PNG, of the delegate who asks most of the design; an invented one where nobody is approved."""
    found = queries.candidates(event_id, Choice(category=category))
    facts = facts_of(event_id)
    shown = max(found, key=WHO[who][1]).shown if found else _invented(event_id, category)
    (face,) = faces_from(event_id, {**facts, "designs": {}}, [(shown, SAMPLE)])
    face = _with_photo(event_id, replace(face, design=design), shown["photo"])
    # Over the edge that leaves the back upright on the screen.
    duplex = Printing(duplex="long" if stock.format.height >= stock.format.width else "short")
    if back and design.back == "none":
        return blank(_ACROSS, round(_ACROSS * stock.format.height / stock.format.width))
    sheets = badge_sheets(event_from(event_id, facts), [face], alone(stock.format), duplex)
    return png(sheets, page=1 if back and design.back != "none" else 0, dpi=_dpi(stock))


def _with_photo(event_id: UUID, face: BadgeFace, key: str) -> BadgeFace:
    return replace(face, photo=read_file(event_id, key) if key and face.design.shows("photo") else None)


def _dpi(stock: Stock) -> float:
    """So that it is _ACROSS pixels wide, whatever the format."""
    return _ACROSS / stock.format.width * 25.4


def _invented(event_id: UUID, category: str) -> dict[str, Any]:
    event = events.get_event(event_id)
    kind = next((one for one in event.categories if one.key == category), event.categories[0])
    return {
        "language": event.languages[0], "name_ar": "عبد الرحمن بن محمد المختار", "name_latin": "Abderrahmane El Moctar",
        "honorific": "", "function": "", "city": {}, "country": event.country, "category": kind.key,
        "category_name": dict(kind.name), "colour": kind.colour, "mark": kind.position, "photo": "",
    }  # fmt: skip


def test_page(stock: Stock) -> bytes:
    """The page to print and measure, in the reader's language."""
    words = (
        _("Print this page at full size, %(share)s, without fitting it to the paper.", share="100 %"),
        _("Measure the line: it should be %(length)s mm long.", length=round(LINE)),
        _(
            "Measure from the left edge of the paper to the cross: it should be %(length)s mm.",
            length=round(LEFT),
        ),
        _(
            "Measure from the lower edge of the paper to the cross: it should be %(length)s mm.",
            length=round(BOTTOM),
        ),
        _("Write the three lengths down at the desk, under Badges, Papers and printer."),
    )
    return printer_page(_("Test page for the printer"), words, stock, current_language())
