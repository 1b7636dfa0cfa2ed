"""Every page in three languages, on a phone and on a desktop: axe-core, direction, width, words, and what it asks for.

The pages are found in the table of routes; `tests.security.conftest.Place` says where each of them is about something
that exists, and fails for an address that nobody thought of.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from werkzeug.routing import Rule
from werkzeug.serving import WSGIRequestHandler, make_server

from app.kernel.db import engine
from app.kernel.i18n import direction
from app.slices import SLICES
from tests.conftest import make_app
from tests.security.conftest import Place, opened
from tests.support import browser as chromium
from tests.support import people, sqlite
from tests.support.axe import AXE, JUDGE
from tests.support.browser import DESKTOP, PHONE
from tests.support.keeper import ROOT

LANGUAGES = ("ar", "fr", "en")
SIZES = {"phone": PHONE, "desktop": DESKTOP}
# No page whatever it answers; a mail's preview is in its reader's language and runs no script: it is judged as a mail.
NO_PAGE = re.compile(
    r".*_api\.|assets\.|health\.|"
    r".*\.(file|preview|frame|document|own_document|photo|speaker_photo|picture|logo|"
    r"closing_file|records_file|sheets_file|page_picture|ink)$"
)
ASKED = {"agenda.now", "agenda_desk.compare", "registration_form.new", "proofs.verify"}
"""Pages that need a question or a secret which no address of the walk carries, and the screen of the hall, which speaks
its languages in turn; their own tests look at them."""
WORDS = """() => {
    const words = [document.title]
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        if (!walk.currentNode.parentElement.closest("script, style, template, bdi, [lang]:not(html)"))
            words.push(walk.currentNode.data)
    }
    for (const name of ["placeholder", "aria-label", "title", "alt"])
        for (const one of document.querySelectorAll(`[${name}]`)) words.push(one.getAttribute(name))
    return words.map(word => word.trim().replace(/\\s+/g, " ")).filter(Boolean)
}"""
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    return [...document.body.querySelectorAll("*")].filter(one => {
        const box = one.getBoundingClientRect()
        return box.width > 0 && (box.left < -1 || box.right > room + 1)
    }).map(one => one.outerHTML.slice(0, 120)).slice(-5)
}"""


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Nothing: what is wrong is seen in the browser."""


@dataclass
class Look:
    """How one window looks at the pages: its language, its size, and what goes wrong on the way."""

    language: str
    size: str
    faults: list[str] = field(default_factory=list)
    page: Page | None = None

    def say(self, address: str, what: str) -> None:
        """Keep a fault with the page that it is on."""
        self.faults.append(f"{address} [{self.language} {self.size}] {what}")


@pytest.fixture(scope="module")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The meeting of all pages, with somebody registered, approved, paired and written to."""
    folder = tmp_path_factory.mktemp("pages")
    app = make_app(folder, sqlite.fresh_database(sqlite_template, folder), rate_factor=1000)
    with opened(app) as made:
        people.register(made.event_id, 1)
        yield made
        engine().dispose()


@pytest.fixture(scope="module")
def url(place: Place) -> Iterator[str]:
    """Where the meeting is served, by threads of this process."""
    server = make_server("127.0.0.1", 0, place.app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def pages(place: Place) -> list[tuple[Rule, str, str]]:
    """(rule, address, who looks at it) of everything that answers the owner, or whoever has no account, with a page."""
    found = []
    for method, rule, address in place.routes():
        if method != "GET" or NO_PAGE.match(rule.endpoint) or rule.endpoint in ASKED:
            continue
        actor = "owner" if rule.rule.startswith("/desk") and "<token>" not in rule.rule else "anonymous"
        answer = place.ask(actor, "GET", address, headers={"Accept-Language": "en"})
        assert answer.status_code in (200, 302, 303), (rule.rule, address, answer.status_code)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found.append((rule, address, actor))
    return found


def english(language: str) -> frozenset[str]:
    """The English texts that the catalogue of a language says otherwise."""
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    texts = [one for one in catalogue if one.id and isinstance(one.id, str)]
    return frozenset(one.id for one in texts if one.string and one.string != one.id)


@contextmanager
def looking(browser: Browser, place: Place, url: str, look: Look, actor: str) -> Iterator[Page]:
    """A page of a window in the look's language and size, signed in as the actor; axe-core is at hand in it."""
    with chromium.window(browser, look.language, SIZES[look.size]) as (context, watch):
        _sign_in(context, place, url, actor, look.language)
        context.add_init_script(AXE)
        page = context.new_page()
        page.on("console", lambda message: look.say(page.url, f"console: {message.text}"))
        yield page
        look.faults += watch.faults
        watch.faults.clear()


def _sign_in(context: BrowserContext, place: Place, url: str, actor: str, language: str) -> None:
    context.add_cookies(
        [{"name": "lang", "value": language, "url": url}]
    )  # a delegate's page speaks theirs else
    if actor in place.cookies:
        context.add_cookies([{"name": people.COOKIE, "value": place.cookies[actor], "url": url}])


def check(page: Page, look: Look, address: str, foreign: frozenset[str]) -> None:
    """Note everything that is wrong with the page that the window shows."""
    html = page.locator("html")
    said = (html.get_attribute("lang"), html.get_attribute("dir"))
    if said != (look.language, direction(look.language)):
        look.say(address, f"lang and dir are {said}")
    for word in page.evaluate(WORDS):
        if word in foreign:
            look.say(address, f"not translated: {word!r}")
    for size in sorted(SIZES, key=lambda name: name != look.size):
        _fit(page, SIZES[size])
        for one in page.evaluate(TOO_WIDE):
            look.say(address, f"wider than the {size}: {one}")
        if size == look.size:
            for fault in page.evaluate(JUDGE):
                look.say(address, f"axe: {fault}")


def _fit(page: Page, size: ViewportSize) -> None:
    if page.viewport_size != size:
        page.set_viewport_size(size)


def look_at(
    browser: Browser, place: Place, url: str, pages: list[tuple[Rule, str, str]], look: Look, subject: str
) -> None:
    """Look at each page of a subject; AssertionError with all that is wrong."""
    foreign = english(look.language) if look.language != "en" else frozenset()
    for actor in ("anonymous", "owner"):
        wanted = [
            address for rule, address, who in pages if who == actor and _subject(place, rule) == subject
        ]
        if not wanted:
            continue
        with looking(browser, place, url, look, actor) as page:
            for address in wanted:
                page.goto(url + address)
                check(page, look, address, foreign)
    assert not look.faults, "\n".join(look.faults)


def _subject(place: Place, rule: Rule) -> str:
    return place.app.view_functions[rule.endpoint].__module__.split(".")[1]


@pytest.mark.parametrize("language, size", [("ar", "phone"), ("fr", "desktop")])
@pytest.mark.parametrize("subject", SLICES[1:])
def test_every_page_is_for_everyone(
    browser: Browser,
    place: Place,
    url: str,
    pages: list[tuple[Rule, str, str]],
    subject: str,
    language: str,
    size: str,
) -> None:
    look_at(browser, place, url, pages, Look(language, size), subject)


@pytest.mark.proof
@pytest.mark.parametrize(
    "language, size",
    [
        (language, size)
        for language in LANGUAGES
        for size in SIZES
        if (language, size) not in (("ar", "phone"), ("fr", "desktop"))
    ],
)
@pytest.mark.parametrize("subject", SLICES[1:])
def test_every_page_is_for_everyone_at_every_size(
    browser: Browser,
    place: Place,
    url: str,
    pages: list[tuple[Rule, str, str]],
    subject: str,
    language: str,
    size: str,
) -> None:
    look_at(browser, place, url, pages, Look(language, size), subject)


def test_there_are_pages_to_look_at(place: Place, pages: list[tuple[Rule, str, str]]) -> None:
    assert len(pages) > 25
    assert {"front", "registration", "checkin", "people"} <= {_subject(place, rule) for rule, _, _ in pages}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_its_language(
    place: Place, pages: list[tuple[Rule, str, str]], language: str
) -> None:
    opening = f'<html lang="{language}" dir="{direction(language)}"'
    for _, address, actor in pages:
        answer = place.ask(actor, "GET", f"{address}?lang={language}")
        assert opening in answer.text, address
        assert answer.headers["Content-Language"] == language
