"""What stands and hangs beside the badges: folded place-name cards, signs for rooms, parking passes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from app.badges.exports.data import BadgeEvent, BadgeFace
from app.badges.exports.frame import GOLD, MUTED, WHITE, picked
from app.badges.exports.marks import draw_mark
from app.kernel.colour import readable_accent
from app.kernel.pdf import A4, INK, MM, Block, Paper, Style, base_direction, fit
from app.kernel.pdf.flags import RATIO, draw_flag
from app.kernel.pdf.funding import Funding, draw_funding
from app.kernel.pdf.paper import rgb

_WIDTH, _HEIGHT = A4
_FLAG = 9.0  # millimetres high, in the upper corner of a card
_CAPITAL = 0.698  # height of a capital of the typeface, to its size


@dataclass(frozen=True)
class Sign:
    """A room and what happens there, each line an hour or nothing with a title; texts map language to text."""

    room: Mapping[str, str]
    lines: tuple[tuple[str, Mapping[str, str]], ...] = ()


def _paper(event: BadgeEvent, size: tuple[float, float]) -> Paper:
    language = event.languages[0]
    return Paper(picked(event.title, event, language), language, size)


def place_cards(event: BadgeEvent, faces: Sequence[BadgeFace]) -> bytes:
    """Two cards on A4, each folded along its middle: the name reads from both sides of the table."""
    paper, half = _paper(event, A4), _HEIGHT / 2
    for number, face in enumerate(faces):
        if number and number % 2 == 0:
            paper.next_page()
        bottom = half * (1 - number % 2)
        fold = bottom + half / 2
        paper.rule((0, fold), (6 * MM, fold), MUTED, 0.4)
        paper.rule((_WIDTH - 6 * MM, fold), (_WIDTH, fold), MUTED, 0.4)
        if number % 2 == 0:
            paper.rule((0, half), (6 * MM, half), MUTED, 0.25)
            paper.rule((_WIDTH - 6 * MM, half), (_WIDTH, half), MUTED, 0.25)
        with paper.placed(0, bottom):
            _card(paper, face, half / 2)
        paper.draw(f"q -1 0 0 -1 {_WIDTH:.2f} {bottom + half:.2f} cm")
        _card(paper, face, half / 2)
        paper.draw("Q")
    return paper.bytes()


def _card(paper: Paper, face: BadgeFace, height: float) -> None:
    """One side of a card: both names in the middle, function and city under them, all centred."""
    width = _WIDTH - 40 * MM
    names = [face.name_arabic, face.name_latin]
    first, second = names if face.first == "arabic" else names[::-1]
    if not first:
        first, second = second, ""
    large = fit(first, width, height * 0.3, Style(44, "bold"), 24)
    under = fit(second, width, height * 0.18, Style(min(28, large.size * 0.7)), 14)
    place = " · ".join(part for part in (face.function, face.city or face.country) if part)
    foot = fit(place, width, height * 0.16, Style(14, "regular", MUTED), 9)
    total = large.height + under.height + foot.height + 5 * MM
    top = min((height + total) / 2, height - (_FLAG + 6) * MM) if face.flag else (height + total) / 2
    for block, gap in ((large, 1.5 * MM), (under, 3.5 * MM), (foot, 0.0)):
        paper.block(block, _WIDTH / 2, top, "centre")
        top -= block.height + gap
    accent = readable_accent(face.colour, WHITE)
    paper.fill(0, 0, 4 * MM, height, accent)
    paper.fill(_WIDTH - 4 * MM, 0, 4 * MM, height, accent)
    if face.flag:
        draw_flag(
            paper, face.flag, _WIDTH - 10 * MM - RATIO * _FLAG * MM, height - (_FLAG + 5) * MM, _FLAG * MM
        )


def door_signs(event: BadgeEvent, signs: Sequence[Sign]) -> bytes:
    """A4 across for each room: its name in every language of the event, and what happens there today."""
    width, height = _HEIGHT, _WIDTH
    paper = _paper(event, (width, height))
    accent = readable_accent(event.accent, WHITE)
    for number, sign in enumerate(signs):
        if number:
            paper.next_page()
        paper.fill(0, height - 26 * MM, width, 26 * MM, accent)
        _facing(paper, event, event.title, (height - 9 * MM, width), Style(15, "bold", WHITE))
        top = _names(paper, event, sign, width, height - 38 * MM)
        _lines(paper, event, sign, (width, top - 8 * MM))
        _foot(paper, event, width)
    return paper.bytes()


def _names(paper: Paper, event: BadgeEvent, sign: Sign, width: float, top: float) -> float:
    texts = list(dict.fromkeys(sign.room[k] for k in (*event.languages, *sign.room) if sign.room.get(k)))
    for number, text in enumerate(texts[:3]):
        style = Style(72 if number == 0 else 40, "bold" if number == 0 else "regular")
        block = fit(text, width - 40 * MM, 40 * MM if number == 0 else 22 * MM, style, 24)
        paper.block(block, width / 2, top, "centre")
        top -= block.height + 4 * MM
    return top


def _lines(paper: Paper, event: BadgeEvent, sign: Sign, at: tuple[float, float]) -> None:
    width, top = at
    if not sign.lines:
        return
    paper.rule((20 * MM, top), (width - 20 * MM, top), GOLD, 0.8)
    height = min(14 * MM, (top - 30 * MM) / len(sign.lines))
    size = min(17.0, height * 0.5)
    clocks = [fit(hour, 30 * MM, height, Style(size, "bold"), 8) for hour, _titles in sign.lines]
    wide, tall = max(clock.width for clock in clocks), height - 1.5 * MM
    gap, indent = wide / 2 + 4 * MM, wide + 6 * MM
    texts = [text for _hour, titles in sign.lines for text in titles.values()]
    alone = len({base_direction(text) for text in texts}) < 2  # one script: titles behind their hours
    room, least = width - 40 * MM - indent if alone else width / 2 - 20 * MM - gap, size * 0.8
    size = min(
        (fit(text, room, tall, Style(size), least).size for text in texts), default=size
    )  # of all alike
    for clock, (_hour, titles) in zip(clocks, sign.lines, strict=True):
        if alone:
            block = fit(picked(titles, event, event.languages[0]), room, tall, Style(size), size * 0.8)
            _on_edge(paper, clock, (top - 2 * MM, width), event)
            _on_edge(paper, block, (top - 2 * MM, width), event, indent)
        else:
            paper.block(clock, width / 2, top - 2 * MM, "centre")
            _facing(paper, event, titles, (top - 2 * MM, width), Style(size), gap, tall)
        top -= height


def _reads_from_right(event: BadgeEvent) -> bool:
    return base_direction(picked(event.title, event, event.languages[0])) == "rtl"


def _on_edge(
    paper: Paper, block: Block, at: tuple[float, float], event: BadgeEvent, indent: float = 0.0
) -> None:
    """Set a block on the edge that the event's first language reads from."""
    top, width = at
    if _reads_from_right(event):
        paper.block(block, width - 20 * MM - indent, top, "right")
    else:
        paper.block(block, 20 * MM + indent, top, "left")


def _facing(
    paper: Paper,
    event: BadgeEvent,
    texts: Mapping[str, str],
    at: tuple[float, float],
    style: Style,
    gap: float = 4 * MM,
    tall: float = inf,
) -> None:
    """Latin on the left, Arabic on the right; on two lines where `tall` points leave room for them."""
    top, width = at
    found = [text for k in event.languages if (text := texts.get(k))]
    for wanted in ("ltr", "rtl"):
        text = next((one for one in found if base_direction(one) == wanted), "")
        block = fit(text, width / 2 - 20 * MM - gap, min(tall, style.size * 2.6), style, style.size * 0.8)
        x, side = (20 * MM, "left") if wanted == "ltr" else (width - 20 * MM, "right")
        paper.block(block, x, top, "right" if side == "right" else "left")


def _foot(paper: Paper, event: BadgeEvent, width: float) -> None:
    texts = tuple(dict.fromkeys(filter(None, (event.funding or {}).values())))[:2]
    paper.rule((20 * MM, 24 * MM), (width - 20 * MM, 24 * MM), GOLD, 0.8)
    left, right = (20 * MM, 8 * MM), (width - 20 * MM, 8 * MM)
    funding = Funding(texts, event.emblem)
    if _reads_from_right(event):
        draw_funding(paper, funding, right, width / 2, 12 * MM, "rtl")
        paper.row_of_pictures(event.logos, left, width / 3, 12 * MM, "left")
    else:
        draw_funding(paper, funding, left, width / 2, 12 * MM, "ltr")
        paper.row_of_pictures(event.logos, right, width / 3, 12 * MM, "right")


def parking_passes(event: BadgeEvent, words: Mapping[str, str], first: int, count: int) -> bytes:
    """Two numbered passes on A4 for behind a windscreen, with room for the number plate."""
    paper, height = _paper(event, A4), _HEIGHT / 2
    accent = readable_accent(event.accent, WHITE)
    for place in range(count):
        if place and place % 2 == 0:
            paper.next_page()
        bottom = height * (1 - place % 2)
        with paper.placed(0, bottom):
            _pass(paper, event, words, f"{first + place:03}", (height, accent))
        if place % 2 == 0:
            paper.rule((0, height), (_WIDTH, height), "#c9c9be", 0.3)
    return paper.bytes()


def _pass(
    paper: Paper, event: BadgeEvent, words: Mapping[str, str], number: str, how: tuple[float, str]
) -> None:
    height, accent = how
    side = 70 * MM
    left, bottom = 20 * MM, (height - side) / 2
    paper.fill(left, bottom, side, side, accent)
    big = fit("P", side, side, Style(150, "bold", WHITE), 60)
    rises = big.baselines[0] - big.size * _CAPITAL / 2  # from its middle to the top of its line
    paper.block(big, left + side / 2, bottom + side / 2 + rises, "centre")
    right, x = _WIDTH - 20 * MM, left + side + 12 * MM
    room, top = right - x, bottom + side
    for text in _both(event, event.title):
        block = fit(text, room, 18 * MM, Style(16, "bold", accent), 10)
        top = _line(paper, block, x, right, top)
    for text in _both(event, event.dates):
        top = _line(paper, fit(text, room, 8 * MM, Style(12, "regular", MUTED), 9), x, right, top)
    shown = fit(number, 40 * MM, 16 * MM, Style(34, "bold"), 20)
    paper.block(shown, x, bottom + 26 * MM, "left")
    paper.rule((x, bottom + 4 * MM), (right, bottom + 4 * MM), INK, 0.6)
    for text in _both(event, words):
        rtl = base_direction(text) == "rtl"
        block = fit(text, room / 2 - 2 * MM, 6 * MM, Style(10, "regular", MUTED), 7)
        paper.block(block, right if rtl else x, bottom + 3 * MM, "right" if rtl else "left")
    paper.draw(f"{rgb(accent)} rg")
    draw_mark(paper, 0, right - 8 * MM, bottom + 20 * MM, 8 * MM)


def _both(event: BadgeEvent, texts: Mapping[str, str]) -> list[str]:
    """The text in the first language of each script."""
    found = [text for k in event.languages if (text := texts.get(k))]
    first = [next((one for one in found if base_direction(one) == side), "") for side in ("rtl", "ltr")]
    return [text for text in first if text]


def _line(paper: Paper, block: Block, left: float, right: float, top: float) -> float:
    rtl = any(run.rtl for line in block.lines for run in line.runs)
    paper.block(block, right if rtl else left, top, "right" if rtl else "left")
    return top - block.height - 1.5 * MM
