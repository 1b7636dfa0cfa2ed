"""The page that shows what a printer gets wrong: a cross at 20 mm, a line of 150 mm, and the edges of the places."""

from __future__ import annotations

from collections.abc import Sequence

from app.badges.exports.formats import Stock
from app.kernel.i18n import direction
from app.kernel.pdf import INK, MM, Paper, Style, fit

LEFT, BOTTOM, LINE = 20.0, 20.0, 150.0  # millimetres; rules.Correction.measured expects them


def printer_page(title: str, words: Sequence[str], stock: Stock, language: str) -> bytes:
    """A4 or the paper's own size with what is to be measured; `words` say how, a sentence each."""
    grid = stock.grid
    width, height = max(grid.page_width, 190), max(grid.page_height, 120)
    paper = Paper(title, language, (width * MM, height * MM))
    x, y = LEFT * MM, BOTTOM * MM
    paper.rule((x - 5 * MM, y), (x + 5 * MM, y), INK, 0.4)
    paper.rule((x, y - 5 * MM), (x, y + 5 * MM), INK, 0.4)
    line = 34 * MM
    paper.rule((x, line), (x + LINE * MM, line), INK, 0.4)
    for end in (x, x + LINE * MM):
        paper.rule((end, line - 3 * MM), (end, line + 3 * MM), INK, 0.4)
    for millimetre in range(0, int(LINE) + 1, 10):
        paper.rule((x + millimetre * MM, line), (x + millimetre * MM, line + 1.5 * MM), INK, 0.25)
    if (width, height) == (grid.page_width, grid.page_height):
        for spot in grid.spots():
            paper.frame(spot.x * MM, spot.y * MM, grid.width * MM, grid.height * MM, "#9aa39d", 0.25)
    rtl = direction(language) == "rtl"
    top, room = height * MM - 22 * MM, min(width - 40, 160) * MM
    edge, side = (x + room, "right") if rtl else (x, "left")
    for number, sentence in enumerate([title, *words]):
        style = Style(14 if number == 0 else 11, "bold" if number == 0 else "regular")
        block = fit(sentence, room, 30 * MM, style, 9)
        paper.fill(x - 2, top - block.height - 1, room + 4, block.height + 2, "#ffffff")
        paper.block(block, edge, top, "right" if side == "right" else "left")
        top -= block.height + 3 * MM
    return paper.bytes()
