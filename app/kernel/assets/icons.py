"""The icon sprite: one SVG file with a symbol an icon, from the package's stroke family and our own marks."""

from __future__ import annotations

import re
from pathlib import Path

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
