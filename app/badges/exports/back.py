"""The back of a badge: the programme in one language or two, or the house's words (wifi, whom to call), over stars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import cos, pi, sin

from app.badges.exports.data import BadgeEvent, BadgeFace
from app.badges.exports.frame import BLACK, GOLD, WHITE, Frame, other_language, picked
from app.kernel.colour import mixed, readable_accent
from app.kernel.pdf import INK, MM, Block, Paper, Style, base_direction, fit
from app.kernel.pdf.fonts import Weight
from app.kernel.pdf.paper import rgb


def draw_back(paper: Paper, frame: Frame, event: BadgeEvent, face: BadgeFace) -> None:
    """Draw the back that the badge's design asks for, from its lower left corner; all backs alike are drawn once."""
    note = sha256(repr(sorted(face.design.note.items())).encode()).hexdigest()[:16]
    name = f"back-{face.design.back}-{face.language}-{note}"  # categories have notes of their own
    with paper.stamp(name) as fresh:
        if fresh:
            _Back(paper, frame, event, face.language).draw(face)
    paper.press(name)


_BAND = 6.0  # millimetres of stars along the foot
_SMALLEST = 4.0  # points, of a programme that fills a card


@dataclass(frozen=True)
class _Row:
    """An hour with its titles on both sides, or a day's date on both; where there is one language, behind the hour."""

    hour: Block
    sides: tuple[tuple[Block, bool], ...]
    height: float
    indent: float = 0.0


@dataclass(frozen=True)
class _Back:
    paper: Paper
    frame: Frame
    event: BadgeEvent
    language: str

    def draw(self, face: BadgeFace) -> None:
        if not self.frame.plan.mono:
            _stars(self.paper, self.frame, self.event.accent)
        top = self._head()
        if face.design.back == "agenda":
            self._agenda(top)
        else:
            self._note(top, face.design.note)

    @property
    def pad(self) -> float:
        return self.frame.plan.pad * 1.3 * MM

    def _languages(self, texts: Mapping[str, str]) -> tuple[str, ...]:
        """The holder's language and the first in the other script."""
        other = other_language(self.event, texts, self.language)
        return (self.language, other) if other else (self.language,)

    def _head(self) -> float:
        """The title in two languages facing one another over a gold line; gives the y under it."""
        frame, plan = self.frame, self.frame.plan
        accent = INK if plan.mono else readable_accent(self.event.accent, WHITE)
        top = frame.height - self.pad
        low = top
        facing = self._facing(self.event.title)
        room = self._half if len(facing) > 1 else self._whole
        for text, left in facing:
            style = Style(plan.title.most * 0.9, "bold", accent)
            block = fit(text, room, plan.title.most * 3, style, plan.title.least * 0.8)
            self._set(block, left, top)
            low = min(low, top - block.height)
        low -= 1.2 * MM
        line = BLACK if plan.mono else GOLD
        self.paper.rule((self.pad, low), (frame.width - self.pad, low), line, 0.6)
        return low - 1.2 * MM

    @property
    def _half(self) -> float:
        return self._whole / 2 - 1.5 * MM

    @property
    def _whole(self) -> float:
        return self.frame.width - 2 * self.pad

    @property
    def _is_alone(self) -> bool:
        """True when the programme is in one script: nothing then stands on the other side."""
        texts = [day.date for day in self.event.days]
        texts += [titles for day in self.event.days for _hour, titles in day.sessions]
        return all(len(self._facing(one)) < 2 for one in texts)

    def _facing(self, texts: Mapping[str, str]) -> list[tuple[str, bool]]:
        """Texts with whether they stand on the left: Latin there, Arabic on the right."""
        found = [picked(texts, self.event, one) for one in self._languages(texts)]
        return [(text, base_direction(text) == "ltr") for text in found if text]

    def _set(self, block: Block, left: bool, top: float, indent: float = 0.0) -> None:
        x = self.pad + indent if left else self.frame.width - self.pad - indent
        self.paper.block(block, x, top, "left" if left else "right")

    def _agenda(self, top: float) -> None:
        """Hours in the middle and the titles of both languages beside them, in the largest type that all of it takes;
        hours before the titles where there is one language."""
        room = top - _BAND * MM - self.pad * 0.4
        size, alone = self.frame.plan.function.most, self._is_alone
        rows = self._rows(size, alone)
        while rows and sum(row.height for row in rows) > room and size > _SMALLEST:
            size *= 0.96
            rows = self._rows(size, alone)
        for row in rows:
            for block, left in row.sides:
                self._set(block, left, top, row.indent)
                if alone:
                    self._set(row.hour, left, top)
            if not alone:
                self.paper.block(row.hour, self.frame.width / 2, top, "centre")
            top -= row.height

    def _rows(self, size: float, alone: bool) -> list[_Row]:
        rows = []
        for day in self.event.days:
            rows.append(self._row("", day.date, (size, "bold"), alone))
            rows += [self._row(hour, titles, (size, "regular"), alone) for hour, titles in day.sessions]
        return rows

    def _row(self, hour: str, texts: Mapping[str, str], how: tuple[float, Weight], alone: bool) -> _Row:
        size, weight = how
        clock = fit(hour, 12 * MM, 2 * size, Style(size, "bold", self.frame.quiet_colour), size * 0.7)
        indent = clock.width + size if hour and alone else 0.0
        room = self._whole - indent if alone else self._half - (5.5 * MM if hour else 0)
        sides = [
            (fit(text, room, 4 * size, Style(size, weight), size), left) for text, left in self._facing(texts)
        ]
        height = max(block.height for block, _left in [*sides, (clock, True)]) + 0.32 * size
        return _Row(clock, tuple(sides), height, indent)

    def _note(self, top: float, note: Mapping[str, str]) -> None:
        """The house's words, one language under the other."""
        languages = [one for one in self._languages(note) if note.get(one)] or [k for k in note if note[k]][
            :1
        ]
        room = (top - _BAND * MM - self.pad) / max(1, len(languages))
        for language in languages:
            self._paragraphs(
                note[language].splitlines(), top, room - 1.5 * MM, self.frame.plan.place.most * 1.3
            )
            top -= room

    def _paragraphs(self, lines: Sequence[str], top: float, room: float, size: float) -> None:
        wanted = [line for line in lines if line.strip()]
        width = self.frame.width - 2 * self.pad
        for line in wanted:
            block = fit(line, width, room / len(wanted), Style(size), size * 0.8)
            self._set(block, base_direction(line) == "ltr", top)
            top -= block.height + 0.6 * MM


def _stars(paper: Paper, frame: Frame, accent: str) -> None:
    """A band of eight-fold stars along the foot, in the accent at 8 %."""
    side = _BAND * MM
    count = int(frame.width // side) + 1
    start = (frame.width - count * side) / 2
    parts = [f"{rgb(mixed(accent, WHITE, 0.10))} rg"]
    for number in range(count):
        x, y = start + (number + 0.5) * side, side * 0.5
        for i in range(16):
            radius = side * (0.5 if i % 2 == 0 else 0.383)
            parts.append(
                f"{x + radius * sin(i * pi / 8):.2f} {y + radius * cos(i * pi / 8):.2f} {'l' if i else 'm'}"
            )
        parts.append("h")
    with paper.clipped(0, 0, frame.width, frame.height):
        paper.draw(" ".join([*parts, "f"]))
