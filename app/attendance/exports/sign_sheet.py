"""The sign-in sheet on paper: A4 across, one language or two facing, a box to sign in beside every name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.attendance.exports.cells import BETWEEN, MUTED, Cell
from app.attendance.exports.sign_data import SignPage, SignRow, SignSheet, SignWords
from app.attendance.rules.sheets import ROWS_A_PAGE
from app.kernel import i18n, qr
from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, INK, MM, Anchor, Block, Direction, Paper, Style, fit, shape
from app.kernel.pdf.funding import Funding, draw_funding

_LINE, _GOLD = "#c9c9be", "#b98a2f"
_WIDTH, _HEIGHT = A4[1], A4[0]
_MARGIN = 12 * MM
_INNER = _WIDTH - 2 * _MARGIN
_HEAD_RULE = _HEIGHT - 40 * MM
_TABLE_TOP = _HEAD_RULE - 9 * MM
_ROW = 11.6 * MM
_FOOT_RULE = 18 * MM
_EMBLEM = 10 * MM  # the least height that the funder's rules give it
_CODE = 24 * MM
# Widths in millimetres, along the reading direction; together the page's 273.
_COLUMNS = {"number": 11, "name": 70, "function": 54, "place": 43, "contact": 37, "signature": 58}
_CENTRED = frozenset({"number"})


def _side_of(language: str) -> Direction:
    return "rtl" if i18n.direction(language) == "rtl" else "ltr"


@dataclass
class _Drawing:
    """A document in the making; texts that come again (functions, cities) are fitted once."""

    paper: Paper
    words: SignWords
    fitted: dict[tuple[str, str], Block] = field(default_factory=dict)


def sign_sheets_pdf(sheets: Sequence[SignSheet], words: SignWords) -> bytes:
    """Draw sheets one after the other, each with its own page numbers; the same input gives the same bytes."""
    first = sheets[0]
    lead = first.languages[0]
    title = f"{first.say(words.sheet, lead)} · {first.say(first.event, lead)}"
    paper = Paper(title, lead, (_WIDTH, _HEIGHT), _side_of(lead))
    drawing = _Drawing(paper, words)
    for at, sheet in enumerate(sheets):
        _sheet(drawing, sheet, at)
    return paper.bytes()


def _sheet(drawing: _Drawing, sheet: SignSheet, at: int) -> None:
    paper = drawing.paper
    cells = _cells(sheet)
    for number, page in enumerate(sheet.pages, start=1):
        if at or number > 1:
            paper.next_page()
        name = f"page-{at}-{page.part}"
        with paper.stamp(name) as fresh:
            if fresh:
                _head(drawing, sheet, page)
                _grid(drawing, sheet, cells)
                _foot(drawing, sheet)
        paper.press(name)
        _own(drawing, sheet, number)
        for line, row in enumerate(page.rows):
            _row(drawing, sheet, cells, row, _TABLE_TOP - line * _ROW)


def _cells(sheet: SignSheet) -> list[Cell]:
    widths = {key: width * MM for key, width in _COLUMNS.items()}
    if not sheet.has_contact:
        spare = widths.pop("contact")
        widths["function"] += spare / 2
        widths["signature"] += spare / 2
    turned = _side_of(sheet.languages[0]) == "rtl"
    start: Anchor = "right" if turned else "left"
    cells, left = [], _MARGIN
    for key in reversed(widths) if turned else widths:
        cells.append(Cell(key, left, widths[key], "centre" if key in _CENTRED else start))
        left += widths[key]
    return cells


def _head(drawing: _Drawing, sheet: SignSheet, page: SignPage) -> None:
    """One title block a language, Arabic on the right, over one rule; the code lies between or at the far edge."""
    paper, accent = drawing.paper, readable_accent(sheet.accent, "#ffffff")
    alone = len(sheet.languages) == 1
    width = _INNER - _CODE - 4 * MM if alone else (_INNER - _CODE - 8 * MM) / 2
    for language in sheet.languages:
        anchor, x = _side(sheet, language)
        top = _HEIGHT - 9 * MM
        for text, style, least, height in _titles(drawing, sheet, page, language, accent):
            block = fit(text, width, height, style, least)
            paper.block(block, x, top, anchor)
            top -= block.height + 0.7 * MM
    paper.rule((_MARGIN, _HEAD_RULE), (_WIDTH - _MARGIN, _HEAD_RULE), accent, 1.0)


def _side(sheet: SignSheet, language: str) -> tuple[Anchor, float]:
    """The edge of a language's titles; two of one direction take one edge each."""
    right = _side_of(language) == "rtl"
    if len(sheet.languages) > 1 and language == sheet.languages[1]:
        right = _side_of(sheet.languages[0]) != "rtl"
    return ("right", _WIDTH - _MARGIN) if right else ("left", _MARGIN)


def _titles(
    drawing: _Drawing, sheet: SignSheet, page: SignPage, language: str, accent: str
) -> list[tuple[str, Style, float, float]]:
    words, say = drawing.words, sheet.say
    title = " · ".join(filter(None, (say(sheet.title, language), say(words.parts[page.part], language))))
    when = " · ".join(filter(None, (say(sheet.when, language), say(sheet.venue, language))))
    agreement = say(words.agreement, language).format(agreement=sheet.agreement) if sheet.agreement else ""
    return [
        (
            f"{say(words.sheet, language)} · {say(sheet.event, language)}",
            Style(9, "bold", accent),
            6.5,
            5 * MM,
        ),
        (title, Style(13, "bold"), 9, 9 * MM),
        (say(sheet.theme, language), Style(8, "regular", MUTED), 6, 4.5 * MM),
        (when, Style(9), 6.5, 4.5 * MM),
        (agreement, Style(8), 6, 4 * MM),
    ]


def _grid(drawing: _Drawing, sheet: SignSheet, cells: Sequence[Cell]) -> None:
    """Heads of the columns, hairlines and boxes of every row: what no page does without."""
    paper, words = drawing.paper, drawing.words
    for cell in cells:
        texts: Mapping[str, str] = getattr(words, cell.key)
        facing = sheet.say(texts, sheet.languages[1]) if len(sheet.languages) > 1 else ""
        lead = sheet.say(texts, sheet.languages[0])
        cell.head(paper, lead, facing, _HEAD_RULE, _HEAD_RULE - _TABLE_TOP)
    paper.rule((_MARGIN, _TABLE_TOP), (_WIDTH - _MARGIN, _TABLE_TOP), INK, 0.6)
    box = next(cell for cell in cells if cell.key == "signature")
    for line in range(1, ROWS_A_PAGE + 1):
        bottom = _TABLE_TOP - line * _ROW
        paper.frame(box.left + MM, bottom + MM, box.width - 2 * MM, _ROW - 2 * MM, _LINE, 0.5)
        paper.rule((_MARGIN, bottom), (_WIDTH - _MARGIN, bottom), _LINE, 0.4)


def _row(drawing: _Drawing, sheet: SignSheet, cells: Sequence[Cell], row: SignRow, top: float) -> None:
    lead, *others = sheet.languages
    names = [row.name_ar, row.name_latin]
    if lead != "ar":
        names.reverse()
    places = [_place(sheet, row, one) for one in (lead, *others)]
    for cell in cells:
        if cell.key == "name":
            _stacked(drawing, cell, names, top, (Style(10.5, "bold"), Style(9)))
        elif cell.key == "place":
            _stacked(drawing, cell, list(dict.fromkeys(places)), top, (Style(9), Style(8, "regular", MUTED)))
        elif cell.key != "signature":
            text = {"number": str(row.number), "function": row.function, "contact": row.contact}[cell.key]
            block = _fitted(drawing, cell, text, _ROW - 2 * MM, Style(9))
            drawing.paper.block(block, cell.x, top - (_ROW - block.height) / 2, cell.anchor)


def _place(sheet: SignSheet, row: SignRow, language: str) -> str:
    separator = "، " if language == "ar" else ", "
    return separator.join(filter(None, (sheet.say(row.city, language), sheet.say(row.country, language))))


def _fitted(drawing: _Drawing, cell: Cell, text: str, height: float, style: Style) -> Block:
    """A block for a cell, from the store where texts come again."""
    if cell.key in ("name", "number", "contact"):
        return fit(text, cell.room, height, style, 6)
    key = (f"{cell.key}-{height:.2f}-{style.size}-{cell.room:.1f}", text)
    if key not in drawing.fitted:
        drawing.fitted[key] = fit(text, cell.room, height, style, 6)
    return drawing.fitted[key]


def _stacked(
    drawing: _Drawing, cell: Cell, texts: Sequence[str], top: float, styles: tuple[Style, Style]
) -> None:
    """Two texts under one another, or one alone in the middle of the row."""
    shown = [text for text in texts if text]
    height = (_ROW - 1.2 * MM - BETWEEN) / max(1, len(shown))
    blocks = [_fitted(drawing, cell, text, height, style) for text, style in zip(shown, styles, strict=False)]
    cell.stack(drawing.paper, blocks, top, _ROW)


def _foot(drawing: _Drawing, sheet: SignSheet) -> None:
    paper, side = drawing.paper, _side_of(sheet.languages[0])
    paper.rule((_MARGIN, _FOOT_RULE), (_WIDTH - _MARGIN, _FOOT_RULE), _GOLD, 0.6)
    said = [sheet.say(sheet.funding or {}, one) for one in sheet.languages]
    funding = Funding(tuple(dict.fromkeys(filter(None, said))), sheet.emblem)
    x = _WIDTH - _MARGIN if side == "rtl" else _MARGIN
    base = (_FOOT_RULE - _EMBLEM) / 2
    used = draw_funding(paper, funding, (x, base), _INNER * 0.42, _EMBLEM, side)
    if sheet.logos:
        inward = -1 if side == "rtl" else 1
        start = (x + inward * (used + 6 * MM), base)
        paper.row_of_pictures(
            sheet.logos, start, _INNER * 0.74 - used - 6 * MM, _EMBLEM, "right" if side == "rtl" else "left"
        )


def _own(drawing: _Drawing, sheet: SignSheet, number: int) -> None:
    """What only this page says: its number, the reference, and the code that finds it again."""
    paper, lead = drawing.paper, sheet.languages[0]
    side: Direction = _side_of(lead)
    x = _MARGIN if side == "rtl" else _WIDTH - _MARGIN
    far: Anchor = "left" if side == "rtl" else "right"
    words = drawing.words
    lines = [
        (sheet.say(words.page, one).format(page=number, pages=len(sheet.pages)), _side_of(one))
        for one in sheet.languages
    ]
    lines.append((sheet.say(words.reference, lead).format(reference=sheet.reference), side))
    at = _FOOT_RULE / 2 + (len(lines) - 2) * 2 * MM + 1.2 * MM
    for said, way in lines:
        style = Style(9) if said == lines[0][0] else Style(7.5, "regular", MUTED)
        paper.text(shape(said, style, way), x, at, far)
        at -= 4.2 * MM
    _code(paper, sheet, number, side)


def _code(paper: Paper, sheet: SignSheet, number: int, side: Direction) -> None:
    matrix = qr.matrix(sheet.codes[number - 1])
    module = _CODE / (len(matrix) + 2 * qr.QUIET)
    across = _WIDTH / 2 - _CODE / 2
    if len(sheet.languages) == 1:
        across = _MARGIN if side == "rtl" else _WIDTH - _MARGIN - _CODE
    inset = qr.QUIET * module
    bottom = _HEIGHT - 7 * MM - _CODE
    paper.modules(matrix, across + inset, bottom + inset, module)
    said = shape(f"{sheet.reference}-{number}", Style(7.5, "bold"), "ltr")
    paper.text(said, across + _CODE / 2, bottom - 0.6 * MM, "centre")
