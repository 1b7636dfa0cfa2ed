"""The longest names on every format: nothing clipped, nothing over anything else."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.badges.exports import BadgeFace, Script, Stock, alone, badge_sheets, sheets
from app.badges.rules import PARTS, Design
from app.front.rules.people import long_names_of, person_of
from app.kernel.pdf import MM
from tests.badges.test_exports import EVENT, FACES, LONG, coded
from tests.badges.test_exports_paper import FORMATS, photo
from tests.support.watched import Drawn, Watched, clashes


def drawn(monkeypatch: pytest.MonkeyPatch, face: BadgeFace, stock: Stock) -> Drawn:
    found = Drawn()
    monkeypatch.setattr(Watched, "drawn", found, raising=False)
    monkeypatch.setattr(sheets, "Paper", Watched)
    badge_sheets(EVENT, [face], stock)
    return found


def long_faces() -> list[BadgeFace]:
    """The hundred longest of three thousand invented names, in both scripts."""
    chance = random.Random(100)
    made = []
    for number in range(3000):
        one, other = (person_of(COUNTRIES[number % 5], number % 2 == 0, chance) for _ in range(2))
        made.append((f"{one.arabic} {other.arabic}", f"{one.latin} {other.latin}"))
    made += [(one.arabic, one.latin) for country in COUNTRIES for one in long_names_of(country)]
    longest = sorted(made, key=lambda pair: len(pair[0]) + len(pair[1]), reverse=True)[:100]
    return coded(
        tuple(
            replace(
                LONG, language=("ar", "fr")[number % 2], first=SCRIPTS[number % 2], name_arabic=arabic,
                name_latin=latin, flag="MR", photo=PHOTO if number % 3 == 0 else None,
                design=Design(parts=frozenset(PARTS)),
            )
            for number, (arabic, latin) in enumerate(longest)
        )
    )  # fmt: skip


COUNTRIES = ("MR", "TN", "MA", "DZ", "LY")
SCRIPTS: tuple[Script, Script] = ("arabic", "latin")
PHOTO = photo()


@pytest.mark.parametrize("name", ["id1", "a6", "label", "label102", "smallest"])
def test_the_longest_names_are_neither_clipped_nor_laid_over_anything(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    stock = alone(FORMATS[name])
    width, height = stock.format.width * MM, stock.format.height * MM
    faults = []
    for face in [*long_faces(), *coded(FACES)]:
        found = drawn(monkeypatch, face, stock)
        faults += [f"{face.name_latin[:30]}: {fault}" for fault in clashes(found, width, height)]
    assert not faults, "\n".join(faults[:20])


@pytest.mark.parametrize("name", ["a6", "label102"])
def test_the_names_of_a_standing_badge_stand_under_its_photo_as_wide_as_it_is(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    honorific = "Son Excellence Madame la Professeure"
    face = replace(
        coded((LONG,))[0], language="fr", first="latin", honorific=honorific, photo=PHOTO,
        design=Design(parts=frozenset(PARTS)),
    )  # fmt: skip
    found = drawn(monkeypatch, face, alone(FORMATS[name]))
    under = next(box[1] for what, box in found.others if what == "photo")
    tops = {words: box[3] for words, box in found.texts}
    assert tops[honorific] < under  # beside the photo it took two lines
    assert all(top < under for words, top in tops.items() if "Ould" in words)


def test_the_search_for_clashes_finds_one() -> None:
    found = Drawn([("a", (0, 0, 10, 10)), ("b", (5, 5, 15, 15)), ("c", (-3, 0, -1, 5))])
    assert len(clashes(found, 200, 200)) == 2
