"""The door in a real browser whose page has a quarter of the processor: what it weighs, its first roster of 20,000,
a search among them, and the way of a camera's frame to the verdict on the screen."""

from __future__ import annotations

import json
import random
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Response, sync_playwright
from sqlalchemy import select

from app import create_app
from app.kernel.db import db
from app.registration.models import Registration
from config import Config
from tests.bench.ground import SLUG, Ground, standing
from tests.journeys import camera
from tests.support import browser as chromium
from tests.support import lens
from tests.support.browser import PHONE
from tests.support.keeper import wait_until

CROWD = 20_000
SLOWER = 4
SAMPLES = 40
WATCH = (Path(__file__).parent / "door.js").read_text("utf-8")


def door(folder: Path) -> Iterator[dict[str, Any]]:
    """One phone with a camera that sees 40 badges in turn, on a server with 20,000 delegates."""
    with standing(folder / "instance", CROWD) as ground, sync_playwright() as playwright:
        badges = [camera.badge_with(code) for code in ground.codes[:SAMPLES]]
        film = camera.queue(badges, folder / "queue.mjpeg", 15)
        browser = chromium.launch(playwright, film)
        context = browser.new_context(locale="ar", viewport=PHONE, permissions=["camera"])
        context.add_init_script(WATCH)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield from _arriving(ground, context, page)
        seen = _verdicts(page)
        yield _reopened(page)
        yield from _searches(ground, page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        yield _told(seen, [spent for _, spent in lens.read(page, [camera.frame(one, 5) for one in badges])])
        browser.close()


def _arriving(ground: Ground, context: BrowserContext, page: Page) -> Iterator[dict[str, Any]]:
    """Pair, and wait until everybody is on the phone: bytes of the first load, and the seconds of the first roster."""
    sizes: dict[str, int] = {}
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    context.on("response", note)
    page.goto(_link(ground))
    page.locator("#pair").click()
    page.wait_for_url("**/door/")
    began = time.perf_counter()
    wait_until(lambda: bool(page.evaluate("window.measured.roster()")), "the roster", 300)
    took = time.perf_counter() - began
    for answer in answers:
        address = urlsplit(answer.url)
        if address.scheme in ("http", "https") and not address.path.startswith("/api/"):
            sizes[address.path] = _size(answer.url)
    foreign = {urlsplit(one.url).netloc for one in answers} - {urlsplit(ground.server.url).netloc, ""}
    api = sum(one.request.sizes()["responseBodySize"] for one in answers if "/roster" in one.url)
    yield {
        "bench": "door-weight", "value": round(sum(sizes.values()) / 1000, 1), "unit": "kB", "files": len(sizes),
        "foreign_hosts": len(foreign), "baseline": "500 kB with the reader, nothing from elsewhere",
    }  # fmt: skip
    yield {
        "bench": "door-first-sync", "value": round(took, 1), "unit": "s", "people": CROWD, "slower": SLOWER,
        "roster_kB": round(api / 1000), "baseline": "none",
    }  # fmt: skip


def _size(url: str) -> int:
    """The bytes of an answer as phones take it over TLS; without TLS browsers refuse Brotli."""
    asked = urllib.request.Request(url, headers={"Accept-Encoding": "br, gzip"})
    return len(urllib.request.urlopen(asked).read())


def _link(ground: Ground) -> str:
    made = ground.server.flask("door", "pair", SLUG, "--name", "Porte A", "--json")
    return str(json.loads(made.splitlines()[-1])["url"])


def _verdicts(page: Page) -> list[dict[str, float]]:
    """From the moment a frame is taken to the painted verdict, when everybody is on the phone."""
    page.evaluate("window.measured.verdicts.length = 0")
    wait_until(lambda: len(page.evaluate("window.measured.verdicts")) >= SAMPLES, "verdicts", 300)
    return list(page.evaluate("window.measured.verdicts"))[:SAMPLES]


def _told(seen: list[dict[str, float]], alone: list[float]) -> dict[str, Any]:
    """The browser slows the page but not the reader's own thread: what reading such a frame takes there is added as
    often as it would be slower. `alone`: the milliseconds of that without anything else."""
    reading = _share(alone, 50)
    total = [one["total"] + (SLOWER - 1) * reading for one in seen]
    parts = {f"{part}_ms": _share([one[part] for one in seen], 50) for part in ("picture", "decode", "disk")}
    return {
        "bench": "door-frame-to-verdict", "value": _share(total, 50), "unit": "ms", "p95_ms": _share(total, 95),
        **parts, "reading_ms": reading, "people": CROWD, "samples": len(seen), "slower": SLOWER, "baseline": "100 ms",
    }  # fmt: skip


def _reopened(page: Page) -> dict[str, Any]:
    """From opening the door again, out of the phone itself, to the first verdict: page, roster, camera and reader."""
    page.reload()
    wait_until(
        lambda: bool(page.evaluate("window.measured.verdicts.length")), "a verdict after opening anew", 120
    )
    took = page.evaluate("window.measured.verdicts[0].at")
    return {
        "bench": "door-reopened", "value": round(took / 1000, 1), "unit": "s", "people": CROWD, "slower": SLOWER,
        "baseline": "none",
    }  # fmt: skip


def _searches(ground: Ground, page: Page) -> Iterator[dict[str, Any]]:
    """From the end of the short wait for a next key to the list on the screen."""
    page.locator("[data-part=find]").click()
    took = [page.evaluate("(text) => window.measured.search(text)", text) for text in _questions(ground)]
    yield {
        "bench": "door-search", "value": _share(took[1:], 50), "unit": "ms", "p95_ms": _share(took[1:], 95),
        "first_ms": round(took[0]), "people": CROWD, "slower": SLOWER, "baseline": "100 ms",
    }  # fmt: skip


def _questions(ground: Ground) -> list[str]:
    """Names in both scripts, halves of them, cities and ends of phone numbers."""
    app = create_app(Config.from_environment({"INSTANCE": str(ground.folder)}))
    with app.app_context():
        found = db.session.execute(select(Registration.name_ar, Registration.name_latin).limit(150)).all()
    names = [name for pair in found for name in pair if name]
    asked = random.Random(6).sample(names, 24)
    return [*asked, *(name[:4] for name in asked), "nouakchott", "نواذيبو", "4567", "89"]


def _share(values: list[float], percent: int) -> float:
    return round(quantiles(values, n=100, method="inclusive")[percent - 1], 1)
