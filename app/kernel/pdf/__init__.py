"""Print: text in Arabic and Latin script on reportlab, shaped by HarfBuzz."""

from app.kernel.pdf.layout import EMPTY, Block, fit, stack, wrap
from app.kernel.pdf.paper import A4, MM, Anchor, Paper
from app.kernel.pdf.text import INK, Direction, Line, Style, base_direction, clean, shape

__all__ = [
    "A4",
    "EMPTY",
    "INK",
    "MM",
    "Anchor",
    "Block",
    "Direction",
    "Line",
    "Paper",
    "Style",
    "base_direction",
    "clean",
    "fit",
    "shape",
    "stack",
    "wrap",
]
