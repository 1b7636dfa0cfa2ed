"""Flags as vector drawings for print: the five countries of the Maghreb, and plain bands of their neighbours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import cos, pi, sin

from app.kernel.pdf.paper import Paper, rgb

RATIO = 1.5  # width to height of all flags here, so that they line up
_KAPPA = 0.5522847498  # of a quarter circle drawn as a Bézier curve
_EDGE = "#c9cdc4"  # a hairline round white fields

Unit = tuple[float, float, float]
"""Centre x, y and radius, in heights of the flag."""


def draw_flag(paper: Paper, country: str, x: float, y: float, height: float) -> bool:
    """Draw the flag of an ISO 3166 country from its lower left corner; False, and nothing, for one not known here."""
    shown = _DRAWN.get(country)
    if shown is None:
        return False
    name = f"flag-{country}"
    with paper.stamp(name) as fresh:
        if fresh:
            paper.draw(shown())
            paper.frame(0, 0, RATIO, 1, _EDGE, 0.015)
    paper.draw(f"q {height:.3f} 0 0 {height:.3f} {x:.2f} {y:.2f} cm")
    paper.press(name)
    paper.draw("Q")
    return True


def known_flags() -> frozenset[str]:
    """Countries whose flag can be drawn."""
    return frozenset(_DRAWN)


def _field(colour: str, x: float = 0, y: float = 0, width: float = RATIO, height: float = 1) -> str:
    return f"{rgb(colour)} rg {x:.4f} {y:.4f} {width:.4f} {height:.4f} re f "


def _circle(unit: Unit) -> str:
    x, y, r = unit
    k = _KAPPA * r
    return (
        f"{x + r:.4f} {y:.4f} m {x + r:.4f} {y + k:.4f} {x + k:.4f} {y + r:.4f} {x:.4f} {y + r:.4f} c "
        f"{x - k:.4f} {y + r:.4f} {x - r:.4f} {y + k:.4f} {x - r:.4f} {y:.4f} c "
        f"{x - r:.4f} {y - k:.4f} {x - k:.4f} {y - r:.4f} {x:.4f} {y - r:.4f} c "
        f"{x + k:.4f} {y - r:.4f} {x + r:.4f} {y - k:.4f} {x + r:.4f} {y:.4f} c h "
    )


def _star(unit: Unit, turn: float = 0.0) -> str:
    """A filled five-pointed star, one point up or turned by so many radians."""
    x, y, r = unit
    inner = r * (3 - 5**0.5) / 2
    points = [
        (
            (r if i % 2 == 0 else inner) * sin(turn + i * pi / 5),
            (r if i % 2 == 0 else inner) * cos(turn + i * pi / 5),
        )
        for i in range(10)
    ]
    path = " ".join(f"{x + dx:.4f} {y + dy:.4f} {'l' if i else 'm'}" for i, (dx, dy) in enumerate(points))
    return path + " h "


def _crescent(colour: str, outer: Unit, hole: Unit, ground: str) -> str:
    """A disc with another of the ground's colour over it."""
    return f"{rgb(colour)} rg {_circle(outer)}f {rgb(ground)} rg {_circle(hole)}f "


def _algeria() -> str:
    green, white, red = "#006233", "#ffffff", "#d21034"
    halves = _field(white) + _field(green, 0, 0, RATIO / 2)
    # The crescent lies on both halves: what its hole shows is the ground again, cut to the hole.
    hole: Unit = (0.80, 0.5, 0.2)
    ring = f"{rgb(red)} rg {_circle((0.75, 0.5, 0.25))}f "
    ground = f"q {_circle(hole)}W n {_field(white)}{_field(green, 0, 0, RATIO / 2)}Q "
    return halves + ring + ground + f"{rgb(red)} rg {_star((0.80, 0.5, 0.125), -pi / 2)}f "


def _libya() -> str:
    bands = (
        _field("#239e46") + _field("#000000", 0, 0.25, RATIO, 0.5) + _field("#e70013", 0, 0.75, RATIO, 0.25)
    )
    moon = _crescent("#ffffff", (0.72, 0.5, 0.125), (0.755, 0.5, 0.1), "#000000")
    return bands + moon + f"{rgb('#ffffff')} rg {_star((0.85, 0.5, 0.07), -pi / 2)}f "


def _mauritania() -> str:
    green, gold, red = "#00a95c", "#ffd700", "#d01c1f"
    bands = _field(green) + _field(red, 0, 0, RATIO, 0.2) + _field(red, 0, 0.8, RATIO, 0.2)
    moon = _crescent(gold, (0.75, 0.5, 0.24), (0.75, 0.575, 0.235), green)
    return bands + moon + f"{rgb(gold)} rg {_star((0.75, 0.60, 0.1))}f "


def _morocco() -> str:
    red, green = "#c1272d", "#006233"
    points = [(0.75 + 0.25 * sin(i * 4 * pi / 5), 0.5 + 0.25 * cos(i * 4 * pi / 5)) for i in range(5)]
    path = " ".join(f"{x:.4f} {y:.4f} {'l' if i else 'm'}" for i, (x, y) in enumerate(points))
    return _field(red) + f"{rgb(green)} RG 0.04 w 0 j {path} h S "


def _tunisia() -> str:
    red, white = "#e70013", "#ffffff"
    disc = f"{_field(red)}{rgb(white)} rg {_circle((0.75, 0.5, 0.25))}f "
    moon = _crescent(red, (0.75, 0.5, 0.1875), (0.79, 0.5, 0.15), white)
    return disc + moon + f"{rgb(red)} rg {_star((0.80, 0.5, 0.105), -pi / 2)}f "


def _upright(*colours: str) -> Callable[[], str]:
    share = RATIO / len(colours)
    return lambda: "".join(_field(one, i * share, 0, share) for i, one in enumerate(colours))


def _lying(*colours: str) -> Callable[[], str]:
    share = 1 / len(colours)
    return lambda: "".join(_field(one, 0, 1 - (i + 1) * share, RATIO, share) for i, one in enumerate(colours))


_DRAWN: Mapping[str, Callable[[], str]] = {
    "DZ": _algeria,
    "LY": _libya,
    "MR": _mauritania,
    "MA": _morocco,
    "TN": _tunisia,
    "FR": _upright("#000091", "#ffffff", "#e1000f"),
    "BE": _upright("#000000", "#fdda24", "#ef3340"),
    "IT": _upright("#008c45", "#f4f5f0", "#cd212a"),
    "CI": _upright("#f77f00", "#ffffff", "#009e60"),
    "GN": _upright("#ce1126", "#fcd116", "#009460"),
    "ML": _upright("#14b53a", "#fcd116", "#ce1126"),
    "TD": _upright("#002664", "#fecb00", "#c60c30"),
    "DE": _lying("#000000", "#dd0000", "#ffce00"),
    "NL": _lying("#ae1c28", "#ffffff", "#21468b"),
    "LU": _lying("#ed2939", "#ffffff", "#00a1de"),
}
