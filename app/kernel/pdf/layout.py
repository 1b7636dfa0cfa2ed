"""Fitting text into a box: one line, a smaller line, then several; never clipped, never over one another."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from unicodedata import category, combining

from app.kernel.pdf.bidi import LRI, PDI, Span
from app.kernel.pdf.text import Direction, Line, Paragraph, Style, cut, paragraph, shape

_LEADING, _RTL_LEADING = 1.2, 1.34  # of the size, baseline to baseline, where the ink asks for no more
_ASCENT, _DESCENT = 0.74, 0.24  # of the size, kept free over the first line and under the last
_CLEARANCE = 0.05  # of the size, least white between the ink of two lines
_BREAK_AFTER = frozenset(" -–—/@")
_SMALLEST = 0.5  # points; a text that needs less is no text
_UNREADABLE = 0.7  # of the least size; rather than go below it, a word longer than its line is broken
_PARTING = "·"  # between two things on one line; where a line ends after it, it says nothing
_STEPS = 14  # halvings of an interval: finer than a printer's dot


@dataclass(frozen=True, eq=False)
class Block:
    """Lines set into a box, in points; `baselines` count downwards from the top of the block."""

    lines: tuple[Line, ...]
    baselines: tuple[float, ...]
    width: float
    height: float

    @property
    def size(self) -> float:
        """Type size in points that the text came out in, 0 for an empty block."""
        return self.lines[0].style.size if self.lines else 0.0


EMPTY = Block((), (), 0.0, 0.0)


def stack(lines: Sequence[Line]) -> Block:
    """Put lines under one another, as close as the style allows and as far as their ink needs."""
    if not lines:
        return EMPTY
    size = max(line.style.size for line in lines)
    leading = _RTL_LEADING if any(run.rtl for line in lines for run in line.runs) else _LEADING
    at = max(lines[0].top, _ASCENT * lines[0].style.size)
    baselines = [at]
    for above, below in pairwise(lines):
        at += max(leading * size, below.top - above.bottom + _CLEARANCE * size)
        baselines.append(at)
    last = lines[-1]
    height = at + max(-last.bottom, _DESCENT * last.style.size)
    return Block(tuple(lines), tuple(baselines), max(line.width for line in lines), height)


@lru_cache(maxsize=2048)  # cities, categories and functions come again on many badges and rows
def fit(
    text: str, width: float, height: float, style: Style, min_size: float, direction: Direction | None = None
) -> Block:
    """Set text inside width x height points: on one line down to `min_size`, else on several in the largest
    size that fits; a text too long even so goes below `min_size` rather than lose a letter."""
    par = paragraph(text, direction)
    if not par.text:
        return EMPTY
    whole = cut(par, Span(0, len(par.text)), style)
    single = _scaled((whole,), width, height, style.size)
    if single.size >= min_size:
        return single
    words = _Pieces(par, style, breaks(par.text))
    block = _several(words, width, height, style.size)
    longest = width / (min_size * _UNREADABLE)
    if block.size < min_size * _UNREADABLE and max(words.widths) > longest:
        broken = _several(words.broken(longest), width, height, style.size)
        block = max(block, broken, key=lambda b: b.size)
    return max(single, block, key=lambda b: b.size)


@lru_cache(maxsize=2048)
def wrap(text: str, width: float, style: Style, direction: Direction | None = None) -> Block:
    """Set text in its own size on as many lines as it takes; a word longer than a line is broken."""
    par = paragraph(text, direction)
    if not par.text:
        return EMPTY
    ems = width / style.size
    pieces = _Pieces(par, style, breaks(par.text))
    if max(pieces.widths) > ems:
        pieces = pieces.broken(ems)
    return stack(pieces.lines(ems))


def _scaled(lines: Sequence[Line], width: float, height: float, size: float) -> Block:
    """Stack lines in the largest size up to `size` in which they fit the box."""
    one = stack([line.at(1.0) for line in lines])
    size = min(size, width / one.width if one.width else size, height / one.height)
    baselines = tuple(down * size for down in one.baselines)
    return Block(tuple(line.at(size) for line in lines), baselines, one.width * size, one.height * size)


class _Pieces:
    """A paragraph cut at its break opportunities, with shaped widths in ems."""

    def __init__(self, par: Paragraph, style: Style, ends: Sequence[int]) -> None:
        self.par, self.style = par, style
        em = style.at(1.0)
        self.spans = [Span(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True)]
        self.widths = [cut(par, self._trimmed(span), em).width for span in self.spans]
        space = shape("n n", em).width - shape("nn", em).width  # a space alone would be cleaned away
        dot = shape(_PARTING, em).width
        self.gaps = [
            sum(space if char == " " else dot for char in par.text[self._trimmed(span).end : span.end])
            for span in self.spans
        ]

    def _trimmed(self, span: Span) -> Span:
        """Without what a line need not end with: spaces, and what would part it from the next."""
        end = span.end
        needless = " " if end == len(self.par.text) else f" {_PARTING}"
        while end > span.start + 1 and self.par.text[end - 1] in needless:
            end -= 1
        return Span(span.start, end)

    def broken(self, longest: float) -> "_Pieces":
        """The same with the words longer than so many ems, and no others, cut at every letter."""
        ends: list[int] = []
        for span, width in zip(self.spans, self.widths, strict=True):
            inside = everywhere(self.par.text[span.start : span.end])[:-1] if width > longest else ()
            ends += [*(span.start + at for at in inside), span.end]
        return _Pieces(self.par, self.style, ends)

    def wrap(self, width: float) -> list[Span]:
        """Fill lines of `width` ems, as many pieces a line as go in, at least one."""
        lines: list[Span] = []
        start, used = 0, 0.0
        for i, (piece, gap) in enumerate(zip(self.widths, self.gaps, strict=True)):
            if i > start and used + piece > width:
                lines.append(self._trimmed(Span(self.spans[start].start, self.spans[i - 1].end)))
                start, used = i, 0.0
            used += piece + gap
        lines.append(self._trimmed(Span(self.spans[start].start, self.spans[-1].end)))
        return lines

    def narrowest(self, count: int) -> float:
        """Find the least width in ems that needs no more than `count` lines, which balances them."""
        low, high = max(self.widths), sum(self.widths) + sum(self.gaps)
        if len(self.wrap(low)) <= count:
            return low
        for _step in range(_STEPS):
            middle = (low + high) / 2
            if len(self.wrap(middle)) <= count:
                high = middle
            else:
                low = middle
        return high

    def lines(self, width: float) -> list[Line]:
        """Shape the lines that `wrap` gives."""
        return [cut(self.par, span, self.style) for span in self.wrap(width)]


def _several(pieces: _Pieces, width: float, height: float, size: float) -> Block:
    """Take the number of lines that lets the type be largest; of equals, the fewest."""
    best = EMPTY
    most = min(len(pieces.spans), int(height / (_SMALLEST * _LEADING)) + 1)
    total = sum(pieces.widths)
    # Fewer lines than these leave the type smaller than it could be, whatever the breaks; they are not tried.
    fewest = int(0.7 * min(sqrt(height * total / (_LEADING * width)), size * total / width))
    for count in range(max(2, fewest), most + 1):
        ceiling = height / ((count - 1) * _LEADING + _ASCENT + _DESCENT)
        if ceiling <= best.size:
            break
        narrow = pieces.narrowest(count)
        if width / narrow <= best.size:
            continue
        block = _scaled(pieces.lines(narrow), width, height, size)
        if block.size > best.size + 0.01:
            best = block
        if best.size >= size:
            break
    return best


def breaks(text: str) -> list[int]:
    """Give the positions where a line may end: after a space, a dash or an at sign, but never inside a number or
    between a hyphen and a digit, nor before a dot that parts two things."""
    ends: list[int] = []
    isolated = False
    for i, char in enumerate(text[:-1]):
        isolated = (isolated or char == LRI) and char != PDI
        after = text[i + 1]
        holds = after in f" {_PARTING}" or (char == "-" and after.isdigit())
        if char in _BREAK_AFTER and not isolated and not holds:
            ends.append(i + 1)
    return [*ends, len(text)]


def everywhere(text: str) -> list[int]:
    """Give every position between two letters, for a word that is longer than its line."""
    starts = [i for i in range(1, len(text)) if not _clings(text[i])]
    return [*starts, len(text)]


def _clings(char: str) -> bool:
    return bool(combining(char)) or char in (" ", PDI) or category(char) in ("Mn", "Me", "Cf")
