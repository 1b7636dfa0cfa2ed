"""A signature on a tablet: its strokes as a browser sends them, within bounds."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass

from app.kernel.chain import canonical

MOST_POINTS = 20_000
MOST_STROKES = 400
MOST_PICTURE = 300_000
FEWEST_POINTS = 8
"""Less is a touch by mistake."""
_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = "data:image/png;base64,"

Point = tuple[int, int, int]
"""Across and down in pixels of the canvas, and milliseconds since the first touch."""


class BadInk(ValueError):
    """What was sent is no signature."""


@dataclass(frozen=True)
class Ink:
    """Strokes, and the picture that they made on the canvas as PNG."""

    strokes: tuple[tuple[Point, ...], ...]
    picture: bytes

    def sealed_form(self) -> bytes:
        """The bytes that are sealed, and whose digest the line in the chain commits to."""
        picture = base64.b64encode(self.picture).decode()
        return canonical({"strokes": [list(map(list, one)) for one in self.strokes], "png": picture})


def read_ink(strokes: str, picture: str) -> Ink:
    """Strokes as JSON and the picture as a data URL, as a form sends them; raises BadInk."""
    if len(strokes) > MOST_POINTS * 20:
        raise BadInk
    try:
        return check_ink(json.loads(strokes), picture)
    except (ValueError, RecursionError):
        raise BadInk from None


def check_ink(strokes: object, picture: object) -> Ink:
    """Strokes as lists of points and the picture as a data URL, whatever was sent as such; raises BadInk."""
    if not isinstance(strokes, list) or not 1 <= len(strokes) <= MOST_STROKES:
        raise BadInk
    found = tuple(_stroke(one) for one in strokes)
    if not FEWEST_POINTS <= sum(map(len, found)) <= MOST_POINTS:
        raise BadInk
    return Ink(found, _png(picture))


def _png(address: object) -> bytes:
    if not isinstance(address, str) or len(address) > MOST_PICTURE * 2 or not address.startswith(_HEAD):
        raise BadInk
    try:
        raw = base64.b64decode(address.removeprefix(_HEAD), validate=True)
    except (ValueError, binascii.Error):
        raise BadInk from None
    if not raw.startswith(_PNG) or len(raw) > MOST_PICTURE:
        raise BadInk
    return raw


def picture_of(sealed_form: bytes) -> bytes:
    """The PNG of an opened seal."""
    return base64.b64decode(json.loads(sealed_form)["png"])


def _stroke(raw: object) -> tuple[Point, ...]:
    if not isinstance(raw, list) or not all(_is_point(one) for one in raw):
        raise BadInk
    return tuple((one[0], one[1], one[2]) for one in raw)


def _is_point(raw: object) -> bool:
    if not isinstance(raw, list) or len(raw) != 3:
        return False
    return all(type(one) is int and -10_000 <= one <= 10_000_000 for one in raw)
