"""Every code of a thousand badges, as a printer draws it, leads back to its person."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp

from app.badges.exports import STOCKS, BadgeFace, badge_sheets
from app.badges.rules import Code, classify
from tests.badges.test_exports import EVENT, FACES, coded

THOUSAND = 1000
SAMPLE = 24


def people(count: int) -> list[BadgeFace]:
    chance = random.Random(count)
    faces = tuple(
        replace(chance.choice(FACES[:6]), name_latin=f"Delegate {number}") for number in range(count)
    )
    return coded(faces, seed=count)


def read_back(data: bytes, dpi: int) -> Iterator[tuple[int, str]]:
    """The page of each code that a reader finds, and what it says."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        picture = document[number].render(scale=dpi / 72).to_pil().convert("L")
        for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode):
            yield number, found.text


def hold(name: str, dpi: int, count: int) -> None:
    faces, places = people(count), STOCKS[name].grid.places
    expected = sorted((number // places, face.payload) for number, face in enumerate(faces))
    assert sorted(read_back(badge_sheets(EVENT, faces, STOCKS[name]), dpi)) == expected
    for face in faces:
        code = classify(face.payload)
        assert isinstance(code, Code)
        assert code.typed == classify(face.typed)


@pytest.mark.parametrize("name", STOCKS)
@pytest.mark.parametrize("dpi", [150, 300])
def test_codes_lead_back_to_their_people(name: str, dpi: int) -> None:
    hold(name, dpi, SAMPLE if dpi == 150 else 8)


@pytest.mark.proof
@pytest.mark.parametrize("name", STOCKS)
@pytest.mark.parametrize("dpi", [150, 300])
def test_a_thousand_codes_lead_back_to_their_people(name: str, dpi: int) -> None:
    hold(name, dpi, THOUSAND)
