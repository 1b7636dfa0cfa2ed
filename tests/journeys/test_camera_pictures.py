"""The door's own worker reads badges as cameras see them: blurred, moved, dark, turned, tilted, small."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench.printing import sheets_of
from tests.journeys import camera
from tests.support import browser as chromium
from tests.support import lens
from tests.support.server import serving

HARD = {"glaring": 0.8}
"""Least share read in one picture where the picture itself has lost much; all others are read whole."""


def read_all(browser: Browser, folder: Path, count: int) -> dict[str, float]:
    """The share read of each condition; a wrong text fails at once."""
    pdf, codes = sheets_of(count)
    badges = [camera.badge_of(pdf, code) for code in codes]
    shares: dict[str, float] = {}
    with serving(folder) as server, chromium.window(browser, service_workers="block") as (window, _watch):
        page = window.new_page()
        page.goto(f"{server.url}/door/")
        for how in lens.CONDITIONS:
            found = [text for text, _ in lens.read(page, list(lens.pictures(badges, how)))]
            assert [text for text, code in zip(found, codes, strict=True) if text not in (None, code)] == []
            shares[how] = found.count(None) / count
    return {how: 1 - missed for how, missed in shares.items()}


def test_a_camera_reads_what_it_sees_badly(browser: Browser, tmp_path: Path) -> None:
    shares = read_all(browser, tmp_path / "instance", 2)
    assert {how: share for how, share in shares.items() if share < 1 and how not in HARD} == {}


@pytest.mark.proof
def test_a_camera_reads_a_hundred_badges_in_every_condition(browser: Browser, tmp_path: Path) -> None:
    shares = read_all(browser, tmp_path / "instance", 100)
    assert {how: share for how, share in shares.items() if share < HARD.get(how, 0.97)} == {}
