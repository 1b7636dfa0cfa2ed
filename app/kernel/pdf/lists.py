"""A list on paper: A4 across, a heading for each section, never a heading alone at the foot of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from app.kernel.colour import readable_accent
from app.kernel.i18n import direction
from app.kernel.pdf.funding import Funding, draw_funding
from app.kernel.pdf.layout import Block, fit
from app.kernel.pdf.listed import Column, Table
from app.kernel.pdf.paper import A4, MM, Anchor, Paper
from app.kernel.pdf.text import INK, Style, shape

_MUTED, _LINE, _GOLD = "#5d6863", "#c9c9be", "#b98a2f"
_WIDTH, _HEIGHT = A4[1], A4[0]
_MARGIN = 12 * MM
_TOP = _HEIGHT - 34 * MM
_FOOT = 18 * MM
_EMBLEM = 10 * MM
_ROW, _HEADING, _PAD, _BETWEEN = 11.5 * MM, 9 * MM, 1.2 * MM, 0.5 * MM


@dataclass(frozen=True)
class _Strip:
    """A heading or a row, at its height from the top of the table."""

    what: Literal["heading", "row"]
    top: float
    heading: str = ""
    row: Mapping[str, str] | None = None


def list_pdf(table: Table) -> bytes:
    """Draw the list; the same input gives the same bytes."""
    turned = direction(table.language) == "rtl"
    paper = Paper(
        f"{table.title} · {table.event}", table.language, (_WIDTH, _HEIGHT), "rtl" if turned else "ltr"
    )
    places = _places(table, turned)
    pages = list(_pages(table)) or [[]]
    with paper.stamp("page"):
        _head(paper, table, places, turned)
    for number, strips in enumerate(pages, start=1):
        if number > 1:
            paper.next_page()
        paper.press("page")
        _number(paper, table, turned, number, len(pages))
        for strip in strips:
            if strip.what == "heading":
                block = fit(strip.heading, _WIDTH - 2 * _MARGIN, _HEADING - 2 * MM, Style(11, "bold"), 8)
                edge = _WIDTH - _MARGIN if turned else _MARGIN
                paper.block(block, edge, strip.top - 2.4 * MM, "right" if turned else "left")
            elif strip.row is not None:
                _row(paper, places, strip.row, strip.top, turned)
    return paper.bytes()


def _pages(table: Table) -> Iterator[list[_Strip]]:
    """The strips of each page; a heading that has no room for a row below it goes over, and is said again there."""
    strips: list[_Strip] = []
    top = _TOP
    for section in table.sections:
        told = False
        for row in section.rows:
            needed = _ROW + (0 if told or not section.heading else _HEADING)
            if top - needed < _FOOT + MM:
                yield strips
                strips, top, told = [], _TOP, False
            if not told and section.heading:
                strips.append(_Strip("heading", top, heading=section.heading))
                top -= _HEADING
            told = True
            strips.append(_Strip("row", top, row=row))
            top -= _ROW
    if strips:
        yield strips


def _places(table: Table, turned: bool) -> list[tuple[Column, float, float]]:
    """Each column with its left edge and width, filling the page."""
    scale = (_WIDTH - 2 * _MARGIN) / sum(column.width for column in table.columns)
    places, left = [], _MARGIN
    for column in reversed(table.columns) if turned else table.columns:
        places.append((column, left, column.width * scale))
        left += column.width * scale
    return places


def _head(paper: Paper, table: Table, places: list[tuple[Column, float, float]], turned: bool) -> None:
    accent = readable_accent(table.accent, "#ffffff")
    edge, side = (_WIDTH - _MARGIN, "right") if turned else (_MARGIN, "left")
    anchor: Anchor = "right" if side == "right" else "left"
    room = _WIDTH - 2 * _MARGIN
    paper.block(fit(table.event, room, 5 * MM, Style(9, "bold", accent), 6.5), edge, _HEIGHT - 9 * MM, anchor)
    paper.block(fit(table.title, room, 8 * MM, Style(15, "bold"), 11), edge, _HEIGHT - 14 * MM, anchor)
    rule = _TOP + 7 * MM
    paper.rule((_MARGIN, rule), (_WIDTH - _MARGIN, rule), accent, 1.0)
    for column, left, width in places:
        block = fit(column.head, width - 2 * _PAD, 6 * MM, Style(8.5, "bold"), 5.5)
        _put(paper, block, left, width, _TOP + (7 * MM + block.height) / 2, turned)
    paper.rule((_MARGIN, _TOP), (_WIDTH - _MARGIN, _TOP), INK, 0.6)
    paper.rule((_MARGIN, _FOOT), (_WIDTH - _MARGIN, _FOOT), _GOLD, 0.6)
    funding = Funding(table.statements, "eu" if table.has_emblem else None)
    draw_funding(
        paper, funding, (edge, (_FOOT - _EMBLEM) / 2), room * 0.6, _EMBLEM, "rtl" if turned else "ltr"
    )


def _row(
    paper: Paper, places: list[tuple[Column, float, float]], row: Mapping[str, str], top: float, turned: bool
) -> None:
    for column, left, width in places:
        second = row.get("name_second", "") if column.key == "name" else ""
        room, height = width - 2 * _PAD, _ROW - 1.6 * MM
        style = Style(10, "bold") if column.key == "name" else Style(9)
        first = fit(row[column.key], room, height * (0.52 if second else 1), style, 7)
        under = fit(second, room, height * 0.4, Style(8.5, "regular", _MUTED), 6.5)
        between = _BETWEEN if second else 0.0
        at = top - (_ROW - first.height - between - under.height) / 2
        _put(paper, first, left, width, at, turned)
        _put(paper, under, left, width, at - first.height - between, turned)
    paper.rule((_MARGIN, top - _ROW), (_WIDTH - _MARGIN, top - _ROW), _LINE, 0.4)


def _put(paper: Paper, block: Block, left: float, width: float, top: float, turned: bool) -> None:
    x = left + width - _PAD if turned else left + _PAD
    paper.block(block, x, top, "right" if turned else "left")


def _number(paper: Paper, table: Table, turned: bool, page: int, pages: int) -> None:
    x: float = _MARGIN if turned else _WIDTH - _MARGIN
    text = table.page.format(page=page, pages=pages)
    line = shape(text, Style(9), "rtl" if turned else "ltr")
    paper.text(line, x, _FOOT / 2 - 1 * MM, "left" if turned else "right")
