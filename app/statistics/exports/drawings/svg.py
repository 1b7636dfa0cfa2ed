"""A picture as SVG within a page: attributes and classes only, since the page forbids inline style."""

from __future__ import annotations

from html import escape

from app.kernel.pdf import base_direction
from app.statistics.exports.drawings.geometry import Box, Drawing, Fill, Mark, Stroke, Words

_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


def svg(drawing: Drawing, key: str) -> str:
    """The picture as an <svg> element; `key` keeps its patterns apart from those of others in the page."""
    size = f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
    head = f'<svg class="drawing" {size} role="img" aria-labelledby="{key}-says" xmlns="http://www.w3.org/2000/svg">'
    title = f'<title id="{key}-says">{escape(drawing.says)}</title>'
    used = {mark.fill for mark in drawing.marks if isinstance(mark, Box)}
    patterns = "".join(_PATTERNS[fill].format(id=f"{key}-{fill}") for fill in sorted(used & _PATTERNS.keys()))
    body = "".join(_mark(mark, drawing, key) for mark in drawing.marks)
    return f"{head}{title}{f'<defs>{patterns}</defs>' if patterns else ''}{body}</svg>"


_PATTERNS: dict[Fill, str] = {
    "hatch": '<pattern id="{id}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="ground" width="5" height="5" fill="#fff"/><rect class="hue" width="2" height="5" fill="#0b6b58"/>'
    "</pattern>",
    "dots": '<pattern id="{id}" width="4" height="4" patternUnits="userSpaceOnUse">'
    '<rect class="ground" width="4" height="4" fill="#fff"/><circle class="hue" cx="2" cy="2" r="1" fill="#0b6b58"/>'
    "</pattern>",
}


def _mark(mark: Mark, drawing: Drawing, key: str) -> str:
    if isinstance(mark, Box):
        return _box(mark, drawing, key)
    if isinstance(mark, Stroke):
        points = " ".join(f"{_n(drawing.physical(x))},{_n(y)}" for x, y in mark.points)
        name, colour, pen = ("climb", "#0b6b58", "2") if mark.strong else ("hair", "#dcdcd3", "1")
        return (
            f'<polyline class="{name}" points="{points}" fill="none" stroke="{colour}" stroke-width="{pen}"/>'
        )
    return _words(mark, drawing)


def _box(box: Box, drawing: Drawing, key: str) -> str:
    place = (
        f'x="{_n(drawing.physical(box.x, box.width))}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}"'
    )
    fill = {"full": "#0b6b58", "open": "#fff", "track": "#f3f2ec"}.get(box.fill, f"url(#{key}-{box.fill})")
    edge = ' stroke="#7d8680"' if box.fill == "track" else ' stroke="#0b6b58"'
    return f'<rect class="{box.fill}" {place} fill="{fill}"{edge}/>'


def _words(words: Words, drawing: Drawing) -> str:
    turned = drawing.direction == "rtl"
    side = {"start": "right" if turned else "left", "end": "left" if turned else "right"}.get(
        words.at, "middle"
    )
    own = base_direction(words.text)
    # SVG anchors by the text's own direction: the start of an Arabic line is its right end.
    anchor = _ANCHORS[{"left": "right", "right": "left"}.get(side, side) if own == "rtl" else side]
    names = " ".join(filter(None, ("bold" if words.bold else "", words.tone)))
    weight = ' font-weight="700"' if words.bold else ""
    return (
        f'<text class="{names}" x="{_n(drawing.physical(words.x))}" y="{_n(words.y)}" font-size="{_n(words.size)}" '
        f'direction="{own}" text-anchor="{anchor}"{weight}>{escape(words.text)}</text>'
    )


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
