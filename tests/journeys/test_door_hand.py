"""The door in a volunteer's hand, on a phone of 360 px in Arabic and in French: found by name, undone, moved, tested,
left to the delegates; every state judged by axe, every target at least 44 px."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.journeys import camera
from tests.journeys.conftest import Meeting
from tests.support import axe
from tests.support import browser as chromium
from tests.support.browser import PHONE

SMALL = """() => [...document.querySelectorAll("button, input, select, a, label.door-choice, label.person-tick")]
    .filter(one => one.checkVisibility() && !(one.matches("input") && one.closest("label")))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 0 && (box.width < 44 || box.height < 44))
    .map(([html, box]) => `${html} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
TYPED = """code => [...code, "Enter"].forEach(key => document.body.dispatchEvent(
    new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true})))"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
CODE_OF_NOBODY = "MQ1:AAAAAAAAAAAAAAAAAAAAAAAAAA"


class Hand:
    """A volunteer's hand on the page."""

    def __init__(self, page: Page) -> None:
        """Keep the page."""
        self.page = page

    def part(self, name: str) -> Locator:
        """A part of the page by its name."""
        return self.page.locator(f"[data-part={name}]").first

    def scan(self, code: str) -> None:
        """Type a code as a hand scanner does: as fast as no hand can, however busy the machine is."""
        self.page.evaluate(TYPED, code)

    def sees(self, tone: str) -> None:
        """An answer of this tone fills the screen."""
        expect(self.page.locator(f".verdict.{tone}")).to_be_visible()

    def judge(self, state: str) -> None:
        """What axe and the ruler say of the page as it stands."""
        faults = [*axe.judge(self.page), *self.page.evaluate(SMALL)]
        assert faults == [], f"{state}:\n" + "\n".join(faults)
        assert not self.page.evaluate(WIDE), f"{state}: wider than the screen"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_volunteer_works_the_door(
    driver: Playwright, meeting: Meeting, tmp_path: Path, language: str
) -> None:
    target = tmp_path / "badges.pdf"
    meeting.server.flask("badges", "print", "nouakchott", "--format", "a4x8", "--out", str(target))
    first, *others = camera.codes_on(target.read_bytes())
    photo = tmp_path / "photo.jpg"
    camera.badge_of(target.read_bytes(), others[1]).save(photo)
    pairing = json.loads(
        meeting.server.flask("door", "pair", "nouakchott", "--name", "Porte A", "--print", "--json")
    )
    browser = chromium.launch(driver, camera=camera.film(camera.nothing(), tmp_path / "empty.mjpeg"))
    with chromium.window(browser, language, PHONE, permissions=["camera"]) as (door, _watch):
        page = door.new_page()
        page.goto(pairing["url"])
        page.locator("#pair").click()
        page.wait_for_url("**/door/")
        hand = Hand(page)
        expect(hand.part("place-card")).to_be_visible()
        hand.judge("the place in large letters")
        _by_code(hand, first)
        _by_name(hand)
        _by_photo(hand, photo)
        _undone_later(hand)
        _moved(hand)
        _tested(hand)
        _left_to_delegates(hand, others[0])
    browser.close()


def _printed(hand: Hand) -> None:
    """The badge of whom the answer is about opens in a tab of its own, as a PDF that asks for the printer."""
    with hand.page.expect_response("**/badges/*.pdf*") as made, hand.page.context.expect_page() as opened:
        hand.page.locator("[data-act=print]").click()
    assert (made.value.status, made.value.headers["content-type"]) == (200, "application/pdf")
    assert int(made.value.headers["content-length"]) > 1000
    opened.value.close()


def _by_code(hand: Hand, code: str) -> None:
    hand.scan(code)
    hand.sees("go")
    expect(hand.part("name").locator("bdi").first).not_to_be_empty()
    expect(hand.part("spoken")).not_to_be_empty()
    hand.judge("admitted")
    _printed(hand)
    hand.scan(code)  # the next scan needs no tap
    hand.sees("wait")
    expect(hand.part("since")).not_to_be_empty()
    hand.judge("already in")
    hand.scan(CODE_OF_NOBODY)
    hand.sees("stop")
    hand.page.locator("[data-act=desk]").click()
    expect(hand.part("desk-sheet")).to_be_visible()
    hand.judge("the desk called")
    hand.page.keyboard.press("Escape")


def _by_name(hand: Hand) -> None:
    page = hand.page
    page.locator("[data-act=find]").click()
    hand.part("find-text").fill("mohamed")
    row = hand.part("find-results").locator("button").first
    expect(row).to_be_visible()
    hand.judge("found")
    row.click()
    expect(hand.part("person-names").locator("bdi").first).not_to_be_empty()
    hand.judge("chosen")
    hand.part("person-admit").click()
    hand.sees("go")
    expect(hand.part("undo-number")).to_be_visible()
    hand.part("undo").click()
    hand.sees("info")


def _by_photo(hand: Hand, photo: Path) -> None:
    hand.page.keyboard.press("Escape")
    expect(hand.part("verdict")).to_be_hidden()
    hand.part("zoom").click()
    expect(hand.part("zoom-word")).to_have_text("2×")
    hand.part("more").click()
    hand.part("photo-file").set_input_files(photo)
    hand.sees("go")


def _undone_later(hand: Hand) -> None:
    hand.part("mark").click()
    expect(hand.part("undo-number")).to_be_hidden(timeout=15_000)
    hand.part("undo").click()  # the ten seconds are over: the list of last scans
    expect(hand.part("recent-list").locator("li")).to_have_count(6)
    hand.judge("last scans")
    hand.part("recent-list").locator("button").last.click()
    hand.part("undo-form").locator("button[type=submit]").click()
    expect(hand.part("undo-fault")).to_be_visible()
    hand.judge("a reason is missing")
    hand.page.locator("[data-part=undo-form] .door-choice").nth(1).click()
    hand.part("undo-form").locator("button[type=submit]").click()
    hand.sees("info")
    hand.part("mark").click()


def _moved(hand: Hand) -> None:
    page = hand.page
    hand.part("place").click()
    hand.judge("places")
    page.locator("[data-place=plenary-1] [data-way=out]").click()
    expect(hand.part("place-card")).to_be_visible()
    expect(page.locator(".door-place.out")).to_be_visible()
    hand.part("place-card").click(position={"x": 5, "y": 5})
    hand.part("place-clock").click()  # back to what the clock says
    expect(page.locator(".door-place.out")).to_have_count(0)
    hand.part("place-card").click(position={"x": 5, "y": 5})
    hand.part("more").click()
    hand.judge("more")
    for shade in ("day", "night"):
        hand.part("light").click()
        expect(page.locator(f"html[data-shade={shade}]")).to_be_attached()
    hand.judge("more, at night")


def _tested(hand: Hand) -> None:
    hand.part("check").click()
    hand.part("check-yes").click(timeout=20_000)  # heard
    expect(hand.part("check-list").locator("li")).to_have_count(8)
    hand.part("check-yes").click(timeout=20_000)  # printed
    expect(hand.part("check-again")).to_be_visible(timeout=20_000)
    expect(hand.part("check-list").locator("li .go")).not_to_have_count(0)
    hand.judge("tested, at night")
    hand.page.keyboard.press("Escape")


def _left_to_delegates(hand: Hand, code: str) -> None:
    page = hand.page
    hand.part("more").click()
    hand.part("kiosk-start").click()
    for number, begins in (("12", False), ("٢٤٦٨", True)):
        hand.part("kiosk-new-pin").fill(number)
        hand.part("kiosk-new-pin").press("Enter")
        expect(hand.part("kiosk-new-fault")).to_be_visible(visible=not begins)
    expect(hand.part("kiosk")).to_be_visible()
    page.reload()  # no way out
    expect(hand.part("kiosk")).to_be_visible()
    hand.judge("self check-in")
    hand.scan(code)
    expect(page.locator(".kiosk.go .kiosk-mark")).to_be_visible()
    hand.judge("greeted")
    with page.context.expect_page() as opened:
        hand.part("kiosk-print").click()
    expect(hand.part("kiosk")).to_be_visible()
    opened.value.close()
    hand.scan(CODE_OF_NOBODY)
    expect(page.locator(".kiosk.wait")).to_be_visible()
    hand.judge("led to the desk")
    hand.part("kiosk-leave").click()
    for number, leaves in (("1111", False), ("2468", True)):
        hand.part("kiosk-pin").fill(number)
        hand.part("kiosk-pin").press("Enter")
        expect(hand.part("kiosk")).to_be_visible(visible=not leaves)
    expect(hand.part("place")).to_be_visible()
