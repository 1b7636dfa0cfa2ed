"""Lines of text in several scripts: cleaned, ordered by direction, shaped in a face that has the letters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Literal, NamedTuple
from unicodedata import bidirectional, category, combining, normalize

from app.kernel.pdf.bidi import LRI, PDI, Span, first_strong, levels, line_levels, visual_order
from app.kernel.pdf.fonts import Face, Weight, faces
from app.kernel.pdf.shaping import Run, shape_run

Direction = Literal["rtl", "ltr"]

INK = "#1d2522"
_JOINERS = frozenset("\u200c\u200d")  # invisible, but they shape the letters beside them
_MAX_MARKS = 3  # no letter carries more in earnest; a taller tower would run into other lines
_SPACES = re.compile(r"[ \t\n\r\f\v\x85\u2028\u2029]+")
# What keeps its order inside an Arabic line, as <bdi> does on a page.
_NUMBERS = re.compile(
    r"""\+[0-9][0-9\ \u00a0\u202f().-]*[0-9]                 # +222 45 25 00 00
      | (?<![A-Za-z0-9])[0-9]{1,3}(?:[\ \u00a0\u202f][0-9]{3})+(?![0-9])  # 1 250, but not in L6 101
      | [0-9]{2}(?:[\ \u00a0\u202f.][0-9]{2}){3,}(?![0-9])   # 45 25 00 00
      | (?<![A-Za-z0-9])[0-9]+(?:[:./,][0-9]+)*               # 2024-2025, 3/4; 09:00–10:30 reads as its line
        (?:[\ \u00a0]?[-/][\ \u00a0]?[0-9]+(?:[:./,][0-9]+)*)+
      | (?<![A-Za-z0-9-])[A-Za-z0-9-]+(?:/[A-Za-z0-9-]+)+    # nouakchott/plenary-1/20270128-0930
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Style:
    """Size in points, weight, and colour as #rrggbb."""

    size: float
    weight: Weight = "regular"
    colour: str = INK

    def at(self, size: float) -> "Style":
        """Give the same style in another size."""
        return Style(size, self.weight, self.colour)


@dataclass(frozen=True, eq=False)
class Line:
    """One line ready to draw, runs from left to right; width, top and bottom (ink) in points."""

    runs: tuple[Run, ...]
    style: Style

    @property
    def width(self) -> float:
        """Advance width in points."""
        return sum(run.width for run in self.runs) * self.style.size

    @property
    def top(self) -> float:
        """Highest ink over the baseline in points."""
        return max((run.top for run in self.runs), default=0.0) * self.style.size

    @property
    def bottom(self) -> float:
        """Lowest ink in points, negative below the baseline."""
        return min((run.bottom for run in self.runs), default=0.0) * self.style.size

    def at(self, size: float) -> "Line":
        """Give the same line in another size; nothing is shaped again."""
        return Line(self.runs, self.style.at(size))


def clean(text: str) -> str:
    """Make text safe to draw: composed, on one line, no controls or bidi marks, three marks a letter."""
    return tidy(text.strip()).strip()


def tidy(text: str) -> str:
    """The same for a piece of a text, whose spaces at its ends count."""
    text = _SPACES.sub(" ", normalize("NFC", text))
    kept: list[str] = []
    marks = 0
    for char in text:
        kind = category(char)
        marks = marks + 1 if kind in ("Mn", "Me") and combining(char) else 0
        if marks > _MAX_MARKS or (kind in ("Cc", "Cf", "Cs", "Co", "Cn") and char not in _JOINERS):
            continue
        kept.append(char)
    return _SPACES.sub(" ", "".join(kept))  # what fell out may have stood between two spaces


def base_direction(text: str, otherwise: Direction = "ltr") -> Direction:
    """Tell the direction of a text by its first strong letter."""
    found = first_strong(text)
    return otherwise if found is None else "rtl" if found == "rtl" else "ltr"


class Paragraph(NamedTuple):
    """A cleaned text, its numbers isolated, with its levels resolved as a whole; lines are cut from it."""

    text: str
    base: int
    levels: tuple[int, ...]


@lru_cache(maxsize=2048)
def paragraph(text: str, direction: Direction | None = None) -> Paragraph:
    """Resolve a text once; without a direction its first strong letter decides."""
    isolating = _NUMBERS.sub(rf"{LRI}\g<0>{PDI}", clean(text))
    base = 1 if (direction or base_direction(isolating)) == "rtl" else 0
    return Paragraph(isolating, base, tuple(levels(isolating, base)))


def cut(par: Paragraph, span: Span, style: Style, weights: Sequence[Weight] = ()) -> Line:
    """Set one piece of a paragraph as a line; `weights`, one a character of the paragraph, go before the style's."""
    resolved = line_levels(par.text, par.levels, span, par.base)
    runs: list[Run | None] = []
    depths: list[int] = []
    parts = _by_level(par.text[span.start : span.end], resolved)
    if weights:
        parts = _by_weight(parts, weights[span.start : span.end])
    for at, level, piece in parts:
        if piece in (LRI, PDI):  # not drawn, but it keeps two numbers beside one another apart
            runs.append(None)
            depths.append(level)
            continue
        script = _script(piece, par.text, span.start + at)
        weight = weights[span.start + at] if weights else style.weight
        for face, part in _by_face(piece, weight):
            runs.append(shape_run(face, part, bool(level & 1), script))
            depths.append(level)
    return Line(tuple(run for i in visual_order(depths) if (run := runs[i])), style)


def _by_level(text: str, resolved: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Cut a line where its level changes, and each isolating control off: position, level and piece."""
    if len(set(resolved)) == 1 and LRI not in text:
        yield 0, resolved[0], text
        return
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or resolved[i] != resolved[start] or {text[i - 1], text[i]} & {LRI, PDI}:
            yield start, resolved[start], text[start:i]
            start = i


def _by_weight(
    parts: Iterator[tuple[int, int, str]], weights: Sequence[Weight]
) -> Iterator[tuple[int, int, str]]:
    """Cut pieces once more where their weight changes."""
    for at, level, piece in parts:
        start = 0
        for i in range(1, len(piece) + 1):
            if i == len(piece) or weights[at + i] != weights[at + start]:
                yield at + start, level, piece[start:i]
                start = i


def _script(piece: str, text: str, at: int) -> str:
    """Tell the script of a piece without letters by the letter before it, what stands in brackets left out, or
    else the first one after it: the font has digits for each (UAX #24, 5.2)."""
    if any(char.isalpha() for char in piece):
        return ""
    beside = _letter_before(text, at) or next((char for char in text[at:] if char.isalpha()), "")
    return "Arab" if beside and bidirectional(beside) == "AL" else ""


def _letter_before(text: str, at: int) -> str:
    inside = 0
    for char in reversed(text[:at]):
        kind = category(char)
        inside = inside + 1 if kind == "Pe" else max(0, inside - 1) if kind == "Ps" else inside
        if char.isalpha() and not inside:
            return char
    return ""


def shape(text: str, style: Style, direction: Direction | None = None) -> Line:
    """Set a text in one line, whatever its width."""
    par = paragraph(text, direction)
    return cut(par, Span(0, len(par.text)), style)


def _by_face(text: str, weight: Weight) -> Iterator[tuple[Face, str]]:
    """Cut a run where its face changes; a word goes whole into the fallback that has all of its letters."""
    first, second = faces(weight)
    if first.covers.issuperset(map(ord, text)):
        yield first, text
        return
    chosen = [face for word in re.findall(r"\s+|\S+", text) for face in _faces_of_word(word, first, second)]
    at = 0
    for face, same in groupby(chosen):
        length = len(list(same))
        yield face, text[at : at + length]
        at += length


def _faces_of_word(word: str, first: Face, second: Face) -> list[Face]:
    visible = [ord(char) for char in word if char not in _JOINERS]
    for face in (first, second):
        if face.covers.issuperset(visible):
            return [face] * len(word)
    result: list[Face] = []
    for char in word:
        follows = bool(result) and (bool(combining(char)) or char in _JOINERS)
        here = second if ord(char) in second.covers and ord(char) not in first.covers else first
        result.append(result[-1] if follows else here)
    return result
