"""One run of one direction and one face, shaped by HarfBuzz; sizes are in ems, so a run serves every size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import uharfbuzz as hb

from app.kernel.pdf.fonts import Face

# dlig turns محمد into one ligature, which nobody wants in a name on a badge.
_FEATURES = {"dlig": False}


class Glyph(NamedTuple):
    """A glyph in drawing order: its number in the font, advance and offsets in ems, the text it shows."""

    number: int
    advance: float
    dx: float
    dy: float
    text: str


@dataclass(frozen=True, eq=False)
class Run:
    """Shaped glyphs from left to right, with width and ink above and below the baseline in ems."""

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float
    top: float
    bottom: float
    rtl: bool


@lru_cache(maxsize=8192)
def shape_run(face: Face, text: str, rtl: bool, script: str = "") -> Run:
    """Shape one run, in the ISO 15924 `script` given or else its own; the cache holds what comes again."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    if script:
        buffer.script = script
    buffer.guess_segment_properties()
    hb.shape(face.font, buffer, _FEATURES)
    em = 1 / face.upem
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    stands_for = _cluster_text([info.cluster for info in infos], text, rtl)
    glyphs = tuple(
        Glyph(info.codepoint, p.x_advance * em, p.x_offset * em, p.y_offset * em, part)
        for info, p, part in zip(infos, positions, stands_for, strict=True)
    )
    top, bottom = _ink(face, glyphs)
    return Run(face, glyphs, sum(g.advance for g in glyphs), top, bottom, rtl)


def _cluster_text(clusters: Sequence[int], text: str, rtl: bool) -> list[str]:
    """Give each cluster's text to its base glyph and nothing to the marks drawn beside it."""
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    order = range(len(clusters) - 1, -1, -1) if rtl else range(len(clusters))
    result = [""] * len(clusters)
    seen: set[int] = set()
    for i in order:
        start = clusters[i]
        if start not in seen:
            seen.add(start)
            result[i] = text[start : ends[start]]
    return result


def _ink(face: Face, glyphs: Sequence[Glyph]) -> tuple[float, float]:
    tops, bottoms = [0.0], [0.0]
    for glyph in glyphs:
        box = face.font.get_glyph_extents(glyph.number)
        if box is not None and box.height:
            tops.append(box.y_bearing / face.upem + glyph.dy)
            bottoms.append((box.y_bearing + box.height) / face.upem + glyph.dy)
    return max(tops), min(bottoms)
