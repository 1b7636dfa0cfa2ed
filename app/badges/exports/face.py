"""One badge, drawn from its lower left corner: band on the reading edge, names, place, code, foot."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.badges.exports.data import BadgeEvent, BadgeFace
from app.badges.exports.formats import Format, Type
from app.kernel import qr
from app.kernel.colour import readable_accent
from app.kernel.pdf import EMPTY, INK, MM, Anchor, Block, Direction, Paper, Style, base_direction, fit, shape
from app.kernel.pdf.fonts import Weight
from app.kernel.pdf.funding import Funding, draw_funding

_MUTED, _GOLD, _WHITE, _BLACK = "#5d6863", "#b98a2f", "#ffffff", "#000000"
_SECOND = 0.7  # size of the second script's name to the first's
_QUIET = qr.QUIET


@dataclass(frozen=True)
class Frame:
    """Where things stand on one badge, in points; x runs inwards from the reading edge."""

    plan: Format
    direction: Direction

    @property
    def width(self) -> float:
        """Whole width."""
        return self.plan.width * MM

    @property
    def height(self) -> float:
        """Whole height."""
        return self.plan.height * MM

    @property
    def anchor(self) -> Anchor:
        """The side on which lines begin."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def far(self) -> Anchor:
        """The side on which lines end."""
        return "left" if self.direction == "rtl" else "right"

    def x(self, inward: float) -> float:
        """Turn a distance from the reading edge into an x."""
        return self.width - inward if self.direction == "rtl" else inward

    @property
    def start(self) -> float:
        """Where text begins, counted from the reading edge."""
        return (self.plan.band + self.plan.pad) * MM

    @property
    def wide(self) -> float:
        """Width of text over the code."""
        return self.width - self.start - self.plan.pad * MM

    @property
    def narrow(self) -> float:
        """Width of text beside the code."""
        return self.width - self.start - self.code_side

    @property
    def code_side(self) -> float:
        """The code with its quiet zone."""
        return (25 + 2 * _QUIET) * self.plan.module * MM

    @property
    def code_bottom(self) -> float:
        """Lower edge of the code's quiet zone: over its typed form, which stands at the foot or over it."""
        line = (self.plan.foot_line + 1.2) * MM if self.plan.wide_foot else 1.9 * MM
        return line + self.plan.typed * 0.78 + 0.5 * MM

    @property
    def code_top(self) -> float:
        """Upper edge of the code's quiet zone."""
        return self.code_bottom + self.code_side


def draw_badge(paper: Paper, frame: Frame, event: BadgeEvent, face: BadgeFace) -> None:
    """Draw one badge with its lower left corner at the origin."""
    _band(paper, frame, event, face)
    name = f"event-{face.language}-{face.first}"
    with paper.stamp(name) as fresh:
        if fresh:
            _head(paper, frame, event, face.language)
            _foot(paper, frame, event, face.language)
    paper.press(name)
    _code(paper, frame, face)
    _person(paper, frame, face)


def other_language(event: BadgeEvent, texts: Mapping[str, str], language: str) -> str:
    """Give the event's first language whose text is in the other script, or '' where one text is enough."""
    own = base_direction(_pick(texts, event, language))
    return next((k for k in event.languages if k in texts and base_direction(texts[k]) != own), "")


def _pick(texts: Mapping[str, str], event: BadgeEvent, language: str) -> str:
    return next((texts[k] for k in (language, *event.languages, *texts) if k in texts), "")


def _band(paper: Paper, frame: Frame, event: BadgeEvent, face: BadgeFace) -> None:
    plan = frame.plan
    band, bleed = plan.band * MM, 2 * MM
    colour = _BLACK if plan.mono else _under_white(face.colour)
    left = frame.width - band if frame.direction == "rtl" else -bleed
    paper.fill(left, -bleed, band + bleed, frame.height + 2 * bleed, colour)
    other = other_language(event, face.category, face.language)
    first = _word(_pick(face.category, event, face.language), frame.height * 0.54, plan.category, "bold")
    second = _word(face.category.get(other, ""), frame.height * 0.34, plan.category, "regular", 0.8)
    turned = 1 if frame.direction == "rtl" else -1
    edge = 0 if turned > 0 else frame.height
    with paper.placed(frame.x(band / 2), edge, turned):
        near, far = (frame.height - plan.pad * MM, plan.pad * MM)[::turned]
        paper.block(first, near, first.height / 2, frame.anchor)
        paper.block(second, far, second.height / 2, frame.far)


@lru_cache(maxsize=256)
def _under_white(colour: str) -> str:
    """Darken a colour until white words can be read on it, as the screens do."""
    return readable_accent(colour, _WHITE)


def _word(text: str, width: float, sizes: Type, weight: Weight, share: float = 1.0) -> Block:
    style = Style(sizes.most * share, weight, _WHITE)
    return fit(text, width, style.size * 1.4, style, sizes.least * share)


def _head(paper: Paper, frame: Frame, event: BadgeEvent, language: str) -> None:
    """Title in the reading language, under it the other language's, dates at the far end."""
    plan = frame.plan
    accent = INK if plan.mono else readable_accent(event.accent, _WHITE)
    muted = INK if plan.mono else _MUTED
    title = Style(plan.title.most, "bold", accent)
    lines = 2 if plan.wide_foot else 1
    top = frame.height - plan.pad * MM
    block = fit(
        _pick(event.title, event, language), frame.wide, title.size * 1.34 * lines, title, plan.title.least
    )
    paper.block(block, frame.x(frame.start), top, frame.anchor)
    top -= block.height + 0.4 * MM
    small = Style(plan.subtitle.most, "regular", muted)
    dates = shape(_pick(event.dates, event, language), small)
    other = event.title.get(other_language(event, event.title, language), "")
    room = frame.wide if plan.wide_foot else frame.wide - dates.width - 3 * MM
    subtitle = fit(other, room, small.size * 1.34 * lines, small, plan.subtitle.least)
    paper.block(subtitle, frame.x(frame.start), top, frame.anchor)
    if plan.wide_foot:
        paper.text(dates, frame.x(frame.start), top - subtitle.height - small.size * 1.2, frame.anchor)
    else:
        down = subtitle.baselines[0] if subtitle.lines else small.size * 0.74
        paper.text(dates, frame.x(frame.start + frame.wide), top - down, frame.far)


def _foot(paper: Paper, frame: Frame, event: BadgeEvent, language: str) -> None:
    plan = frame.plan
    width = frame.wide if plan.wide_foot else frame.narrow
    line = plan.foot_line * MM
    ends = (frame.x(frame.start), line), (frame.x(frame.start + width), line)
    paper.rule(*ends, INK if plan.mono else _GOLD, 0.6)
    texts = event.funding or {}
    other = other_language(event, texts, language)
    statements = tuple(text for text in (_pick(texts, event, language), texts.get(other, "")) if text)
    funding = Funding(statements, event.emblem, plan.mono)
    bottom = (line - plan.foot * MM) / 2
    room = width * 0.6 if plan.wide_foot and event.organisers else width
    used = draw_funding(paper, funding, (frame.x(frame.start), bottom), room, plan.foot * MM, frame.direction)
    if used and not plan.wide_foot:
        return  # beside the code there is room for one of the two, and the funder's is a duty
    names = " · ".join(_pick(organiser, event, language) for organiser in event.organisers)
    style = Style(plan.subtitle.most * 0.75, "regular", INK if plan.mono else _MUTED)
    rest = width - used - (4 * MM if used else 0)
    block = fit(names, rest, plan.foot * MM, style, style.size * 0.8)
    x = frame.x(frame.start + width) if used else frame.x(frame.start)
    paper.block(block, x, (line + block.height) / 2, frame.far if used else frame.anchor)


def _code(paper: Paper, frame: Frame, face: BadgeFace) -> None:
    plan = frame.plan
    quiet = _QUIET * plan.module * MM
    left = 0.0 if frame.direction == "rtl" else frame.width - frame.code_side
    symbol = qr.matrix(face.payload)
    paper.modules(symbol, left + quiet, frame.code_bottom + quiet, plan.module * MM * 25 / len(symbol))
    groups = f"{face.typed[:4]}\u00a0{face.typed[4:]}"
    typed = shape(groups, Style(plan.typed, "bold"), "ltr")
    paper.text(typed, left + frame.code_side / 2, frame.code_bottom - 0.5 * MM - plan.typed * 0.72, "centre")


def _person(paper: Paper, frame: Frame, face: BadgeFace) -> None:
    """Names from the top downwards; place and under it nothing but the foot, function over the place."""
    plan = frame.plan
    flow = _Flow(paper, frame)
    quiet = Style(1, "regular", INK if plan.mono else _MUTED)
    place = " · ".join(part for part in (face.city, face.country) if part)
    flow.settle(place, plan.place, 2, Style(1, "bold"), flow.room * 0.3)
    flow.settle(face.function, plan.function, 3, Style(1), flow.room * 0.4)
    flow.put(face.honorific, plan.honorific, plan.honorific.most * 1.4, quiet)
    names = [face.name_arabic, face.name_latin]
    first, second = names if face.first == "arabic" else names[::-1]
    if not first:
        first, second = second, ""
    large = flow.put(first, plan.name, plan.name_height * MM, Style(1, "bold"))
    size = max(large.size * _SECOND, plan.name.least * _SECOND)
    flow.put(second, Type(size, size * 0.75), plan.name_height * MM, Style(1))


class _Flow:
    """The room between head and foot, filled from both ends."""

    def __init__(self, paper: Paper, frame: Frame) -> None:
        self.paper, self.frame = paper, frame
        plan = frame.plan
        self.gap = plan.pad * 0.16 * MM
        self.top = frame.height - plan.head * MM
        self.bottom = (plan.foot_line + plan.pad * 0.4) * MM

    @property
    def room(self) -> float:
        """Height that is left."""
        return self.top - self.bottom

    def settle(self, text: str, sizes: Type, lines: int, style: Style, most: float) -> None:
        """Set a text beside the code, upwards from what already stands at the bottom."""
        if not text:
            return
        height = min(sizes.most * 1.36 * lines, most)
        block = fit(text, self.frame.narrow, height, style.at(sizes.most), sizes.least)
        self._draw(block, self.bottom + block.height)
        self.bottom += block.height + self.gap

    def put(self, text: str, sizes: Type, most: float, style: Style) -> Block:
        """Set a text downwards: over the code where that lets it be larger, else beside it."""
        if not text:
            return EMPTY
        frame, style = self.frame, style.at(sizes.most)
        most = min(most, self.room)
        over = min(most, self.top - max(frame.code_top, self.bottom))
        block = fit(text, frame.wide, over, style, sizes.least) if over > sizes.least else EMPTY
        if block.size < sizes.most and over < most:
            beside = fit(text, frame.narrow, most, style, sizes.least)
            block = beside if beside.size > block.size else block
        self._draw(block, self.top)
        self.top -= block.height + self.gap
        return block

    def _draw(self, block: Block, top: float) -> None:
        self.paper.block(block, self.frame.x(self.frame.start), top, self.frame.anchor)
