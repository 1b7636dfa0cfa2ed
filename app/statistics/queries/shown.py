"""Figures as pages show them: pictures drawn, choices of the filters, quorums in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from app.attendance.rules import Kind
from app.kernel.i18n import _, country_name, direction
from app.kernel.pdf import Direction
from app.kernel.scope import Scope
from app.statistics.exports import Figure, svg
from app.statistics.queries.wording import Speaker
from app.statistics.queries.words import COLUMNS
from app.statistics.rules import GENDERS, Facts, Filter, Table

WIDTH = 320.0
"""Units of a picture on a page: about the pixels of a phone, so that its words stay readable there."""


@dataclass(frozen=True)
class Shown:
    """A figure with its picture as SVG; "" where there is nothing to draw."""

    figure: Figure
    drawing: Markup


def shown(tables: Sequence[Table], here: Scope, first: date, language: str) -> tuple[Shown, ...]:
    """The figures that hold something, in their order."""
    side: Direction = "rtl" if direction(language) == "rtl" else "ltr"
    figures = [one for one in Speaker(here, first, language).figures(tables) if not one.is_empty]
    return tuple(
        # What the picture says was escaped where it was drawn.
        Shown(one, Markup(svg(one.drawn(WIDTH, side), one.key)) if one.chart else Markup(""))  # noqa: S704
        for one in figures
    )


Choice = tuple[str, str, bool]
"""What stands in the address, its word, and whether it is chosen."""


def choices(facts: Facts, here: Scope, first: date, language: str, wanted: Filter) -> dict[str, list[Choice]]:
    """The values of each filter that somebody has, after "everything"."""
    speaker = Speaker(here, first, language)
    found: dict[str, Mapping[str, str]] = {
        "place": _places(facts, speaker),
        "category": {one.key: one.name.pick(language, here.languages) for one in facts.categories},
        "country": _countries(facts, language),
        "gender": {one: _(COLUMNS[one]) for one in GENDERS},
    }
    everything = {
        "place": _("The whole event"),
        "category": _("All"),
        "country": _("All"),
        "gender": _("All"),
    }
    return {
        name: [
            (key, word, key == getattr(wanted, name)) for key, word in {"": everything[name], **known}.items()
        ]
        for name, known in found.items()
    }


def _countries(facts: Facts, language: str) -> dict[str, str]:
    names = {one.country: country_name(one.country, language) for one in facts.people.values()}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _places(facts: Facts, speaker: Speaker) -> dict[str, str]:
    halves = {one.key: speaker.halfday(one.key) for one in facts.of_kind(Kind.HALFDAY)}
    titles = {
        one.key: one.title.pick(speaker.language, speaker.scope.languages) for one in facts.of_kind(Kind.SESSION)
    }  # fmt: skip
    return halves | titles


def sentence(overview: Table, speaker: Speaker) -> str:
    """The counts of the event in one sentence."""
    numbers = {row.key: speaker.count(row.cells[0]) for row in overview.rows}
    return _(
        "%(approved)s approved of %(registered)s registered, %(arrived)s arrived, %(present)s present this half-day.",
        **numbers,
    )
