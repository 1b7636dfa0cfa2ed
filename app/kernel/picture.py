"""Pictures of text, for what shows links that are passed on: the prints' text engine, drawn by HarfBuzz into PNG."""

from __future__ import annotations

from io import BytesIO

import uharfbuzz as hb
from PIL import Image, ImageDraw

from app.kernel.pdf import Anchor, Block, Line


class Picture:
    """An RGB picture in the making; lengths in pixels from the upper left corner."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        """Begin with a ground of one colour (#rrggbb)."""
        self._image = Image.new("RGB", (width, height), colour)
        self._height = height

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle given by its upper left corner."""
        ImageDraw.Draw(self._image).rectangle((x, y, x + width - 1, y + height - 1), fill=colour)

    def polygon(self, points: list[tuple[float, float]], colour: str) -> None:
        """Fill a polygon, its edges smooth."""
        scale = 4
        left, top = (int(min(values)) - 1 for values in zip(*points, strict=True))
        right, bottom = (int(max(values)) + 2 for values in zip(*points, strict=True))
        mask = Image.new("L", ((right - left) * scale, (bottom - top) * scale))
        ImageDraw.Draw(mask).polygon([((x - left) * scale, (y - top) * scale) for x, y in points], fill=255)
        small = mask.resize((right - left, bottom - top), Image.Resampling.BOX)
        self._image.paste(colour, (left, top, right, bottom), small)

    def block(self, block: Block, x: float, top: float, anchor: Anchor = "left") -> None:
        """Draw a block downwards from `top`, each of its lines anchored at x; sizes in points are pixels here."""
        for line, down in zip(block.lines, block.baselines, strict=True):
            self._line(line, x - {"left": 0.0, "right": 1.0, "centre": 0.5}[anchor] * line.width, top + down)

    def _line(self, line: Line, x: float, baseline: float) -> None:
        drawing = hb.RasterDraw()
        at = x
        for run in line.runs:
            scale = line.style.size / run.face.upem
            for glyph in run.glyphs:
                right = at + glyph.dx * line.style.size
                up = self._height - baseline + glyph.dy * line.style.size
                drawing.transform = (scale, 0, 0, scale, right, up)  # HarfBuzz counts upwards
                drawing.draw_glyph(run.face.font, glyph.number)
                at += glyph.advance * line.style.size
        made = drawing.render()
        if made is None or not made.extents.width:
            return
        box = made.extents
        mask = Image.frombuffer("L", (box.width, box.height), made.buffer, "raw", "L", box.stride, 1)
        mask = mask.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        self._image.paste(line.style.colour, (box.x_origin, self._height - box.y_origin - box.height), mask)

    def png(self) -> bytes:
        """The file; the same drawing gives the same bytes."""
        out = BytesIO()
        self._image.save(out, "PNG", optimize=True)
        return out.getvalue()
