"""Prints of an event that speaks one language: nothing is kept free for a second one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.badges.exports import STOCKS, AgendaDay, BadgeEvent, Printing, badge_sheets, sheets, stationery
from app.badges.exports.stationery import Sign, door_signs
from app.badges.rules import Design
from app.kernel.pdf import MM
from app.kernel.pdf.funding import Funding, draw_funding
from tests.badges.test_exports import EVENT, FRENCH, MAYOR, coded
from tests.support.watched import Box, Drawn, Watched

OPENING = {"ar": "الافتتاح", "fr": "Ouverture"}


def only(language: str) -> BadgeEvent:
    """The event as it is told in one language."""
    said = {name: {language: getattr(EVENT, name)[language]} for name in ("title", "dates", "funding")}
    day = AgendaDay({language: "28"}, (("09:30", {language: OPENING[language]}),))
    return replace(EVENT, **said, languages=(language,), organisers=(), days=(day,))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    found = Drawn()
    monkeypatch.setattr(Watched, "drawn", found, raising=False)
    for room in (sheets, stationery):
        monkeypatch.setattr(room, "Paper", Watched)
    return found


def boxes(drawn: Drawn, language: str) -> tuple[Box, Box]:
    """Of the last hour that was drawn, and of the title beside it."""
    hour = next(box for words, box in drawn.texts if "09:30" in words)
    letters = sorted(OPENING[language])  # as they are drawn, Arabic ones run from left to right
    return hour, next(box for words, box in drawn.texts if sorted(words) == letters)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_on_the_back_an_hour_stands_on_the_reading_edge_and_its_title_behind_it(
    drawn: Drawn, language: str
) -> None:
    face = replace(
        coded((MAYOR if language == "ar" else FRENCH,))[0], language=language, design=Design(back="agenda")
    )
    badge_sheets(only(language), [face], STOCKS["a6"], Printing(duplex="long"))
    assert_behind(*boxes(drawn, language), language, STOCKS["a6"].format.width * MM)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_on_a_door_sign_too(drawn: Drawn, language: str) -> None:
    event = only(language)
    door_signs(event, [Sign({language: "A"}, event.days[0].sessions)])
    assert_behind(*boxes(drawn, language), language, 297 * MM)


def assert_behind(hour: Box, title: Box, language: str, width: float) -> None:
    if language == "ar":
        hour, title = ((width - right, low, width - left, high) for left, low, right, high in (hour, title))
    assert hour[0] < width * 0.12
    assert hour[2] < title[0] < width / 3


def test_a_funder_is_named_on_two_lines_rather_than_too_small_to_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Drawn()
    monkeypatch.setattr(Watched, "drawn", found, raising=False)
    paper = Watched("x", "fr", (200, 100))
    draw_funding(paper, Funding(("Cofinancé par l’Union européenne",), "eu"), (0, 0), 150, 12 * MM, "ltr")
    assert [words for words, _box in found.texts] == ["Cofinancé par", "l’Union européenne"]
