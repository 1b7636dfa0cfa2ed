"""QR symbols as matrix, SVG, PNG and for terminals: in the quiet zone of four modules that readers need."""

import re
import struct
import zlib
from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
Matrix = tuple[tuple[bool, ...], ...]

# A badge code fits version 2 at level M. Version, mode and mask fixed save six sevenths of the time; a fixed
# mask is legal, and the tests read such symbols back.
_SHORT = re.compile(r"[0-9A-Z $%*+./:-]{1,38}")
_SHORT_VERSION, _MASK = 2, 2


@lru_cache(maxsize=1024)
def matrix(text: str) -> Matrix:
    """Encode text at level M: rows from the top, True is dark, no quiet zone; ValueError when none fits."""
    if not text:
        raise ValueError("a QR symbol needs a text")
    short = _SHORT.fullmatch(text) is not None
    code = QRCode(error_correction=ERROR_CORRECT_M)
    if short:
        code.version, code.mask_pattern = _SHORT_VERSION, _MASK
        code.add_data(text, optimize=0)
    else:
        code.add_data(text)
    code.make(fit=not short)
    return tuple(tuple(map(bool, row)) for row in code.modules)


def svg(text: str, label: str = "") -> str:
    """Draw a symbol as an SVG of one path; a screen reader says `label`, and nothing without one."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    path = "".join(_spans(row, y + QUIET) for y, row in enumerate(rows))
    speech = f'role="img" aria-label="{_escaped(label)}"' if label else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" {speech} '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def png(text: str, scale: int = 8) -> bytes:
    """Draw a symbol as a one-bit PNG of `scale` pixels a module."""
    rows = matrix(text)
    side = (len(rows) + 2 * QUIET) * scale
    light = (False,) * len(rows)
    margin = [light] * QUIET
    lines = b"".join(_packed(row, scale, side) * scale for row in (*margin, *rows, *margin))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def terminal(text: str) -> str:
    """Draw a symbol for a dark terminal, two modules a character: what is light in the symbol is drawn."""
    rows = matrix(text)
    light = (False,) * (len(rows) + 2 * QUIET)
    margin = [light] * QUIET
    lines = [
        *margin,
        *((False,) * QUIET + row + (False,) * QUIET for row in rows),
        *margin,
        (True,) * len(light),
    ]
    return "\n".join(
        "".join(_HALVES[upper, lower] for upper, lower in zip(*lines[at : at + 2], strict=True))
        for at in range(0, len(light), 2)
    )


_HALVES = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}


def _spans(row: tuple[bool, ...], y: int) -> str:
    """Write the dark stretches of a row as rectangles."""
    parts: list[str] = []
    x = QUIET
    for dark, same in groupby(row):
        length = len(list(same))
        if dark:
            parts.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _packed(row: tuple[bool, ...], scale: int, side: int) -> bytes:
    """Give one scanline with its filter byte; a set bit is white."""
    quiet = "1" * (QUIET * scale)
    bits = quiet + "".join(("0" if dark else "1") * scale for dark in row) + quiet
    width = (side + 7) // 8
    return b"\0" + int(bits.ljust(width * 8, "1"), 2).to_bytes(width, "big")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
