"""The icon sprite: one SVG file with a symbol an icon, from the package's stroke family and our own marks."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

SHAPE = re.compile(r"<svg\b[^>]*>(?P<inside>.*)</svg>", re.DOTALL)
NOTICE = "<!-- Icons by Lucide (ISC), marks by Multaqa (MIT) -->"
BETWEEN = re.compile(r">\s+<")


def sprite(own: Path, package: Path) -> str:
    """One symbol for each name in icons.txt and each mark-*.svg, both in `own`; raises FileNotFoundError."""
    listed = (own / "icons.txt").read_text("utf-8").split()
    symbols = [symbol(name, (package / f"{name}.svg").read_text("utf-8")) for name in sorted(listed)]
    symbols += [symbol(mark.stem, mark.read_text("utf-8")) for mark in sorted(own.glob("mark-*.svg"))]
    return f'{NOTICE}<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


def symbol(name: str, drawing: str) -> str:
    """A drawing on the 24-unit grid as a symbol that takes stroke and fill from where it is used."""
    found = SHAPE.search(drawing)
    if found is None:
        raise ValueError(f"{name} is not an SVG drawing")
    inside = BETWEEN.sub("><", found["inside"].strip())
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inside}</symbol>'


def home_screen(favicon: str, side: int) -> bytes:
    """The favicon as a PNG for a phone's home screen, on the door's dark ground and within what round masks leave.

    Its shapes are polygons on the 24-unit grid (M, L, Z); home screens read no SVG.
    """
    scale = side * 0.62 / 24
    drawn = Image.new("RGB", (4 * side, 4 * side), "#0d110f")
    pen = ImageDraw.Draw(drawn)
    for colour, path in re.findall(r'<path fill="(#[0-9a-f]{6})" d="M([^"]+)Z"', favicon):
        corners = [tuple(map(float, corner.split())) for corner in path.split("L")]
        pen.polygon(
            [(4 * (side * 0.19 + x * scale), 4 * (side * 0.19 + y * scale)) for x, y in corners], fill=colour
        )
    out = io.BytesIO()
    drawn.resize((side, side), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
