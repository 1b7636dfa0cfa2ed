"""Colour contrast by WCAG 2.2, and the sheet that an event's own accent turns into."""

from __future__ import annotations

import re

LIGHT_PAPER, LIGHT_INK = "#fbfaf7", "#1d2522"
DARK_PAPER, DARK_INK = "#121715", "#e9ece8"
TEXT_CONTRAST = 4.5

Rgb = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two #rrggbb colours, from 1.0 to 21.0; raises ValueError on anything else."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def readable_accent(accent: str, on: str, at_least: float = TEXT_CONTRAST) -> str:
    """The nearest shade of an #rrggbb accent that reads on a ground: darker on light ones, else lighter."""
    towards = max(("#000000", "#ffffff"), key=lambda end: contrast(end, on))
    for step in range(51):
        shade = mixed(towards, accent, step / 50)
        if contrast(shade, on) >= at_least:
            return shade
    return towards


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of one #rrggbb colour laid over another."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in pairs)


def accent_sheet(accent: str) -> str:
    """CSS with an event's #rrggbb accent, in light and dark; readable on paper and on its own tint."""
    light = _scheme(accent, LIGHT_PAPER, mixed(accent, "#ffffff", 0.11))
    dark = _scheme(accent, DARK_PAPER, mixed(accent, DARK_PAPER, 0.2))
    return f":root{{{light}}}\n@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"


def _scheme(accent: str, paper: str, tint: str) -> str:
    # On its tint it has the least contrast, hence paper follows; text on a filled button is paper itself.
    readable = readable_accent(readable_accent(accent, tint), paper)
    return f"--accent:{readable};--accent-tint:{tint};--on-accent:{paper}"


def _rgb(colour: str) -> Rgb:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"a colour is written #rrggbb, not {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    """Undo the sRGB curve, with the threshold of WCAG's definition of relative luminance."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
