"""The day grid in Chromium: by keyboard, by mouse and by touch, in Arabic and in French."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.agenda import queries
from app.agenda.rules import SessionPart
from app.kernel.db import db
from tests.support import people, server
from tests.support.browser import PHONE, window


@pytest.fixture
def event_id(sqlite_app: Flask) -> Iterator[UUID]:
    with sqlite_app.app_context():
        yield people.hold()
        db.session.remove()


@pytest.fixture
def address(sqlite_app: Flask, event_id: UUID) -> Iterator[str]:
    with server.listening(sqlite_app) as url:
        yield url


def opened(context: object, event_id: UUID, url: str, language: str) -> Page:
    """The first day in a window of somebody who organises."""
    cookie = people.signed_in(event_id, "organiser")
    context.add_cookies([{"name": people.COOKIE, "value": cookie, "url": url}])  # type: ignore[attr-defined]
    page: Page = context.new_page()  # type: ignore[attr-defined]
    page.goto(f"{url}/desk/meeting/agenda/grid?day=1&lang={language}")
    return page


def stored(event_id: UUID, key: str = "opening") -> SessionPart:
    db.session.rollback()
    return next(one for one in queries.document(event_id).sessions if one.key == key)


def card(page: Page, key: str = "opening") -> object:
    return page.locator(f'.grid-card[data-key="{key}"]')


@pytest.mark.parametrize(("language", "towards_the_next_room"), [("ar", "ArrowLeft"), ("fr", "ArrowRight")])
def test_a_session_is_moved_and_stretched_by_keyboard(
    browser: Browser, address: str, event_id: UUID, language: str, towards_the_next_room: str
) -> None:
    with window(browser, language) as (context, _watch):
        page = opened(context, event_id, address, language)
        page.locator('.grid-card[data-key="opening"] a.grid-card-title').focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Shift+ArrowDown")
        page.keyboard.press(towards_the_next_room)
        said = page.locator("[data-grid-said]")
        expect(said).to_contain_text("09:45\u2060–\u206011:00")
        page.keyboard.press("Escape")
        assert (stored(event_id).starts.hour, stored(event_id).room) == (9, "hall")
        for key in ("ArrowDown", "Shift+ArrowDown", towards_the_next_room, "Enter"):
            page.keyboard.press(key)
        expect(page.locator('[data-room="foyer"] [data-key="opening"]')).to_have_attribute("data-ends", "660")
        expect(said).to_contain_text("09:45\u2060–\u206011:00")
        saved = stored(event_id)
        assert (f"{saved.starts:%H:%M}", f"{saved.ends:%H:%M}", saved.room) == ("09:45", "11:00", "foyer")
        assert page.evaluate("document.activeElement.closest('.grid-card')?.dataset.key") == "opening"


def test_the_form_says_what_clashes_while_it_is_typed(browser: Browser, address: str, event_id: UUID) -> None:
    with window(browser, "fr") as (context, _watch):
        page = opened(context, event_id, address, "fr")
        page.goto(f"{address}/desk/meeting/agenda/sessions/new?lang=fr")
        other = stored(event_id, "plenary-1")
        page.select_option("#room", other.room)
        page.fill("#starts", f"{other.starts:%H:%M}")
        page.fill("#ends", f"{other.ends:%H:%M}")
        said = page.locator("[data-clashes-said]")
        expect(said).to_contain_text(other.title["fr"])
        page.fill("#starts", "20:00")
        page.fill("#ends", "20:30")
        expect(said).not_to_contain_text(other.title["fr"])
        assert page.locator("[data-clashes-button]").count() == 0


def test_a_session_is_dragged_by_mouse_and_a_clash_asks_why(
    browser: Browser, address: str, event_id: UUID
) -> None:
    with window(browser, "fr") as (context, watch):
        page = opened(context, event_id, address, "fr")
        box = page.locator('.grid-card[data-key="opening"]').bounding_box()
        onto = page.locator('.grid-card[data-key="plenary-1"]').bounding_box()
        assert box
        assert onto
        page.mouse.move(box["x"] + 40, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + 60, box["y"] + 60, steps=4)
        page.mouse.move(box["x"] + 60, onto["y"] + 20, steps=8)
        page.mouse.up()
        dialog = page.locator("#grid-ask")
        expect(dialog).to_be_visible()
        expect(dialog).to_contain_text("dans la même salle en même temps")
        dialog.locator("input").fill("Une seule séance en deux parties")
        dialog.locator("[data-ask-yes]").click()
        expect(page.locator('.grid-card[data-key="opening"]')).to_have_attribute("data-lanes", "2")
        assert f"{stored(event_id).starts:%H:%M}" == "14:00"
        watch.faults = [fault for fault in watch.faults if "409" not in fault]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_session_is_stretched_by_touch(
    browser: Browser, address: str, event_id: UUID, language: str
) -> None:
    with window(browser, language, PHONE, has_touch=True) as (context, _watch):
        page = opened(context, event_id, address, language)
        edge = page.locator('.grid-card[data-key="opening"] .grid-stretch')
        edge.scroll_into_view_if_needed()
        box = edge.bounding_box()
        assert box
        touch = context.new_cdp_session(page)
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        for kind, down in (("touchStart", 0), ("touchMove", 20), ("touchMove", 36), ("touchEnd", None)):
            points = [] if down is None else [{"x": x, "y": y + down}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        expect(page.locator('.grid-card[data-key="opening"]')).to_have_attribute("data-ends", "660")
        assert f"{stored(event_id).ends:%H:%M}" == "11:00"


def test_without_scripts_a_link_leads_to_a_form_that_does_the_same(
    browser: Browser, address: str, event_id: UUID
) -> None:
    with window(browser, "fr", java_script_enabled=False) as (context, _watch):
        page = opened(context, event_id, address, "fr")
        page.locator('.grid-card[data-key="opening"] .grid-card-move').click()
        page.fill("[name=starts]", "08:00")
        page.fill("[name=ends]", "09:00")
        page.click(".form-end button")
        expect(page.locator('.grid-card[data-key="opening"]')).to_contain_text("08:00\u2060–\u206009:00")
        assert f"{stored(event_id).starts:%H:%M}" == "08:00"
