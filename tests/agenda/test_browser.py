"""Open pages and the hall's screen in a real browser: they follow a publication, and outlive the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from app.agenda import service
from app.agenda.rules import EventDocument
from app.kernel.i18n import Text
from tests.support.browser import DESKTOP, PHONE, until, window
from tests.support.meetings import meeting, with_session
from tests.support.server import listening

TOP = "document.getElementById('dinner').getBoundingClientRect().top"


@pytest.fixture
def url(sqlite_app: Flask) -> Iterator[str]:
    """The meeting, published, over HTTP; what a page shows does not depend on the database."""
    with sqlite_app.app_context():
        service.import_document(meeting(), publish=True)
    with listening(sqlite_app) as address:
        yield address


def publish(app: Flask, document: EventDocument) -> None:
    with app.app_context():
        service.import_document(document, publish=True)


def asked(requests: list[str]) -> int:
    return sum(1 for one in requests if one.endswith("/version"))


def test_an_open_page_follows_a_publication_and_leaves_the_reader_in_peace(
    sqlite_app: Flask, url: str, browser: Browser
) -> None:
    with window(browser, "fr", PHONE) as (context, watch):
        page = context.new_page()
        page.clock.install()
        page.goto(f"{url}/meeting/agenda")
        link = page.locator("#dinner h3 a")
        link.evaluate("async (link) => { await document.fonts.ready; link.focus({preventScroll: true}); }")
        page.evaluate(
            "window.marker = 1; document.getElementById('dinner').scrollIntoView({behavior: 'instant'})"
        )
        before = page.evaluate(TOP)
        page.clock.run_for(21_000)
        page.wait_for_timeout(200)
        assert page.locator("[data-said]").text_content() == ""  # nothing changed, nothing is said
        publish(
            sqlite_app, with_session(meeting(), "opening", starts=time(9), title=meeting().sessions[0].title)
        )
        page.clock.run_for(21_000)
        page.locator("#opening time", has_text="09:00").wait_for(state="attached")
        page.clock.run_for(500)
        assert page.locator("[data-said]").text_content() == (
            "Le programme a changé\u00a0; cette page montre le nouveau."
        )
        assert page.evaluate("window.marker") == 1  # the page was not loaded again
        assert page.evaluate("document.activeElement.closest('li').id") == "dinner"
        assert page.evaluate(
            "document.getElementById('dinner').getBoundingClientRect().top"
        ) == pytest.approx(before, abs=2)
        assert asked(watch.requests) == 2


def test_a_page_that_nobody_sees_asks_nothing(url: str, browser: Browser) -> None:
    with window(browser, "fr", PHONE) as (context, watch):
        page = context.new_page()
        page.clock.install()
        page.goto(f"{url}/meeting/agenda")
        page.evaluate("Object.defineProperty(document, 'hidden', {configurable: true, get: () => true})")
        page.clock.run_for(120_000)
        assert asked(watch.requests) == 0
        page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_timeout(200)
        assert asked(watch.requests) == 1


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        ("Europe/Paris", ""),
        ("Europe/Madrid", ""),  # another zone with the same clocks
        ("America/New_York", "04:30–05:30 à votre heure"),
        ("Pacific/Kiritimati", "22:30–23:30 à votre heure"),
    ],
)
def test_a_phone_elsewhere_sees_the_places_time_first(
    url: str, browser: Browser, zone: str, own: str
) -> None:
    with window(browser, "fr", PHONE, timezone_id=zone) as (context, _watch):
        page = context.new_page()
        page.goto(f"{url}/meeting/agenda")
        shown = page.locator("#opening .agenda-time")
        assert shown.inner_text().startswith("09:30")
        found = page.locator("#opening .own-time")
        assert (found.inner_text() if found.count() else "") == own
        page.goto(f"{url}/meeting/sessions/dinner")
        assert page.locator(".own-time").count() == bool(own)


def test_a_filter_answers_at_once_and_without_scripts(url: str, browser: Browser) -> None:
    for scripts in (True, False):
        with window(browser, "fr", DESKTOP, java_script_enabled=scripts) as (context, _watch):
            page = context.new_page()
            page.goto(f"{url}/meeting/agenda")
            page.select_option("select[name=kind]", "plenary")
            if not scripts:
                page.locator(".filter button").click()
            page.wait_for_url("**kind=plenary**")
            assert page.locator(".agenda > li").count() == 1


def running_now() -> EventDocument:
    """A meeting of today, whose opening takes all day."""
    today = datetime.now(UTC).date()
    document = meeting(starts=today, ends=today, timezone="UTC")
    all_day: dict[str, Any] = {"day": 1, "starts": time(0), "ends": time(0), "ends_next_day": True}
    opening, plenary = (replace(one, **all_day) for one in document.sessions[:2])
    return replace(document, sessions=(opening, replace(plenary, room="foyer")))


def board(page: Page) -> Any:
    return page.locator("#board").inner_text()


# The page, its style, its script and its fonts: all that it needs to be opened without a server.
KEPT = """Promise.all(
    [location.href, ...performance.getEntriesByType("resource").map((one) => one.name)]
        .filter((url) => !/favicon|now\\.json|worker/.test(url))
        .map((url) => caches.match(url))
).then((all) => all.length > 4 && all.every(Boolean))"""


def test_the_screen_shows_what_runs_and_outlives_the_server(sqlite_app: Flask, browser: Browser) -> None:
    publish(sqlite_app, running_now())
    with window(browser, "fr", DESKTOP) as (context, watch):
        page = context.new_page()
        with listening(sqlite_app) as url:
            page.goto(f"{url}/meeting/now?lang=fr")
            page.locator(".now .name", has_text="Ouverture").wait_for()
            assert "Salle" in board(page)
            until(page, "navigator.serviceWorker.ready.then((all) => all.active.state === 'activated')")
            until(page, KEPT)
            seen = board(page)
            assert page.locator("#lost").is_hidden()
        page.reload()  # the server is gone: switched off and on again, the screen still knows
        page.locator("#lost").wait_for(state="visible")
        assert board(page) == seen
        assert "Pas de réseau depuis" in page.locator("#lost").inner_text()
        assert page.locator("#clock").inner_text()
        watch.faults.clear()


def test_the_screen_speaks_its_languages_in_turn_or_one(sqlite_app: Flask, browser: Browser) -> None:
    publish(sqlite_app, running_now())
    with listening(sqlite_app) as url, window(browser, "en", DESKTOP) as (context, _watch):
        page = context.new_page()
        page.clock.install()
        page.goto(f"{url}/meeting/now?room=hall")
        seen = []
        for _turn in range(3):
            seen.append(page.locator("html").get_attribute("lang"))
            assert page.locator(".now li").count() == 1  # one room alone
            page.clock.run_for(12_000)
        assert seen == ["ar", "fr", "en"]
        page.goto(f"{url}/meeting/now?lang=ar")
        page.clock.run_for(30_000)
        assert page.locator("html").get_attribute("dir") == "rtl"


def crowded(number: int) -> EventDocument:
    """So many sessions of long titles that run at once, all day."""
    document = running_now()
    opening = document.sessions[0]
    long = Text(
        {"fr": "Atelier %s : la gouvernance locale, l’égalité et les finances des villes maghrébines"}
    )
    titles = [Text({"fr": long["fr"] % at}) for at in range(1, number + 1)]
    sessions = [replace(opening, key=f"s{at}", title=title) for at, title in enumerate(titles, 1)]
    return replace(document, sessions=tuple(sessions))


def test_what_is_too_much_for_the_screen_gets_smaller_and_then_takes_turns(
    sqlite_app: Flask, browser: Browser
) -> None:
    inside = """() => [...document.querySelectorAll('#board li:not([hidden])')].every((line) => {
        const {top, bottom} = line.getBoundingClientRect();
        const foot = document.querySelector('.foot').getBoundingClientRect();
        return top >= 0 && bottom <= foot.top && foot.bottom <= innerHeight;
    })"""
    with listening(sqlite_app) as url, window(browser, "fr", DESKTOP) as (context, _watch):
        page = context.new_page()
        page.clock.install()
        publish(sqlite_app, crowded(6))
        page.goto(f"{url}/meeting/now?lang=fr")
        assert page.evaluate(inside)
        assert page.locator("#board li:not([hidden])").count() == 6
        publish(sqlite_app, crowded(40))
        page.reload()
        seen: set[str] = set()
        for _turn in range(8):
            assert page.evaluate(inside)
            seen |= set(page.locator("#board li:not([hidden]) .name").all_inner_texts())
            page.clock.run_for(12_000)
        assert len(seen) == 40  # nobody scrolls a television: each had its turn


def test_a_screen_without_scripts_shows_the_same(sqlite_app: Flask, browser: Browser) -> None:
    publish(sqlite_app, running_now())
    with (
        listening(sqlite_app) as url,
        window(browser, "fr", DESKTOP, java_script_enabled=False) as (context, _watch),
    ):
        page = context.new_page()
        page.goto(f"{url}/meeting/now?lang=fr")
        assert "Ouverture" in board(page)
