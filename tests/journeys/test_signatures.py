"""Signing on a screen by finger: at a door whose pairing allows it, and at the desk."""

from __future__ import annotations

import json
import sqlite3
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from tests.journeys.conftest import Meeting
from tests.journeys.test_door_hand import Hand
from tests.support import browser as chromium
from tests.support.browser import PHONE

OPENING = "/desk/nouakchott/closing/opening"


def sign_by_finger(page: Page, selector: str) -> None:
    """Draw two strokes on a canvas, as a touch screen reports them."""
    canvas = page.locator(selector)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)
    for height in (0.3, 0.7):
        points = [
            {
                "x": box["x"] + box["width"] * (0.1 + step / 15),
                "y": box["y"] + box["height"] * (height + step % 3 / 20),
            }
            for step in range(12)
        ]
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
        for point in points[1:]:
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("language", ["ar"])
def test_people_sign_by_finger_at_the_door_and_at_the_desk(
    driver: Playwright, meeting: Meeting, tmp_path: Path, language: str
) -> None:
    paired = json.loads(
        meeting.server.flask(
            "door", "pair", "nouakchott", "--name", "Tablette", "--checkpoint", "opening", "--sign", "--json"
        )
    )
    browser = chromium.launch(driver)
    with chromium.window(browser, language, PHONE, has_touch=True) as (window, watch):
        page = window.new_page()
        page.goto(paired["url"])
        page.locator("#pair").click()
        page.wait_for_url("**/door/")
        _at_the_door(Hand(page))
        watch.faults.clear()  # no camera here, and the network was away
    with chromium.window(browser, "fr", has_touch=True) as (window, _watch):
        page = window.new_page()
        meeting.sign_in(page)
        _at_the_desk(page, meeting.url)
    browser.close()
    _sealed(tmp_path / "instance" / "multaqa.db")


def _at_the_door(hand: Hand) -> None:
    page = hand.page
    expect(hand.part("place-card")).to_be_visible()
    hand.part("place-card").click(position={"x": 5, "y": 5})
    _open_pad(hand, 0)
    expect(hand.part("sign-for")).to_have_text("الجلسة الافتتاحية")
    hand.judge("to be signed")
    hand.part("sign-send").click()
    expect(hand.part("sign-said")).to_contain_text("التوقيع في الإطار")  # an empty box is no signature
    sign_by_finger(page, "[data-part=sign-canvas]")
    page.context.set_offline(True)
    hand.part("sign-send").click()
    expect(hand.part("sign-said")).to_contain_text("لم يُسجَّل أي توقيع")  # said aloud, and the strokes stay
    page.context.set_offline(False)
    hand.part("sign-send").click()
    expect(hand.part("sign-done")).to_have_text("تمّ التوقيع.")
    expect(hand.part("sign-box")).to_be_hidden()
    hand.judge("signed")
    hand.part("sign-sheet").locator("[data-close]").click()
    _open_pad(hand, 0)
    expect(hand.part("sign-done")).to_have_text("تمّ التوقيع.")  # not a second time
    page.keyboard.press("Escape")


def _open_pad(hand: Hand, at: int) -> None:
    hand.part("find").click()
    hand.part("find-text").press_sequentially("mohamed")
    hand.part("find-results").locator("button").nth(at).click()
    hand.part("person-sign").click()
    expect(hand.part("sign-sheet")).to_be_visible()


def _at_the_desk(page: Page, url: str) -> None:
    page.goto(f"{url}{OPENING}/tablet?q=mint")
    page.locator("main ul.plain a").last.click()
    sign_by_finger(page, "canvas.ink")
    page.locator("form[data-ink] button:not([type])").click()
    page.goto(f"{url}{OPENING}")
    expect(page.locator("#signed-people tbody tr")).to_have_count(2)
    for number in (1, 2):
        drawn = page.request.get(f"{url}/desk/nouakchott/signatures/{number}.png")
        dark = Image.open(BytesIO(drawn.body())).convert("L").point(lambda shade: 255 * (shade < 128))
        box = dark.getbbox()
        assert box is not None
        assert (box[2] - box[0] > 400, box[3] - box[1] > 80) == (True, True), box
    assert urlsplit(page.url).path == OPENING


def _sealed(file: Path) -> None:
    """What the database keeps: who, for what, when, and strokes that nobody reads there."""
    with sqlite3.connect(file) as found:
        lines = found.execute(
            "SELECT number, place, how, registration_id, signed_at FROM signature"
        ).fetchall()
        inks = found.execute(
            "SELECT registration_id, ink_sealed FROM signature_ink ORDER BY number"
        ).fetchall()
    assert [line[:3] for line in lines] == [(1, "opening", "tablet"), (2, "opening", "tablet")]
    assert [ink[0] for ink in inks] == [line[3] for line in lines]
    assert all(line[4] for line in lines)
    told = (b"\x89PNG\r\n\x1a\n", b"iVBORw0KGgo", b"strokes")  # a picture, one in base 64, strokes
    assert not any(word in ink[1] for ink in inks for word in told)
