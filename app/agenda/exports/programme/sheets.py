"""Pages out of parts: the head on the first, the funding block and the number on each, and the two papers."""

from __future__ import annotations

from collections.abc import Sequence

from app.agenda.exports.programme.booklet import folding_order
from app.agenda.exports.programme.cover import back, cover
from app.agenda.exports.programme.data import Programme
from app.agenda.exports.programme.rows import (
    A4_LIST,
    A5_PAGE,
    GOLD,
    MUTED,
    Measure,
    Part,
    Placed,
    day_title,
    session_row,
)
from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, MM, Anchor, Paper, Style, fit, shape, wrap
from app.kernel.pdf.funding import Funding, draw_funding

PAPERS = ("a4", "booklet")

_FOOT = 18 * MM  # the rule over the funding block
_EMBLEM = 10 * MM  # the least height that the funder's rules give it
_PAGE_LINE = 4 * MM  # between the page's number in one language and the other
_HEAD = 12 * MM  # of the pages after the first

Page = Sequence[Part]


def programme_pdf(programme: Programme, paper: str) -> bytes:
    """The programme on one of PAPERS; the same input gives the same bytes."""
    return _list(programme) if paper == "a4" else _booklet(programme)


def _list(programme: Programme) -> bytes:
    measure = A4_LIST
    first = programme.columns[0]
    paper = Paper(f"{first.programme} · {first.title}", first.language, A4, programme.direction)
    opening = _opening(programme, measure)
    pages = _filled(_parts(programme, measure), measure, opening)
    for number, page in enumerate(pages, 1):
        if number > 1:
            paper.next_page()
        _draw(paper, programme, measure, page, number, len(pages))
    return paper.bytes()


def _booklet(programme: Programme) -> bytes:
    measure = A5_PAGE
    first = programme.columns[0]
    size = (A4[1], A4[0])
    paper = Paper(f"{first.programme} · {first.title}", first.language, size, programme.direction)
    days = _parts(programme, measure)
    inside, by_day = _filled(days, measure), _filled(days, measure, by_day=True)
    total = -(-(len(inside) + 2) // 4) * 4
    if len(by_day) + 2 <= total:  # a day for each page, where that takes no more sheets
        inside = by_day
    for side, (left, right) in enumerate(folding_order(total, programme.direction)):
        if side:
            paper.next_page()
        for number, x in ((left, 0.0), (right, measure.width)):
            with paper.placed(x, 0):
                if number == 1:
                    cover(paper, programme, measure)
                elif number == total:
                    back(paper, programme, measure)
                elif number - 2 < len(inside):
                    _draw(paper, programme, measure, inside[number - 2], number, total)
    return paper.bytes()


def _parts(programme: Programme, measure: Measure) -> list[tuple[Part, list[Part]]]:
    """Each day's title with its rows, none of them higher than a page."""
    accent = readable_accent(programme.accent, "#ffffff")
    made = []
    for day, entry in enumerate(programme.columns[0].days):
        title = day_title(measure, programme.columns, day, accent)
        most = _body(measure) - title.height
        rows = [session_row(measure, programme.columns, day, row, most) for row in range(len(entry.sessions))]
        made.append((title, rows))
    return made


def _body(measure: Measure) -> float:
    return measure.height - _FOOT - 3 * MM - _HEAD


def _filled(
    days: list[tuple[Part, list[Part]]], measure: Measure, opening: Part | None = None, by_day: bool = False
) -> list[Page]:
    """Parts on pages: none is split, and a day's title is not left at a foot."""
    body = _body(measure)
    pages: list[list[Part]] = [[opening] if opening else []]
    left = body + _HEAD - 10 * MM - opening.height if opening else body
    for title, rows in days:
        for place, row in enumerate(rows):
            parts = [title, row] if place == 0 else [row]
            height = sum(part.height for part in parts)
            if pages[-1] and (height > left or (by_day and place == 0)):
                pages.append([])
                left = body
            pages[-1] += parts
            left -= height
    return [page for page in pages if page] or [[]]


def _opening(programme: Programme, measure: Measure) -> Part:
    """The head of the list: what, when and where, each language on its own side."""
    accent = readable_accent(programme.accent, "#ffffff")
    share = (measure.inner - (8 * MM if len(programme.columns) > 1 else 0)) / len(programme.columns)
    placed: list[Placed] = []
    lowest = 0.0
    for column in programme.columns:
        rtl = column.direction == "rtl"
        x = measure.width - measure.edge if rtl else measure.edge
        anchor: Anchor = "right" if rtl else "left"
        top = 0.0
        for words, style in (
            (column.programme, Style(11, "bold", accent)),
            (column.title, Style(19 if len(programme.columns) == 1 else 15, "bold")),
            (column.theme, Style(11)),
            (f"{column.dates} · {column.place}", Style(10.5, "regular", MUTED)),
            (column.zone_note, Style(9, "regular", MUTED)),
        ):
            if words:
                block = wrap(words, share, style, column.direction)
                placed.append(Placed(block, x, top, anchor))
                top += block.height + 1.2 * MM
        lowest = max(lowest, top)
    return Part(lowest + 2 * MM, tuple(placed), rule=GOLD)


def _draw(paper: Paper, programme: Programme, measure: Measure, page: Page, number: int, pages: int) -> None:
    opened = bool(page) and page[0].rule == GOLD
    top = measure.height - (10 * MM if opened else _HEAD)
    if not opened:
        _running_head(paper, programme, measure)
    for part in page:
        part.draw(paper, measure, top)
        top -= part.height
    foot(paper, programme, measure)
    rtl = programme.direction == "rtl"
    x, anchor = (measure.edge, "left") if rtl else (measure.width - measure.edge, "right")
    style, lines = Style(8, "regular", MUTED), len(programme.columns)
    for place, column in enumerate(programme.columns):
        words = column.page.format(page=number, pages=pages)
        y = _FOOT / 2 - 3 + (lines - 1 - 2 * place) * _PAGE_LINE / 2
        paper.text(shape(words, style, column.direction), x, y, anchor)  # type: ignore[arg-type]


def _running_head(paper: Paper, programme: Programme, measure: Measure) -> None:
    share = measure.inner / len(programme.columns) - 2 * MM
    for column in programme.columns:
        rtl = column.direction == "rtl"
        block = fit(column.title, share, 5 * MM, Style(8, "regular", MUTED), 5.5, column.direction)
        x = measure.width - measure.edge if rtl else measure.edge
        paper.block(block, x, measure.height - 6 * MM, "right" if rtl else "left")


def foot(paper: Paper, programme: Programme, measure: Measure) -> None:
    """The funding block over the page's number."""
    paper.rule((measure.edge, _FOOT), (measure.width - measure.edge, _FOOT), GOLD, 0.6)
    way = programme.direction
    x = measure.width - measure.edge if way == "rtl" else measure.edge
    funding = Funding(programme.statements, programme.emblem)
    draw_funding(paper, funding, (x, (_FOOT - _EMBLEM) / 2), measure.inner * 0.72, _EMBLEM, way)
