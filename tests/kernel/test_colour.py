"""An event may choose any accent: what is written in it can still be read."""

import re

import pytest

from app.kernel.colour import DARK_PAPER, LIGHT_PAPER, accent_sheet, contrast, mixed, readable_accent

ACCENTS = ("#0b6b58", "#b98a2f", "#ffff00", "#ffffff", "#000000", "#808080", "#ff0000", "#2f5d8c", "#00ffd0")


def test_contrast_agrees_with_the_published_examples() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#0000ff", "#ffffff") == pytest.approx(8.59, abs=0.005)


def test_a_readable_accent_stays_as_it_is() -> None:
    assert readable_accent("#0b6b58", LIGHT_PAPER) == "#0b6b58"


@pytest.mark.parametrize("ground", [LIGHT_PAPER, DARK_PAPER, "#e4f0ec", "#777777"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_accent_becomes_readable_on_every_ground(accent: str, ground: str) -> None:
    assert contrast(readable_accent(accent, ground), ground) >= 4.5


def test_a_pale_accent_is_darkened_on_paper_and_a_dark_one_lightened_at_night() -> None:
    assert sum(bytes.fromhex(readable_accent("#f2c14e", LIGHT_PAPER)[1:])) < sum(bytes.fromhex("f2c14e"))
    assert sum(bytes.fromhex(readable_accent("#0b6b58", DARK_PAPER)[1:])) > sum(bytes.fromhex("0b6b58"))


@pytest.mark.parametrize("accent", ACCENTS)
def test_the_sheet_is_readable_on_paper_tint_and_button_in_both_schemes(accent: str) -> None:
    three = r"--accent:(#\w{6});--accent-tint:(#\w{6});--on-accent:(#\w{6})"
    schemes = re.findall(three, accent_sheet(accent))
    assert [on for _, _, on in schemes] == [LIGHT_PAPER, DARK_PAPER]
    for readable, tint, paper in schemes:
        assert contrast(readable, paper) >= 4.5
        assert contrast(readable, tint) >= 4.5


def test_mixing_nothing_gives_the_ground_and_mixing_all_the_colour() -> None:
    assert mixed("#123456", "#fefefe", 0) == "#fefefe"
    assert mixed("#123456", "#fefefe", 1) == "#123456"


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "#0b6b58;}body{display:none", ""])
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        accent_sheet(wrong)
