"""The outside of a booklet: the cover, and a back that says where the newest agenda stands."""

from __future__ import annotations

from math import cos, pi, sin

from app.agenda.exports.programme.data import Programme
from app.agenda.exports.programme.rows import GOLD, MUTED, Measure
from app.kernel import qr
from app.kernel.colour import readable_accent
from app.kernel.pdf import MM, Paper, Style, fit, wrap
from app.kernel.pdf.funding import Funding, draw_funding
from app.kernel.pdf.paper import rgb

_BAND = 26 * MM
_EMBLEM = 12 * MM
_CODE = 30 * MM


def cover(paper: Paper, programme: Programme, measure: Measure) -> None:
    """Title, theme, dates and place in each language, under a band of stars; who invites and who pays."""
    accent = readable_accent(programme.accent, "#ffffff")
    _band(paper, measure, accent)
    top = measure.height - _BAND - 16 * MM
    middle = measure.width / 2
    bottom = 52 * MM
    share = (top - bottom) / len(programme.columns)
    for place, column in enumerate(programme.columns):
        at = top - place * share
        for words, style, height in (
            (column.programme, Style(11, "bold", accent), 7 * MM),
            (column.title, Style(20, "bold"), share * 0.42),
            (column.theme, Style(11), share * 0.25),
            (column.dates, Style(12, "bold", accent), 7 * MM),
            (column.place, Style(10.5, "regular", MUTED), 7 * MM),
        ):
            block = fit(words, measure.inner, height, style, style.size * 0.7, column.direction)
            paper.block(block, middle, at, "centre")
            at -= block.height + (2.4 * MM if block.lines else 0)
    names = [" · ".join(column.organisers) for column in programme.columns]
    at = bottom - 4 * MM
    for words, column in zip(names, programme.columns, strict=True):
        block = fit(words, measure.inner, 9 * MM, Style(8.5, "regular", MUTED), 6, column.direction)
        paper.block(block, middle, at, "centre")
        at -= block.height + 1.5 * MM
    _funding(paper, programme, measure)


def back(paper: Paper, programme: Programme, measure: Measure) -> None:
    """A code that opens the newest agenda on a phone: paper cannot follow a change."""
    middle = measure.width / 2
    top = measure.height / 2 + _CODE / 2 + 10 * MM
    matrix = qr.matrix(programme.url)
    module = _CODE / len(matrix)
    paper.modules(matrix, middle - _CODE / 2, top - _CODE, module)
    at = top - _CODE - 5 * MM
    for column in programme.columns:
        block = wrap(column.newest, measure.inner * 0.8, Style(9.5), column.direction)
        paper.block(block, middle, at, "centre")
        at -= block.height + 2 * MM
    address = fit(programme.url, measure.inner, 5 * MM, Style(8, "regular", MUTED), 5, "ltr")
    paper.block(address, middle, at, "centre")
    _funding(paper, programme, measure)


def _funding(paper: Paper, programme: Programme, measure: Measure) -> None:
    paper.rule((measure.edge, 24 * MM), (measure.width - measure.edge, 24 * MM), GOLD, 0.6)
    way = programme.direction
    x = measure.width - measure.edge if way == "rtl" else measure.edge
    draw_funding(
        paper, Funding(programme.statements, programme.emblem), (x, 6 * MM), measure.inner, _EMBLEM, way
    )


def _band(paper: Paper, measure: Measure, accent: str) -> None:
    low = measure.height - _BAND
    paper.fill(0, low, measure.width, _BAND, accent)
    radius = _BAND / 2
    inner = radius * cos(pi / 4) / cos(pi / 8)
    with paper.clipped(0, low, measure.width, _BAND):
        for star in range(int(measure.width / _BAND) + 2):
            centre = star * _BAND, low + radius
            parts = []
            for step in range(16):
                r = radius if step % 2 == 0 else inner
                x, y = centre[0] + r * sin(step * pi / 8), centre[1] + r * cos(step * pi / 8)
                parts.append(f"{x:.2f} {y:.2f} {'l' if step else 'm'}")
            paper.draw(f"{rgb(GOLD)} RG 0.5 w {' '.join(parts)} h S")
    paper.fill(0, low - 0.8 * MM, measure.width, 0.8 * MM, GOLD)
