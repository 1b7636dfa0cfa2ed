"""Logos: PNG, JPEG, WebP or SVG made into a PNG with a clear ground, under limits; SVGs hold shapes only."""

from __future__ import annotations

import math
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import BytesIO
from typing import IO

from PIL import Image

from app.kernel.i18n import N_
from app.kernel.storage.kinds import FileRefused, UnknownKind
from app.kernel.storage.pictures import BrokenPicture, TooManyPixels

WIDEST, TALLEST = 1200, 600  # pixels: 100 mm at 300 dpi
MOST_SVG = 512 * 1024
MOST_PIXELS = 40_000_000
_DRAWN = frozenset(
    "svg g defs symbol title desc metadata path rect circle ellipse line polyline polygon use clipPath mask pattern "
    "linearGradient radialGradient stop style marker".split()
)
LONGEST = 5
"""Seconds of one core in which a drawing is a logo; in a process of its own, where a deep or endless one can fall."""

_DRAW = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({LONGEST}, {LONGEST}))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import resvg_py
drawing = sys.stdin.buffer.read().decode()
made = resvg_py.svg_to_bytes(svg_string=drawing, width=int(sys.argv[1]), skip_system_fonts=True)
sys.stdout.buffer.write(bytes(made))
"""
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression|javascript:", re.I)


class UnsafeDrawing(FileRefused):
    """An SVG with scripts, pictures, text or links in it."""

    code = "svg-unsafe"
    message = N_(
        "This SVG holds more than shapes (text, pictures, scripts or links). Save it with text as paths."
    )


def logo(content: IO[bytes]) -> bytes:
    """A logo as PNG, no larger than print needs; raises UnknownKind, BrokenPicture, TooManyPixels or UnsafeDrawing."""
    content.seek(0)
    head = content.read(512).lstrip(b"\xef\xbb\xbf \t\r\n")
    content.seek(0)
    if head.startswith((b"<?xml", b"<svg", b"<!--")):
        return _of_svg(content)
    if not head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"RIFF")):
        raise UnknownKind(kinds="PNG, SVG, JPEG, WebP")
    try:
        with Image.open(content, formats=("PNG", "JPEG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixels
            clear = image.convert("RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise BrokenPicture from error
    return _written(clear)


def _of_svg(content: IO[bytes]) -> bytes:
    data = content.read(MOST_SVG + 1)
    if len(data) > MOST_SVG or b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        raise UnsafeDrawing
    try:
        root = ET.fromstring(data)  # noqa: S314 - no DOCTYPE, so no entities
        if any(_reach_out(element) for element in root.iter()):
            raise UnsafeDrawing
        width = _bounded(root)
        with Image.open(BytesIO(_drawn(ET.tostring(root), width)), formats=("PNG",)) as image:
            return _written(image.convert("RGBA"))
    except (ET.ParseError, ValueError, OSError, RecursionError) as error:
        raise BrokenPicture from error


def _drawn(svg: bytes, width: int) -> bytes:
    """The picture of a drawing; nothing where the renderer fell, or took more time or memory than a logo may."""
    command = [sys.executable, "-I", "-c", _DRAW, str(width)]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=4 * LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def _bounded(root: ET.Element) -> int:
    """Pixels across, so that neither side is larger than print needs; the drawing has no say of its own in it.

    The renderer scales by the root's width and height where they are there, whatever the view box is.
    """
    sides = root.attrib.pop("width", ""), root.attrib.pop("height", "")
    if "viewBox" not in root.attrib:
        root.set("viewBox", " ".join(["0", "0", *(side.removesuffix("px") for side in sides)]))
    box = [float(part) for part in re.split(r"[\s,]+", root.attrib["viewBox"].strip()) if part]
    if len(box) != 4 or not all(map(math.isfinite, box)) or box[2] <= 0 or box[3] <= 0:
        raise BrokenPicture
    width = int(min(WIDEST, TALLEST * box[2] / box[3]))
    if width < 1:
        raise BrokenPicture
    return width


def _reach_out(element: ET.Element) -> bool:
    tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    foreign = isinstance(element.tag, str) and "}" in element.tag and "w3.org/2000/svg" not in element.tag
    if foreign:
        return False  # what drawing programs keep for themselves; nothing of it is drawn
    return tag not in _DRAWN or any(_is_outside(name, value) for name, value in _said(element))


def _said(element: ET.Element) -> Iterator[tuple[str, str]]:
    yield from element.attrib.items()
    yield "", element.text or ""


def _is_outside(name: str, value: str) -> bool:
    plain = name.rpartition("}")[2].lower()
    link = plain in ("href", "src") and not value.startswith("#")
    return link or plain.startswith("on") or bool(_OUTSIDE.search(value))


def _written(image: Image.Image) -> bytes:
    bounds = image.getchannel("A").getbbox()
    if bounds is None:
        raise BrokenPicture
    image = image.crop(bounds)
    image.thumbnail((WIDEST, TALLEST))
    made = Image.new("RGBA", image.size)
    made.paste(image)
    target = BytesIO()
    made.save(target, "PNG", optimize=True)
    return target.getvalue()
