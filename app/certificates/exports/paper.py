"""A certificate on A4 across: a band of stars around it, the name largest, one column in the middle or two facing."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.certificates.exports.edge import draw_edge
from app.kernel import qr
from app.kernel.colour import readable_accent
from app.kernel.i18n import direction
from app.kernel.pdf import A4, MM, Anchor, Block, Direction, Paper, Style, base_direction, fit, stack
from app.kernel.pdf.flow import set_paragraph
from app.kernel.pdf.funding import Funding, draw_funding
from app.letters.exports import Column, LetterPaper
from app.letters.rules import Piece

_MUTED, _GOLD = "#5d6863", "#b98a2f"
_WIDTH, _HEIGHT = A4[1], A4[0]
_EDGE = 13 * MM  # the band of stars, from the paper's edge inwards
_MARGIN = 24 * MM
_INNER = _WIDTH - 2 * _MARGIN
_GUTTER = 14 * MM
_LOGO, _EMBLEM, _CODE, _SIGNED = 15 * MM, 9 * MM, 19 * MM, 17 * MM
_FOOT = 40 * MM  # under it: who pays, and where to check the paper
_SIGNERS = 30 * MM  # over it: function, signature and name
_BREAK = 0.5  # of a line, between two paragraphs


@dataclass(frozen=True)
class _Scale:
    """Sizes in points for one column over the whole width, or for two."""

    title: float
    name: float
    text: float


_ALONE, _FACING = _Scale(30, 27, 13.5), _Scale(21, 18, 11)


def certificate_pdf(letter: LetterPaper) -> bytes:
    """Draw the certificate on one page; the same input gives the same bytes."""
    lead = letter.columns[0]
    turned = direction(lead.language) == "rtl"
    title = f"{lead.title} · {letter.reference}"
    paper = Paper(title, lead.language, (_WIDTH, _HEIGHT), "rtl" if turned else "ltr")
    accent = readable_accent(letter.accent, "#ffffff")
    draw_edge(paper, (_WIDTH, _HEIGHT), _EDGE, accent)
    top = _head(paper, letter)
    low = _FOOT + _SIGNERS
    for column, middle, width in _places(letter):
        _words(paper, letter, column, middle, width, (top, low))
        _sign(paper, letter, column, middle, width)
    if len(letter.columns) > 1:
        paper.rule((_WIDTH / 2, low), (_WIDTH / 2, top - 4 * MM), _GOLD, 0.4)
    _foot(paper, letter, turned)
    return paper.bytes()


def _places(letter: LetterPaper) -> list[tuple[Column, float, float]]:
    """Each column with its middle and its width; of two, Arabic stands on the right."""
    if len(letter.columns) == 1:
        return [(letter.columns[0], _WIDTH / 2, _INNER * 0.86)]
    half = (_INNER - _GUTTER) / 2
    left, right = _MARGIN + half / 2, _WIDTH - _MARGIN - half / 2
    first, second = letter.columns
    first_right = direction(first.language) == "rtl" and direction(second.language) != "rtl"
    places = (right, left) if first_right else (left, right)
    return [(column, place, half) for column, place in zip(letter.columns, places, strict=True)]


def _head(paper: Paper, letter: LetterPaper) -> float:
    """Logos, and who certifies, in the middle; gives where the words may begin."""
    top = _HEIGHT - _EDGE - 6 * MM
    if letter.logos:
        pictures = [Image.open(BytesIO(one)) for one in letter.logos]
        wide = sum(_LOGO * one.width / one.height for one in pictures) + _LOGO * 0.3 * (len(pictures) - 1)
        wide = min(wide, _INNER)
        paper.row_of_pictures(letter.logos, ((_WIDTH - wide) / 2, top - _LOGO), wide, _LOGO, "left")
        top -= _LOGO + 2 * MM
    places = {column.language: (middle, width) for column, middle, width in _places(letter)}
    alone = len(letter.columns) == 1
    lowest = top
    for language, lines in letter.heads:
        if language not in places and (alone is False or language != letter.columns[0].language):
            continue
        middle, width = places[language]
        text = " · ".join(lines) if alone else lines[0] if lines else ""
        style = Style(11 if alone else 9.5, "bold", _MUTED)
        block = fit(text, width, 11 * MM, style, 7.5, _side(language))
        paper.block(block, middle, top, "centre")
        lowest = min(lowest, top - block.height)
    return lowest - 2 * MM


def _words(
    paper: Paper, letter: LetterPaper, column: Column, middle: float, width: float, room: tuple[float, float]
) -> None:
    """Title and words, in the largest type that all of them take between two heights, in the middle of these."""
    top, low = room
    scale, share = (_ALONE if len(letter.columns) == 1 else _FACING), 1.0
    blocks = _set(column, width, scale, share, letter.accent)
    while _height(blocks) > top - low and share > 0.4:
        share *= 0.95
        blocks = _set(column, width, scale, share, letter.accent)
    at = top - max(0.0, (top - low - _height(blocks)) / 2)
    for block, gap in blocks:
        paper.block(block, middle, at, "centre")
        at -= block.height + gap


def _set(column: Column, width: float, scale: _Scale, share: float, accent: str) -> list[tuple[Block, float]]:
    """Blocks with the white beneath each: the title, then paragraphs; one that is all strong is the name."""
    side, size = _side(column.language), scale.text * share
    colour = readable_accent(accent, "#ffffff")
    made = [
        (fit(column.title, width, 30 * MM, Style(scale.title * share, "bold", colour), 12, side), size * 0.9)
    ]
    for block in column.blocks:
        for number, line in enumerate(block.lines):
            if not any(piece.text.strip() for piece in line):
                continue
            last = number == len(block.lines) - 1
            gap = size * (_BREAK * 1.4 if last else 0.5 if _is_name(line) else 0.16)
            made.append((_line(line, width, size, scale.name * share, side), gap))
    return made


def _line(line: tuple[Piece, ...], width: float, size: float, name: float, side: Direction) -> Block:
    if _is_name(line):
        text = "".join(piece.text for piece in line)
        return fit(text, width, 24 * MM, Style(name, "bold"), 11, side)
    parts = [(piece.text, "bold" if piece.strong else "regular") for piece in line]
    return stack(set_paragraph(parts, width, Style(size), side))  # type: ignore[arg-type]


def _is_name(line: tuple[Piece, ...]) -> bool:
    return all(piece.strong or not piece.text.strip() for piece in line)


def _height(blocks: list[tuple[Block, float]]) -> float:
    return sum(block.height + gap for block, gap in blocks)


def _sign(paper: Paper, letter: LetterPaper, column: Column, middle: float, width: float) -> None:
    """Function, signature and name at the end of the lines, over a line to sign on; the date at their beginning."""
    side = _side(column.language)
    half = width * 0.46
    ends = (middle - width / 2 + half / 2, middle + width / 2 - half / 2)
    dated, signed = ends if side == "ltr" else ends[::-1]
    line = _FOOT + 9 * MM
    for x in (dated, signed):
        paper.rule((x - half / 2, line), (x + half / 2, line), _MUTED, 0.5)
    _beneath(paper, column.date, dated, line, half, Style(9.5), side)
    function = fit(column.signer_function, half, 9 * MM, Style(9.5, "regular", _MUTED), 7, side)
    paper.block(function, signed, line + _SIGNED + function.height, "centre")
    if letter.signature:
        with Image.open(BytesIO(letter.signature)) as image:
            shape = image.width / image.height
        tall = min(_SIGNED - 1 * MM, half / shape)
        paper.picture(letter.signature, signed - shape * tall / 2, line + 0.5 * MM, shape * tall, tall)
    _beneath(paper, column.signer, signed, line, half, Style(10.5, "bold"), side)


def _beneath(
    paper: Paper, text: str, x: float, line: float, width: float, style: Style, side: Direction
) -> None:
    paper.block(fit(text, width, 8 * MM, style, 7, side), x, line - 1 * MM, "centre")


def _foot(paper: Paper, letter: LetterPaper, turned: bool) -> None:
    """Who pays at the reading edge; a small code and where to check it at the other."""
    paper.rule((_MARGIN, _FOOT - 2 * MM), (_WIDTH - _MARGIN, _FOOT - 2 * MM), _GOLD, 0.6)
    edge, far = (_WIDTH - _MARGIN, _MARGIN) if turned else (_MARGIN, _WIDTH - _MARGIN)
    side: Direction = "rtl" if turned else "ltr"
    middle = (_FOOT - 2 * MM + _EDGE) / 2
    funding = Funding(letter.statements, "eu" if letter.has_emblem else None)
    draw_funding(paper, funding, (edge, middle - _EMBLEM / 2), _INNER * 0.5, _EMBLEM, side)
    if not letter.url:  # a preview, which nothing verifies
        return
    rows = qr.matrix(letter.url)
    module = _CODE / (len(rows) + 2 * qr.QUIET)
    left = far if turned else far - _CODE
    paper.modules(rows, left + qr.QUIET * module, middle - _CODE / 2 + qr.QUIET * module, module)
    beside, anchor = far + (_CODE + 1 * MM) * (1 if turned else -1), _far(turned)
    blocks = [
        fit(text, _INNER * 0.36, 7 * MM, Style(7.5, "regular", _MUTED), 5, base_direction(text, side))
        for text in (letter.check, letter.url.partition("://")[2], letter.reference)
    ]
    at = middle + sum(block.height for block in blocks) / 2
    for block in blocks:
        paper.block(block, beside, at, anchor)
        at -= block.height


def _far(turned: bool) -> Anchor:
    return "left" if turned else "right"


def _side(language: str) -> Direction:
    return "rtl" if direction(language) == "rtl" else "ltr"
