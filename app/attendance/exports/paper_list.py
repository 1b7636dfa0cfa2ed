"""The attendance list on paper: A4 across, two languages facing, a box to sign in for everybody."""

from collections.abc import Mapping

from app.attendance.exports.cells import BETWEEN, MUTED, Cell
from app.attendance.exports.data import AttendanceList, Attendee, Labels
from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, INK, MM, Anchor, Direction, Paper, Style, base_direction, fit, shape
from app.kernel.pdf.funding import Funding, draw_funding

_LINE, _GOLD = "#c9c9be", "#b98a2f"
_WIDTH, _HEIGHT = A4[1], A4[0]
_MARGIN = 12 * MM
_INNER = _WIDTH - 2 * _MARGIN
_HEAD_RULE = _HEIGHT - 36 * MM  # under the two titles
_TABLE_TOP = _HEAD_RULE - 9.5 * MM  # under the heads of the columns
_ROW = 11 * MM
_FOOT_RULE = 18 * MM
_EMBLEM = 10 * MM  # the least height that the funder's rules give it
ROWS_A_PAGE = int((_TABLE_TOP - _FOOT_RULE - 1 * MM) / _ROW)
# Widths in millimetres, along the reading direction; together the page's 273.
_COLUMNS = {
    "number": 10,
    "name": 68,
    "function": 55,
    "place": 40,
    "category": 26,
    "arrived": 15.5,
    "left": 15.5,
    "signature": 43,
}
_CENTRED = frozenset({"number", "arrived", "left"})


def attendance_pdf(sheet: AttendanceList, labels: Labels) -> bytes:
    """Draw the list, pages numbered, the heads on each; the same input gives the same bytes."""
    language = sheet.languages[0]
    direction = base_direction(sheet.say(labels.list, language))
    title = f"{sheet.say(labels.list, language)} · {sheet.say(sheet.session, language)}"
    paper = Paper(title, language, (_WIDTH, _HEIGHT), direction)
    cells = _cells(direction)
    pages = max(1, -(-len(sheet.rows) // ROWS_A_PAGE))
    with paper.stamp("page"):
        _titles(paper, sheet, labels)
        _column_heads(paper, sheet, labels, cells)
        _foot(paper, sheet, direction)
    for page in range(pages):
        if page:
            paper.next_page()
        paper.press("page")
        _page_number(paper, sheet, labels, direction, page + 1, pages)
        first = page * ROWS_A_PAGE
        for i, row in enumerate(sheet.rows[first : first + ROWS_A_PAGE]):
            _row(paper, cells, direction, row, first + i + 1, _TABLE_TOP - i * _ROW)
    return paper.bytes()


def facing_language(sheet: AttendanceList, texts: Mapping[str, str]) -> str:
    """Give the next language whose text runs the other way, or '' in an event of one script."""
    own = base_direction(sheet.say(texts, sheet.languages[0]))
    return next((k for k in sheet.languages if k in texts and base_direction(texts[k]) != own), "")


def _cells(direction: Direction) -> list[Cell]:
    keys = list(_COLUMNS)
    if direction == "rtl":
        keys.reverse()
    cells: list[Cell] = []
    left = _MARGIN
    start: Anchor = "right" if direction == "rtl" else "left"
    for key in keys:
        width = _COLUMNS[key] * MM
        cells.append(Cell(key, left, width, "centre" if key in _CENTRED else start))
        left += width
    return cells


def _titles(paper: Paper, sheet: AttendanceList, labels: Labels) -> None:
    """Two languages face one another over one rule: Arabic on the right, the other on the left."""
    accent = readable_accent(sheet.accent, "#ffffff")
    other = facing_language(sheet, sheet.event)
    half = (_INNER - 8 * MM) / 2 if other else _INNER
    for language in filter(None, (sheet.languages[0], other)):
        rtl = base_direction(sheet.say(sheet.event, language)) == "rtl"
        x = _WIDTH - _MARGIN if rtl else _MARGIN
        top = _HEIGHT - 10 * MM
        head = f"{sheet.say(labels.list, language)} · {sheet.say(sheet.event, language)}"
        when = " · ".join(filter(None, (sheet.say(sheet.when, language), sheet.say(sheet.place, language))))
        for text, style, least, height in (
            (head, Style(9, "bold", accent), 6.5, 5 * MM),
            (sheet.say(sheet.session, language), Style(14, "bold"), 11, 12 * MM),
            (when, Style(9.5), 7, 5 * MM),
        ):
            block = fit(text, half, height, style, least)
            paper.block(block, x, top, "right" if rtl else "left")
            top -= block.height + 0.8 * MM
    paper.rule((_MARGIN, _HEAD_RULE), (_WIDTH - _MARGIN, _HEAD_RULE), accent, 1.0)


def _column_heads(paper: Paper, sheet: AttendanceList, labels: Labels, cells: list[Cell]) -> None:
    for cell in cells:
        texts: Mapping[str, str] = getattr(labels, cell.key)
        facing = texts.get(facing_language(sheet, texts), "")
        lead = sheet.say(texts, sheet.languages[0])
        cell.head(paper, lead, facing, _HEAD_RULE, _HEAD_RULE - _TABLE_TOP)
    paper.rule((_MARGIN, _TABLE_TOP), (_WIDTH - _MARGIN, _TABLE_TOP), INK, 0.6)


def _row(
    paper: Paper, cells: list[Cell], direction: Direction, row: Attendee, number: int, top: float
) -> None:
    names = [row.name_arabic, row.name_latin]
    if direction == "ltr":
        names.reverse()
    place = " · ".join(filter(None, (row.city, row.country)))
    texts = {
        "number": str(number),
        "function": row.function,
        "place": place,
        "category": row.category,
        "arrived": row.arrived.strftime("%H:%M") if row.arrived else "",
        "left": row.left.strftime("%H:%M") if row.left else "",
    }
    for cell in cells:
        if cell.key == "name":
            _stacked(paper, cell, names, top)
        elif cell.key == "signature":
            paper.frame(cell.left + MM, top - _ROW + MM, cell.width - 2 * MM, _ROW - 2 * MM, _LINE, 0.5)
        else:
            block = fit(texts[cell.key], cell.room, _ROW - 2 * MM, Style(9), 7.5)
            paper.block(block, cell.x, top - (_ROW - block.height) / 2, cell.anchor)
    paper.rule((_MARGIN, top - _ROW), (_WIDTH - _MARGIN, top - _ROW), _LINE, 0.4)


def _stacked(paper: Paper, cell: Cell, names: list[str], top: float) -> None:
    """The two names under one another, or one alone in the middle of the row."""
    styles = (Style(10.5, "bold"), Style(9))
    shown = [name for name in names if name]
    height = (_ROW - 1.2 * MM - BETWEEN) / max(1, len(shown))
    blocks = [fit(name, cell.room, height, style, 8) for name, style in zip(shown, styles, strict=False)]
    cell.stack(paper, blocks, top, _ROW)


def _foot(paper: Paper, sheet: AttendanceList, direction: Direction) -> None:
    paper.rule((_MARGIN, _FOOT_RULE), (_WIDTH - _MARGIN, _FOOT_RULE), _GOLD, 0.6)
    texts = sheet.funding or {}
    facing = texts.get(facing_language(sheet, texts), "")
    funding = Funding(tuple(filter(None, (sheet.say(texts, sheet.languages[0]), facing))), sheet.emblem)
    x = _WIDTH - _MARGIN if direction == "rtl" else _MARGIN
    draw_funding(paper, funding, (x, (_FOOT_RULE - _EMBLEM) / 2), _INNER * 0.6, _EMBLEM, direction)


def _page_number(
    paper: Paper, sheet: AttendanceList, labels: Labels, direction: Direction, page: int, pages: int
) -> None:
    language = sheet.languages[0]
    x = _MARGIN if direction == "rtl" else _WIDTH - _MARGIN
    far: Anchor = "left" if direction == "rtl" else "right"
    number = sheet.say(labels.page, language).format(page=page, pages=pages)
    reference = sheet.say(labels.reference, language).format(reference=sheet.reference)
    paper.text(shape(number, Style(9), direction), x, _FOOT_RULE / 2 + 1.2 * MM, far)
    paper.text(shape(reference, Style(7.5, "regular", MUTED), direction), x, _FOOT_RULE / 2 - 3 * MM, far)
