"""The front of one badge, drawn from its lower left corner: band on the reading edge, names, place, code, foot."""

from __future__ import annotations

from functools import lru_cache

from app.badges.exports.data import BadgeEvent, BadgeFace
from app.badges.exports.formats import Type
from app.badges.exports.frame import BLACK, GOLD, WHITE, Frame, other_language, picked
from app.badges.exports.marks import draw_mark, draw_no_picture
from app.badges.rules import Design
from app.kernel import qr
from app.kernel.colour import readable_accent
from app.kernel.pdf import EMPTY, INK, MM, Block, Paper, Style, fit, shape
from app.kernel.pdf.flags import RATIO, draw_flag
from app.kernel.pdf.fonts import Weight
from app.kernel.pdf.funding import Funding, draw_funding
from app.kernel.pdf.paper import rgb

_SECOND = 0.7  # size of the second script's name to the first's


def draw_front(paper: Paper, frame: Frame, event: BadgeEvent, face: BadgeFace) -> None:
    """Draw one badge with its lower left corner at the origin."""
    _band(paper, frame, event, face)
    design = face.design
    shown = [part for part in ("dates", "logos") if design.shows(part)]
    name = "-".join(["front", face.language, face.first, *shown, *(["photo"] if frame.has_photo else [])])
    with paper.stamp(name) as fresh:
        if fresh:
            _head(paper, frame, event, face.language, design)
            _foot(paper, frame, event, face.language, design)
    paper.press(name)
    _code(paper, frame, face)
    if face.photo and frame.has_photo:
        _photo(paper, frame, face.photo)
    _person(paper, frame, face)


def _band(paper: Paper, frame: Frame, event: BadgeEvent, face: BadgeFace) -> None:
    plan = frame.plan
    band, (aside, beyond) = plan.band * MM, (length * MM for length in frame.bleed)
    colour = BLACK if plan.mono else _under_white(face.colour)
    left = frame.width - band if frame.direction == "rtl" else -aside
    paper.fill(left, -beyond, band + aside, frame.height + 2 * beyond, colour)
    radius = band * 0.26
    gap, pad = 2.7 * radius, plan.pad * MM
    room = frame.height - 2 * pad - gap
    other = other_language(event, face.category, face.language)
    first = _word(picked(face.category, event, face.language), room * 0.58, plan.category, "bold")
    second = _word(face.category.get(other, ""), room * 0.36, plan.category, "regular", 0.8)
    turned = 1 if frame.direction == "rtl" else -1
    with paper.placed(frame.x(band / 2), 0 if turned > 0 else frame.height, turned):
        near, far = (frame.height - pad, pad) if turned > 0 else (pad, frame.height - pad)
        paper.draw(f"{rgb(WHITE)} rg")
        draw_mark(paper, face.mark, near - turned * radius, 0, radius)
        paper.block(first, near - turned * gap, first.height / 2, frame.anchor)
        if face.withheld:
            paper.draw(f"{rgb(WHITE).upper()} RG")
            draw_no_picture(paper, far + turned * radius, 0, radius)
        paper.block(second, far + turned * gap * face.withheld, second.height / 2, frame.far)


@lru_cache(maxsize=256)
def _under_white(colour: str) -> str:
    """Darken a colour until white words can be read on it, as the screens do."""
    return readable_accent(colour, WHITE)


def _word(text: str, width: float, sizes: Type, weight: Weight, share: float = 1.0) -> Block:
    style = Style(sizes.most * share, weight, WHITE)
    return fit(text, width, style.size * 1.4, style, sizes.least * share)


def _head(paper: Paper, frame: Frame, event: BadgeEvent, language: str, design: Design) -> None:
    """Title in the reading language, under it the other language's, dates at the far end."""
    plan = frame.plan
    accent = INK if plan.mono else readable_accent(event.accent, WHITE)
    title = Style(plan.title.most, "bold", accent)
    lines, width = 2 if plan.wide_foot else 1, frame.beside_photo
    top = frame.height - plan.pad * MM
    block = fit(
        picked(event.title, event, language), width, title.size * 1.34 * lines, title, plan.title.least
    )
    paper.block(block, frame.x(frame.start), top, frame.anchor)
    top -= block.height + 0.4 * MM
    small = Style(plan.subtitle.most, "regular", frame.quiet_colour)
    dates = shape(picked(event.dates, event, language) if design.shows("dates") else "", small)
    other = event.title.get(other_language(event, event.title, language), "")
    beside = 0 if plan.wide_foot or not dates.runs else dates.width + 3 * MM
    subtitle = fit(other, width - beside, small.size * 1.34 * lines, small, plan.subtitle.least)
    paper.block(subtitle, frame.x(frame.start), top, frame.anchor)
    if plan.wide_foot:
        paper.text(dates, frame.x(frame.start), top - subtitle.height - small.size * 1.2, frame.anchor)
    else:
        down = subtitle.baselines[0] if subtitle.lines else small.size * 0.74
        paper.text(dates, frame.x(frame.start + width), top - down, frame.far)


def _foot(paper: Paper, frame: Frame, event: BadgeEvent, language: str, design: Design) -> None:
    """The funding block inwards from the reading edge, and what room is left for logos or organisers' names."""
    plan = frame.plan
    width = frame.wide if plan.wide_foot else frame.narrow
    line = plan.foot_line * MM
    paper.rule(
        (frame.x(frame.start), line), (frame.x(frame.start + width), line), INK if plan.mono else GOLD, 0.6
    )
    texts = event.funding or {}
    other = other_language(event, texts, language)
    statements = tuple(text for text in (picked(texts, event, language), texts.get(other, "")) if text)
    funding = Funding(statements, event.emblem, plan.mono)
    bottom = (line - plan.foot * MM) / 2
    room = width * 0.62 if plan.wide_foot and (event.organisers or event.logos) else width
    used = draw_funding(paper, funding, (frame.x(frame.start), bottom), room, plan.foot * MM, frame.direction)
    if used and not plan.wide_foot:
        return  # beside the code there is room for one of the two, and the funder's is a duty
    rest = width - used - (4 * MM if used else 0)
    ends = frame.x(frame.start + width) if used else frame.x(frame.start)
    side = frame.far if used else frame.anchor
    if design.shows("logos") and event.logos:
        paper.row_of_pictures(event.logos, (ends, bottom), rest, plan.foot * MM, side)
        return
    names = " · ".join(picked(organiser, event, language) for organiser in event.organisers)
    style = Style(plan.subtitle.most * 0.75, "regular", frame.quiet_colour)
    block = fit(names, rest, plan.foot * MM, style, style.size * 0.8)
    paper.block(block, ends, (line + block.height) / 2, side)


def _code(paper: Paper, frame: Frame, face: BadgeFace) -> None:
    plan = frame.plan
    quiet = qr.QUIET * plan.module * MM
    left = 0.0 if frame.direction == "rtl" else frame.width - frame.code_side
    symbol = qr.matrix(face.payload)
    paper.modules(symbol, left + quiet, frame.code_bottom + quiet, plan.module * MM * 25 / len(symbol))
    groups = f"{face.typed[:4]}\u00a0{face.typed[4:]}"
    typed = shape(groups, Style(plan.typed, "bold"), "ltr")
    paper.text(typed, left + frame.code_side / 2, frame.code_bottom - 0.5 * MM - plan.typed * 0.72, "centre")


def _photo(paper: Paper, frame: Frame, jpeg: bytes) -> None:
    width = frame.photo_width
    edge = frame.x(frame.start + frame.wide)
    left = edge if frame.direction == "rtl" else edge - width
    paper.picture(jpeg, left, frame.photo_bottom, width, width * 1.25)


def _person(paper: Paper, frame: Frame, face: BadgeFace) -> None:
    """Names from the top downwards; place and under it nothing but the foot, function over the place."""
    plan, design = frame.plan, face.design
    flow = _Flow(paper, frame)
    if face.is_blank:
        flow.lines_to_write_on()
        return
    quiet = Style(1, "regular", frame.quiet_colour)
    if design.shows("place"):
        place = " · ".join(part for part in (face.city, face.country) if part)
        flow.settle_place(place, face.flag if design.shows("flag") and not plan.mono else "")
    if design.shows("function"):
        flow.settle(face.function, plan.function, 3, Style(1), flow.room * (0.36 if plan.wide_foot else 0.27))
    if design.shows("honorific"):
        flow.put(face.honorific, plan.honorific, plan.honorific.most * 1.4, quiet)
    names = [face.name_arabic, face.name_latin]
    first, second = names if face.first == "arabic" else names[::-1]
    if not first:
        first, second = second, ""
    large = flow.put(first, plan.name, plan.name_height * MM, Style(1, "bold"))
    if design.shows("second"):
        size = max(large.size * _SECOND, plan.name.least * _SECOND)
        flow.put(second, Type(size, size * 0.75), plan.name_height * MM, Style(1))


class _Flow:
    """The room between head and foot, filled from both ends."""

    def __init__(self, paper: Paper, frame: Frame) -> None:
        self.paper, self.frame = paper, frame
        plan = frame.plan
        self.gap = plan.pad * 0.16 * MM
        self.top = frame.height - plan.head * MM
        if (
            plan.wide_foot and frame.has_photo
        ):  # a standing badge has the room to begin under it, as wide as it is
            self.top = min(self.top, frame.photo_bottom - plan.pad * 0.5 * MM)
        self.bottom = (plan.foot_line + plan.pad * 0.4) * MM

    @property
    def room(self) -> float:
        """Height that is left."""
        return self.top - self.bottom

    @property
    def over(self) -> float:
        """Width of what stands over the code, and beside the photo as far as that comes down."""
        frame = self.frame
        return frame.beside_photo if self.top > frame.photo_bottom else frame.wide

    def settle_place(self, text: str, flag: str) -> None:
        """City and country at the bottom, the country's flag before them."""
        plan, start, height = self.frame.plan, self.frame.start, self.frame.plan.place.most * 0.82
        line = self.bottom + plan.place.most * 0.14
        wide = RATIO * height
        left = self.frame.x(start) - (wide if self.frame.direction == "rtl" else 0)
        indent = wide + 1.2 * MM if text and draw_flag(self.paper, flag, left, line, height) else 0.0
        self.settle(text, plan.place, 2, Style(1, "bold"), self.room * 0.3, indent)

    def settle(
        self, text: str, sizes: Type, lines: int, style: Style, most: float, indent: float = 0.0
    ) -> None:
        """Set a text beside the code, upwards from what already stands at the bottom."""
        if not text:
            return
        height = min(sizes.most * 1.36 * lines, most)
        block = fit(text, self.frame.narrow - indent, height, style.at(sizes.most), sizes.least)
        self._draw(block, self.bottom + block.height, indent)
        self.bottom += block.height + self.gap

    def put(self, text: str, sizes: Type, most: float, style: Style) -> Block:
        """Set a text downwards: over the code where that lets it be larger, else beside it."""
        if not text:
            return EMPTY
        frame, style = self.frame, style.at(sizes.most)
        most = min(most, self.room)
        over = min(most, self.top - max(frame.code_top, self.bottom))
        block = fit(text, self.over, over, style, sizes.least) if over > sizes.least else EMPTY
        if block.size < sizes.most and over < most:
            beside = fit(text, frame.narrow, most, style, sizes.least)
            block = beside if beside.size > block.size else block
        self._draw(block, self.top)
        self.top -= block.height + self.gap
        return block

    def lines_to_write_on(self) -> None:
        """Three hairlines for a name, a function and a place, by hand."""
        frame = self.frame
        for number, share in enumerate((0.34, 0.66, 0.97)):
            y = self.top - (self.top - self.bottom) * share
            width = self.over if y > frame.code_top and number == 0 else frame.narrow
            self.paper.rule(
                (frame.x(frame.start), y), (frame.x(frame.start + width), y), frame.quiet_colour, 0.4
            )

    def _draw(self, block: Block, top: float, indent: float = 0.0) -> None:
        self.paper.block(block, self.frame.x(self.frame.start + indent), top, self.frame.anchor)
