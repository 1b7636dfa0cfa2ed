"""The curve of arrivals: how many had come by when, one picture a day, hours along the reading direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.pdf import Direction
from app.statistics.exports.drawings.geometry import At, Box, Drawing, Mark, Stroke, Words, wide

_SIZE = 11.0
_LINE, _BELOW, _HEAD = 96.0, 20.0, 22.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000)


@dataclass(frozen=True)
class Day:
    """A day's arrivals: its name, and (minute of the day, how many had come by then), as time goes on."""

    name: str
    said: str
    points: tuple[tuple[int, int], ...]


def curves(days: Sequence[Day], width: float, direction: Direction, says: str) -> Drawing:
    """The days beneath one another, on one scale of hours and of people."""
    shown = [day for day in days if day.points]
    first = min((day.points[0][0] for day in shown), default=480) // 60 * 60
    last = -(-max((day.points[-1][0] for day in shown), default=600) // 60) * 60
    most = max((day.points[-1][1] for day in shown), default=1)
    step = next((one for one in _STEPS if most / one <= 4), _STEPS[-1])
    marks: list[Mark] = []
    top = 0.0
    for day in shown:
        marks.append(Words(day.name, 0, top + 12, size=12))
        marks.append(Words(day.said, width, top + 12, "end", 12, bold=True))
        scale = _Scale(width, top + _HEAD, first, max(last, first + 60), -(-most // step) * step)
        marks += _axes(scale, step)
        marks += _climb(scale, day)
        top += _HEAD + _LINE + _BELOW + 12
    return Drawing(width, max(top - 6, 1), direction, tuple(marks), says)


@dataclass(frozen=True)
class _Scale:
    """Where a minute and a number of people stand."""

    width: float
    top: float
    first: int
    last: int
    most: int

    @property
    def left(self) -> float:
        """Room for the numbers at the side."""
        return wide(str(self.most), _SIZE) + 8

    def x(self, minute: int) -> float:
        """Along the reading direction."""
        return self.left + (self.width - self.left) * (minute - self.first) / (self.last - self.first)

    def y(self, people: int) -> float:
        """Upwards."""
        return self.top + _LINE * (1 - people / self.most)


def _axes(scale: _Scale, step: int) -> list[Mark]:
    marks: list[Mark] = []
    for people in range(0, scale.most + 1, step):
        y = scale.y(people)
        marks.append(Stroke(((scale.left, y), (scale.width, y))))
        marks.append(Words(str(people), scale.left - 6, y + 4, "end", _SIZE, tone="muted"))
    hours = range(scale.first // 60, scale.last // 60 + 1)
    every = max(1, -(-len(hours) * 42 // int(scale.width - scale.left)))
    for hour in hours[::every]:
        x = scale.x(hour * 60)
        at: At = "start" if hour == hours[0] else "end" if hour == hours[-1] else "middle"
        marks.append(Stroke(((x, scale.y(0)), (x, scale.y(0) + 4))))
        marks.append(Words(f"{hour % 24:02}:00", x, scale.y(0) + 16, at, _SIZE, tone="muted"))
    return marks


def _climb(scale: _Scale, day: Day) -> list[Mark]:
    """Steps up at each arrival, level between them, with a mark where the day ends."""
    points = [(scale.x(day.points[0][0]), scale.y(0))]
    for minute, people in day.points:
        points += [(scale.x(minute), points[-1][1]), (scale.x(minute), scale.y(people))]
    end = points[-1]
    return [Stroke(tuple(points), strong=True), Box(end[0] - 3, end[1] - 3, 6, 6, "full")]
