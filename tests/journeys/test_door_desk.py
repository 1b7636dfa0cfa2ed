"""What the door and its desk say when something is wrong: silence, unsent scans, a wrong clock, no room."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Playwright, Response, expect
from sqlalchemy import select, update

from app.checkin import service as checkin
from app.checkin.models import Device
from app.events.models import Event
from app.kernel import clock
from app.kernel.db import db
from app.people import service as accounts
from tests.journeys.conftest import PASSWORD
from tests.journeys.hall import SLUG, Hall, hall
from tests.journeys.phones import Phone
from tests.support import browser as chromium
from tests.support.browser import DESKTOP
from tests.support.keeper import wait_until

BOARD = f"/desk/{SLUG}/doors/board"
COUNT_TONES = """() => {
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    window.tones = (window.tones ?? 0) + 1;
    return start.apply(this, at);
  };
}"""
IN_ANOTHER_TAB = "Object.defineProperty(document, 'hidden', {get: () => true})"
FULL = "navigator.storage.estimate = () => Promise.resolve({quota: 1e9, usage: 1e9 - 5e6})"
FORGET = """() => new Promise((resolve, reject) => {
  const asked = indexedDB.deleteDatabase("multaqa-door");
  asked.onsuccess = () => resolve();
  asked.onerror = asked.onblocked = () => reject(asked.error);
})"""


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A meeting for all tests here; each has codes and a phone of its own."""
    with hall(tmp_path_factory.mktemp("hall"), 24) as made:
        yield made


@contextmanager
def door(driver: Playwright, folder: Path, meeting: Hall, name: str, language: str = "fr") -> Iterator[Phone]:
    """A phone that was paired under this name."""
    phone = Phone(driver, folder / "phone", language)
    phone.open()
    with meeting.app.app_context():
        event = db.session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        link = checkin.pair(event, name).link
    phone.pair(f"{meeting.server.url}/door/pair/{link}")
    yield phone
    assert not phone.faults
    phone.close()


def sign_in(page: Page, meeting: Hall, role: str) -> None:
    """Come in as somebody new with this role at the event."""
    with meeting.app.app_context():
        event = db.session.scalars(select(Event.id).where(Event.slug == SLUG)).one()
        made = accounts.add_user(f"{role}@{clock.now():%H%M%S%f}.example", role, event)
    page.goto(f"{meeting.server.url}/desk/password/{made.token}")
    page.fill("#password", PASSWORD)
    page.get_by_role("button").last.click()
    page.wait_for_url(lambda url: "/password/" not in url)


def inside(page: Page) -> str:
    """How many the board says are inside."""
    return page.locator(".board-inside .number").first.inner_text()


def test_the_board_asks_cheaply_shows_a_scan_at_its_next_question_and_calls_when_a_gate_is_silent(
    driver: Playwright, browser: Browser, meeting: Hall, tmp_path: Path
) -> None:
    code = sorted(meeting.codes())[0]
    with (
        door(driver, tmp_path, meeting, "Porte A") as phone,
        chromium.window(browser, "fr", DESKTOP) as (desk, _watch),
    ):
        page = desk.new_page()
        page.add_init_script(f"({COUNT_TONES})()")
        sign_in(page, meeting, "door-chief")
        page.goto(f"{meeting.server.url}{BOARD}")
        before = int(inside(page))
        answers = _asked(page)
        page.wait_for_event(
            "response", lambda one: one.url.endswith(BOARD) and one.status == 304, timeout=60_000
        )
        phone.scan(code)
        wait_until(lambda: phone.unsent() == 0, "the delivery")
        asked = len(answers)
        expect(page.locator(".board-inside .number").first).to_have_text(str(before + 1), timeout=30_000)
        assert len(answers) - asked <= 2  # one may have been under way
        page.locator("[data-alarm]").click()
        wait_until(lambda: page.evaluate("window.tones") == 3, "the sound that was asked for")
        expect(page.locator("[data-mute]")).to_be_hidden()
        page.evaluate(IN_ANOTHER_TAB)
        phone.page.goto("about:blank")
        _heard(meeting, "Porte A", timedelta(minutes=11))
        expect(page.get_by_role("alert")).to_contain_text("Porte A", timeout=30_000)
        wait_until(lambda: page.evaluate("window.tones") >= 6, "the alarm")


def _asked(page: Page) -> list[Response]:
    """The answers that the board gets from now on."""
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one) if one.url.endswith(BOARD) else None)
    return answers


def _heard(meeting: Hall, name: str, ago: timedelta) -> None:
    """Let it be so long since a device was heard of: the test does not wait for it."""
    with meeting.app.app_context():
        db.session.execute(
            update(Device).where(Device.name == name).values(seen_at=clock.instant(clock.now() - ago))
        )
        db.session.commit()


@pytest.mark.parametrize("language", [pytest.param("ar", marks=pytest.mark.proof), "fr"])
def test_scans_that_cannot_be_sent_are_warned_of_at_every_way_out_and_carried_to_the_desk_as_a_file(
    driver: Playwright, browser: Browser, meeting: Hall, tmp_path: Path, language: str
) -> None:
    codes = sorted(meeting.codes())[1:4] if language == "fr" else sorted(meeting.codes())[4:7]
    before = len(meeting.scans())
    with door(driver, tmp_path, meeting, f"Porte {language}", language) as phone:
        assert phone.context is not None
        phone.context.route("**/api/**", lambda route: route.abort())
        for code in codes:
            phone.scan(code)
        assert phone.unsent() == 3
        _warned_at_unpairing(phone.page)
        _warned_at_closing(phone.page)
        _warned_at_sign_out(phone.context, meeting)
        file = _saved(phone.page, tmp_path)
        with chromium.window(browser, language, DESKTOP) as (desk, _watch):
            page = desk.new_page()
            sign_in(page, meeting, "door-chief")
            page.goto(f"{meeting.server.url}/desk/{SLUG}/doors/held")
            page.set_input_files("main input[type=file]", file)
            page.locator("main form:has(input[type=file]) button").click()
            expect(page.locator(".notice").first).to_contain_text("3")
        taken = meeting.scans()[before:]
        assert {str(one.scan_id) for one in taken} == phone.lines().keys()
        assert not any(one.held for one in taken)
        phone.context.unroute_all()
        phone.page.evaluate("dispatchEvent(new Event('online'))")
        wait_until(lambda: phone.unsent() == 0, "the delivery of what the file had brought", 60)
        assert len(meeting.scans()) == before + 3


def _warned_at_unpairing(page: Page) -> None:
    page.locator("[data-part=more]").click()
    page.locator("[data-part=leave]").click()
    expect(page.locator("[data-part=leave-warning]")).to_contain_text("3", timeout=15_000)
    page.keyboard.press("Escape")


def _questions(page: Page) -> list[str]:
    """The kinds of questions that the browser puts, the first of them answered with no."""
    asked: list[str] = []

    def no(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", no)
    return asked


def _warned_at_closing(page: Page) -> None:
    asked = _questions(page)
    page.close(run_before_unload=True)
    wait_until(lambda: bool(page.evaluate("1")) and asked == ["beforeunload"], "the question before closing")
    assert not page.is_closed()


def _warned_at_sign_out(phone: BrowserContext, meeting: Hall) -> None:
    page = phone.new_page()
    sign_in(page, meeting, "door-volunteer")
    page.goto(f"{meeting.server.url}/desk/account")
    asked = _questions(page)
    page.locator("form[action$='/sign-out'] button").click()
    wait_until(lambda: bool(page.evaluate("1")) and asked == ["confirm"], "the question before signing out")
    page.reload()
    expect(page.locator("form[action$='/sign-out'] button")).to_be_visible()
    page.close()


def _saved(page: Page, folder: Path) -> Path:
    page.locator("[data-part=unsent]").click()
    with page.expect_download() as saved:
        page.locator("[data-part=unsent-export]").click()
    target = folder / saved.value.suggested_filename
    saved.value.save_as(target)
    assert len(json.loads(target.read_text())["scans"]) == 3
    page.keyboard.press("Escape")
    return target


@pytest.mark.proof
def test_a_phone_three_hours_off_files_right_and_one_without_room_or_memory_says_so(
    driver: Playwright, meeting: Hall, tmp_path: Path
) -> None:
    code = sorted(meeting.codes())[7]
    with door(driver, tmp_path, meeting, "Porte C") as phone:
        notices = phone.page.locator("[data-part=notices]")
        phone.page.clock.set_system_time(clock.now() - timedelta(hours=3))
        phone.page.add_init_script(FULL)
        phone.page.reload()
        expect(notices).to_contain_text("180", timeout=15_000)
        expect(notices).to_contain_text("presque plein")
        phone.scan(code)
        wait_until(lambda: phone.unsent() == 0, "the delivery", 30)
        (filed,) = [one for one in meeting.scans() if str(one.scan_id) in phone.lines()]
        assert abs(filed.happened_at - clock.now()) < timedelta(minutes=2)
        assert filed.device_at is not None
        assert abs(filed.device_at - (clock.now() - timedelta(hours=3))) < timedelta(minutes=2)
        phone.page.goto(f"{meeting.server.url}/{SLUG}/")
        phone.page.evaluate(FORGET)
        phone.page.goto(f"{meeting.server.url}/door/")
        expect(notices).to_contain_text("effacé")
