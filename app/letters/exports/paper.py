"""A letter on A4: head, reference and date, words in one column or two facing, signature, and a code to check it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from app.kernel import qr
from app.kernel.colour import readable_accent
from app.kernel.i18n import direction
from app.kernel.pdf import A4, MM, Anchor, Block, Direction, Line, Paper, Style, base_direction, fit, shape
from app.kernel.pdf.flow import Part, Placed, Set, pages, set_paragraph
from app.kernel.pdf.funding import Funding, draw_funding
from app.letters.exports.data import Column, LetterPaper
from app.letters.rules import Piece

_MUTED, _GOLD = "#5d6863", "#b98a2f"
_WIDTH, _HEIGHT = A4
_MARGIN = 22 * MM
_INNER = _WIDTH - 2 * _MARGIN
_GUTTER = 9 * MM
_LOGO = 16 * MM
_FOOT = 27 * MM  # the rule over the foot
_EMBLEM, _CODE = 10 * MM, 19 * MM
_SIGNATURE = 20 * MM  # height of the picture, no more
_SIGNED_WIDTH = 72 * MM


@dataclass(frozen=True)
class Frame:
    """Where one column of words stands, and how its lines are set."""

    left: float
    width: float
    side: Direction
    size: float

    @property
    def start(self) -> float:
        """The edge where lines begin."""
        return self.left + self.width if self.side == "rtl" else self.left

    @property
    def anchor(self) -> Anchor:
        """The side on which lines are anchored."""
        return "right" if self.side == "rtl" else "left"

    @property
    def end(self) -> float:
        """The edge where lines end."""
        return self.left if self.side == "rtl" else self.left + self.width

    @property
    def far(self) -> Anchor:
        """The side at the end of lines."""
        return "left" if self.side == "rtl" else "right"

    @property
    def leading(self) -> float:
        """Baseline to baseline; Arabic needs more."""
        return self.size * (1.72 if self.side == "rtl" else 1.42)

    def inward(self, distance: float) -> float:
        """An x so far in from the edge where lines begin."""
        return self.start + (-distance if self.side == "rtl" else distance)


def letter_pdf(letter: LetterPaper) -> bytes:
    """Draw the letter, on as many pages as its words take; the same input gives the same bytes."""
    lead = letter.columns[0]
    turned = direction(lead.language) == "rtl"
    paper = Paper(f"{lead.title} · {letter.reference}", lead.language, A4, "rtl" if turned else "ltr")
    top = _head(paper, letter)
    frames = _frames(letter)
    flows = [
        _flow(column, frame, top - _FOOT, letter)
        for column, frame in zip(letter.columns, frames, strict=True)
    ]
    count = max(len(flow) for flow in flows)
    for number in range(count):
        if number:
            paper.next_page()
        first = top if number == 0 else _HEIGHT - _MARGIN
        for column, frame, flow in zip(letter.columns, frames, flows, strict=True):
            if number < len(flow):
                _page(paper, frame, flow[number], first)
                if number == len(flow) - 1:
                    _sign(paper, letter, column, frame, first - _bottom(flow[number]))
        _foot(paper, letter, turned, number + 1, count)
    return paper.bytes()


def _frames(letter: LetterPaper) -> list[Frame]:
    """The whole width for one language; halves for two, Arabic on the right."""
    sides: list[Direction] = ["rtl" if direction(one.language) == "rtl" else "ltr" for one in letter.columns]
    if len(sides) == 1:
        return [Frame(_MARGIN, _INNER, sides[0], 12 if sides[0] == "rtl" else 11)]
    half = (_INNER - _GUTTER) / 2
    second = _MARGIN + half + _GUTTER
    first_left = second if sides[0] == "rtl" or (sides[1] == "ltr" and sides[0] != "ltr") else _MARGIN
    lefts = (first_left, _MARGIN if first_left == second else second)
    return [
        Frame(left, half, side, 10.5 if side == "rtl" else 9.5)
        for left, side in zip(lefts, sides, strict=True)
    ]


def _head(paper: Paper, letter: LetterPaper) -> float:
    """Logos and who writes, in two languages facing one another over one rule; gives where the words begin."""
    top = _HEIGHT - 12 * MM
    turned = direction(letter.columns[0].language) == "rtl"
    if letter.logos:
        edge = _WIDTH - _MARGIN if turned else _MARGIN
        paper.row_of_pictures(letter.logos, (edge, top - _LOGO), _INNER, _LOGO, "right" if turned else "left")
        top -= _LOGO + 4 * MM
    lowest = top
    share = _INNER if len(letter.heads) == 1 else (_INNER - _GUTTER) / 2
    for language, lines in letter.heads:
        rtl = direction(language) == "rtl"
        edge, anchor, at = (_WIDTH - _MARGIN if rtl else _MARGIN), ("right" if rtl else "left"), top
        for number, line in enumerate(lines):
            style = Style(11, "bold") if number == 0 else Style(9.5)
            block = fit(line, share, 11 * MM, style, 8, "rtl" if rtl else "ltr")
            paper.block(block, edge, at, "right" if anchor == "right" else "left")
            at -= block.height + 0.6 * MM
        lowest = min(lowest, at)
    rule = lowest - 2 * MM
    paper.rule((_MARGIN, rule), (_WIDTH - _MARGIN, rule), readable_accent(letter.accent, "#ffffff"), 1.0)
    return rule - 8 * MM


def _flow(column: Column, frame: Frame, room: float, letter: LetterPaper) -> list[list[Placed]]:
    """The column's lines, page by page; the last page leaves room for the signature beneath the last lines."""
    sets = list(_sets(column, frame, letter.justify and len(letter.columns) == 1))
    signed = _signature_height(column, letter)
    others = _HEIGHT - _MARGIN - _FOOT
    made = pages(sets, room, others)
    if _bottom(made[-1]) + signed > (room if len(made) == 1 else others):
        # The signature never stands alone: the last paragraph goes over with it.
        kept = pages(sets[:-1], room, others)
        over = pages(sets[-1:], others, others)
        return [*kept, *over]
    return made


def _sets(column: Column, frame: Frame, justify: bool) -> list[Set]:
    small = frame.size - 0.5
    leading = frame.leading
    made = [
        Set(_lines([(column.reference, "regular")], frame, Style(small, "regular", _MUTED)), leading),
        Set(_lines([(column.date, "regular")], frame, Style(small)), leading),
        Set(
            _lines([(column.title, "bold")], frame, Style(frame.size + 2, "bold")),
            leading * 1.1,
            leading,
            keep=True,
        ),
    ]
    before = ""
    for block in column.blocks:
        for number, line in enumerate(block.lines):
            near = number > 0 or (block.kind == before == "item")
            inset = 5 * MM if block.kind == "item" else 0.0
            lines = _lines(_parts(line), frame, Style(frame.size), inset, justify and len(block.lines) == 1)
            mark = shape("•", Style(frame.size)) if block.kind == "item" else None
            made.append(Set(lines, leading, 0 if near else leading * 0.55, inset, mark))
        before = block.kind
    return [one for one in made if one.lines]


def _lines(
    parts: list[Part], frame: Frame, style: Style, inset: float = 0.0, justify: bool = False
) -> tuple[Line, ...]:
    return set_paragraph(parts, frame.width - inset, style, frame.side, justify=justify)


def _parts(line: tuple[Piece, ...]) -> list[Part]:
    return [(piece.text, "bold" if piece.strong else "regular") for piece in line]


def _page(paper: Paper, frame: Frame, placed: list[Placed], top: float) -> None:
    for one in placed:
        if one.of.mark is not None and one.first:
            paper.text(one.of.mark, frame.inward(1 * MM), top - one.down, frame.anchor)
        paper.text(one.line, frame.inward(one.of.inset), top - one.down, frame.anchor)


def _bottom(placed: list[Placed]) -> float:
    """How far down the last line of a page reaches."""
    return placed[-1].down + placed[-1].of.leading * 0.3 if placed else 0.0


def _signed(column: Column, width: float) -> list[Block]:
    side: Direction = "rtl" if direction(column.language) == "rtl" else "ltr"
    given = ((column.signer_function, Style(10)), (column.signer, Style(11, "bold")))
    return [fit(text, width, 14 * MM, style, 8, side) for text, style in given]


def _signature_height(column: Column, letter: LetterPaper) -> float:
    picture = _SIGNATURE if letter.signature else 12 * MM  # room to sign by hand
    return 7 * MM + sum(block.height for block in _signed(column, _SIGNED_WIDTH)) + picture


def _sign(paper: Paper, letter: LetterPaper, column: Column, frame: Frame, top: float) -> None:
    """Function, signature and name, at the end of the lines."""
    width = min(_SIGNED_WIDTH, frame.width)
    edge = frame.end + (width if frame.far == "left" else -width)
    function, name = _signed(column, width)
    at = top - 7 * MM
    paper.block(function, edge, at, frame.anchor)
    at -= function.height
    if letter.signature:
        with Image.open(BytesIO(letter.signature)) as image:
            share = image.width / image.height
        tall = min(_SIGNATURE - 2 * MM, width / share)
        left = edge - share * tall if frame.side == "rtl" else edge
        paper.picture(letter.signature, left, at - 1 * MM - tall, share * tall, tall)
        at -= _SIGNATURE
    else:
        at -= 12 * MM
    paper.block(name, edge, at, frame.anchor)


def _foot(paper: Paper, letter: LetterPaper, turned: bool, page: int, count: int) -> None:
    """Who pays at the reading edge; the code and where to check it at the other."""
    edge, far = (_WIDTH - _MARGIN, _MARGIN) if turned else (_MARGIN, _WIDTH - _MARGIN)
    side: Direction = "rtl" if turned else "ltr"
    paper.rule((_MARGIN, _FOOT - 2 * MM), (_WIDTH - _MARGIN, _FOOT - 2 * MM), _GOLD, 0.6)
    funding = Funding(letter.statements, "eu" if letter.has_emblem else None)
    draw_funding(paper, funding, (edge, 10 * MM), _INNER * 0.46, _EMBLEM, side)
    if letter.url:
        rows = qr.matrix(letter.url)
        module = _CODE / (len(rows) + 2 * qr.QUIET)
        left = far if turned else far - _CODE
        paper.modules(rows, left + qr.QUIET * module, 5 * MM + qr.QUIET * module, module)
    beside = far + (_CODE + 2 * MM) * (1 if turned else -1)
    anchor: Anchor = "left" if turned else "right"
    at = _FOOT - 5 * MM
    lines = (
        *((letter.check, letter.url.partition("://")[2]) if letter.url else ()),
        letter.reference,
        letter.page.format(page=page, pages=count),
    )
    for text in lines:
        own: Direction = base_direction(text, side)
        block = fit(text, _INNER * 0.40, 7 * MM, Style(7.5, "regular", _MUTED), 5, own)
        paper.block(block, beside, at, anchor)
        at -= block.height + 0.3 * MM
