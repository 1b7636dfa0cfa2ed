"""The closing sheet on paper: who closed what and when, the figures, what was open, and the anchor of the chains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel import i18n, qr
from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, INK, MM, Anchor, Direction, Paper, Style, fit, shape
from app.kernel.pdf.funding import Emblem, Funding, draw_funding

_MUTED, _LINE, _GOLD = "#5d6863", "#c9c9be", "#b98a2f"
_WIDTH, _HEIGHT = A4
_MARGIN = 18 * MM
_INNER = _WIDTH - 2 * _MARGIN
_FOOT = 20 * MM
_EMBLEM = 10 * MM
_CODE = 38 * MM
_HEAD, _NAMES, _A_LINE = (
    12 * MM,
    4.6 * MM,
    4,
)  # height of a gap's heading and of a line of names; names on a line


@dataclass(frozen=True)
class ClosingSheet:
    """All of it in the language of the print; `gaps` are (heading, names), `anchor` lines of the short form."""

    language: str
    title: str
    event: str
    place: str
    when: str
    said: Sequence[str]  # who closed, when, remark
    counts: Sequence[tuple[str, int]]
    gaps: Sequence[tuple[str, Sequence[str]]]
    nothing_open: str
    anchor_head: str
    anchor_help: str
    anchor: Sequence[str]
    signature: str
    more: str  # with {number}: how many names do not fit
    statements: tuple[str, ...] = ()
    emblem: Emblem | None = None
    accent: str = "#0b6b58"


@dataclass
class _Flow:
    """A pen that moves down the page along the reading edge."""

    paper: Paper
    side: Direction
    top: float

    @property
    def edge(self) -> float:
        return _WIDTH - _MARGIN if self.side == "rtl" else _MARGIN

    @property
    def anchor(self) -> Anchor:
        return "right" if self.side == "rtl" else "left"

    def say(self, text: str, style: Style, height: float, gap: float = 1.5) -> None:
        """A block in the full width, then a gap in millimetres."""
        block = fit(text, _INNER, height, style, 6)
        self.paper.block(block, self.edge, self.top, self.anchor)
        self.top -= block.height + gap * MM

    def rule(self, colour: str, pen: float = 0.5, gap: float = 3) -> None:
        """A line across, then a gap."""
        self.paper.rule((_MARGIN, self.top), (_WIDTH - _MARGIN, self.top), colour, pen)
        self.top -= gap * MM


def closing_pdf(sheet: ClosingSheet) -> bytes:
    """Draw the sheet on one page; names that do not fit are counted. The same input gives the same bytes."""
    side: Direction = "rtl" if i18n.direction(sheet.language) == "rtl" else "ltr"
    paper = Paper(f"{sheet.title} · {sheet.place}", sheet.language, A4, side)
    flow = _Flow(paper, side, _HEIGHT - 16 * MM)
    accent = readable_accent(sheet.accent, "#ffffff")
    flow.say(sheet.event, Style(9, "bold", accent), 6 * MM, 2)
    flow.say(f"{sheet.title} · {sheet.place}", Style(17, "bold"), 16 * MM, 2)
    flow.say(sheet.when, Style(10), 6 * MM, 3)
    flow.rule(accent, 1, 4)
    for line in sheet.said:
        flow.say(line, Style(10.5), 10 * MM, 1.8)
    flow.top -= 2 * MM
    _counts(flow, sheet)
    _gaps(flow, sheet)
    _anchor(paper, sheet, side)
    _foot(paper, sheet, side)
    return paper.bytes()


def _counts(flow: _Flow, sheet: ClosingSheet) -> None:
    """The figures side by side, each over its word."""
    width = _INNER / max(1, len(sheet.counts))
    bottom = flow.top - 17 * MM
    for at, (word, number) in enumerate(sheet.counts):
        left = _MARGIN + (len(sheet.counts) - 1 - at if flow.side == "rtl" else at) * width
        flow.paper.frame(left, bottom, width, 17 * MM, _LINE, 0.5)
        middle = left + width / 2
        flow.paper.text(shape(str(number), Style(16, "bold"), flow.side), middle, bottom + 8 * MM, "centre")
        block = fit(word, width - 2 * MM, 6 * MM, Style(7.5, "regular", _MUTED), 5)
        flow.paper.block(block, middle, bottom + 6.4 * MM, "centre")
    flow.top = bottom - 6 * MM


def _gaps(flow: _Flow, sheet: ClosingSheet) -> None:
    """Names of who is open under each heading, as many as the page holds."""
    if not any(names for _head, names in sheet.gaps):
        flow.say(sheet.nothing_open, Style(10.5, "bold"), 8 * MM)
        return
    floor = _FOOT + _CODE + 44 * MM
    gaps = [(head, names) for head, names in sheet.gaps if names]
    asked = [_HEAD + -(-len(names) // _A_LINE) * _NAMES for _head, names in gaps]
    for (head, names), room in zip(gaps, _shared(asked, flow.top - floor), strict=True):
        flow.say(f"{head} ({len(names)})", Style(10.5, "bold"), 6 * MM, 1)
        most = max(1, round((room - _HEAD) / _NAMES)) * _A_LINE
        said = " · ".join(names[:most])
        if len(names) > most:
            said += " · " + sheet.more.format(number=len(names) - most)
        flow.say(said, Style(9), max(6 * MM, room - _HEAD), 3)


def _shared(asked: Sequence[float], room: float) -> list[float]:
    """Room for each: an equal share, and what the small ones leave of theirs is for the others."""
    given = [0.0] * len(asked)
    for done, at in enumerate(sorted(range(len(asked)), key=asked.__getitem__)):
        given[at] = min(asked[at], room / (len(asked) - done))
        room -= given[at]
    return given


def _anchor(paper: Paper, sheet: ClosingSheet, side: Direction) -> None:
    """Where the chains end, in letters and as a code; below it the line to sign on."""
    top = _FOOT + _CODE + 34 * MM
    edge = _WIDTH - _MARGIN if side == "rtl" else _MARGIN
    anchor: Anchor = "right" if side == "rtl" else "left"
    paper.rule((_MARGIN, top), (_WIDTH - _MARGIN, top), INK, 0.6)
    paper.block(fit(sheet.anchor_head, _INNER, 5 * MM, Style(10.5, "bold"), 7), edge, top - 2.5 * MM, anchor)
    help_block = fit(sheet.anchor_help, _INNER, 9 * MM, Style(8.5, "regular", _MUTED), 6)
    paper.block(help_block, edge, top - 8.5 * MM, anchor)
    bottom = _FOOT + 12 * MM
    matrix = qr.matrix("\n".join(sheet.anchor))
    module = _CODE / (len(matrix) + 2 * qr.QUIET)
    across = _MARGIN if side == "rtl" else _WIDTH - _MARGIN - _CODE
    paper.modules(matrix, across + qr.QUIET * module, bottom + qr.QUIET * module, module)
    left = _MARGIN + _CODE + 4 * MM if side == "rtl" else _MARGIN
    down = bottom + _CODE - 7 * MM
    for line in sheet.anchor:
        paper.block(fit(line, _INNER - _CODE - 5 * MM, 6 * MM, Style(9, "bold"), 6), left, down, "left")
        down -= 6.5 * MM
    paper.rule((left, _FOOT + 9 * MM), (left + 70 * MM, _FOOT + 9 * MM), INK, 0.5)
    paper.block(
        fit(sheet.signature, 70 * MM, 4 * MM, Style(8, "regular", _MUTED), 6), left, _FOOT + 8 * MM, "left"
    )


def _foot(paper: Paper, sheet: ClosingSheet, side: Direction) -> None:
    paper.rule((_MARGIN, _FOOT), (_WIDTH - _MARGIN, _FOOT), _GOLD, 0.6)
    x = _WIDTH - _MARGIN if side == "rtl" else _MARGIN
    funding = Funding(sheet.statements, sheet.emblem)
    draw_funding(paper, funding, (x, (_FOOT - _EMBLEM) / 2), _INNER * 0.8, _EMBLEM, side)
