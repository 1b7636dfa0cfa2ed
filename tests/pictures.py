"""The pictures of the documentation: every page in three languages, on a phone and a desktop, and every print.

`make pictures` runs the program with the demo and writes docs/pictures/; look at them before a release.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import BrowserContext, Page, sync_playwright

from app.badges.exports import STOCKS
from tests.support import browser as chromium
from tests.support import server, smtp
from tests.support.browser import DESKTOP, PHONE
from tests.support.keeper import ROOT
from tests.support.smtp import text_of

TARGET = ROOT / "docs" / "pictures"
LANGUAGES = ("ar", "fr", "en")
PASSWORD = "trois mots bien choisis"
PUBLIC = {
    "event": "/nouakchott/",
    "agenda": "/nouakchott/agenda",
    "session": "/nouakchott/sessions/plenary-1",
    "now": "/nouakchott/now",
    "register": "/nouakchott/register",
    "sign-in": "/desk/sign-in",
}
DESK = {
    "desk-today": "", "desk-delegates": "delegates", "desk-badges": "badges", "desk-badge-design": "badges/design",
    "desk-doors": "doors", "desk-board": "doors/board", "desk-places": "doors/places", "desk-sheets": "sheets",
    "desk-closings": "closing", "desk-closing": "closing/1am", "desk-presence": "presence",
    "desk-matrix": "presence/matrix",
    "desk-certificates": "certificates", "desk-evidence": "evidence", "desk-anchors": "evidence/anchors",
    "desk-statistics": "statistics", "desk-quorum": "statistics/quorum", "desk-published": "statistics/publication",
    "desk-attendance": "attendance", "desk-session": "attendance/plenary-1", "desk-agenda": "agenda",
    "desk-mails": "mails", "desk-journal": "journal", "desk-team": "team",
}  # fmt: skip


def main() -> None:
    """Run the demo, register one delegate, and take every picture."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, smtp.serving() as mailbox:
        settings = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mailbox.port)}
        with server.serving(Path(folder) / "instance", **settings) as running:
            running.flask("demo")
            take_pages(running, mailbox)
            take_prints(running, Path(folder))
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET.relative_to(ROOT)}")


def take_pages(running: server.Server, mailbox: smtp.Mailbox) -> None:
    """Pages of delegates, of the desk, and of the door."""
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        made = json.loads(running.flask("user", "add", "desk@example.org", "--role", "owner", "--json"))
        own = _register(browser.new_context(locale="ar", viewport=PHONE), running, mailbox)
        desk = browser.new_context(viewport=DESKTOP)
        _sign_in(desk.new_page(), made["url"])
        _approve_first(desk.new_page(), running.url)
        paired = json.loads(running.flask("door", "pair", "nouakchott", "--name", "Door A", "--json"))
        for language in LANGUAGES:
            for size, view in (("phone", PHONE), ("desktop", DESKTOP)):
                context = browser.new_context(
                    locale=language, viewport=view, storage_state=desk.storage_state()
                )
                _shoot_all(context.new_page(), running.url, own, language, size)
                context.close()
            _shoot_door(browser.new_context(locale=language, viewport=PHONE), paired["url"], language)
        browser.close()


def _shoot_all(page: Page, url: str, own: str, language: str, size: str) -> None:
    addresses = {name: f"{url}{path}" for name, path in PUBLIC.items()} | {
        "pass": own,
        "own-agenda": f"{own}/agenda",
    }
    addresses |= {name: f"{url}/desk/nouakchott/{path}" for name, path in DESK.items()}
    for name, address in addresses.items():
        page.goto(f"{address}?lang={language}")
        page.evaluate("document.fonts.ready")
        _keep(page.screenshot(full_page=name in ("event", "pass")), f"{name}-{language}-{size}")


def _shoot_door(context: BrowserContext, pairing: str, language: str) -> None:
    page = context.new_page()
    page.goto(f"{pairing}?lang={language}")
    page.evaluate("document.fonts.ready")
    _keep(page.screenshot(), f"door-pair-{language}-phone")
    page.locator("#pair").click()
    page.wait_for_url("**/door/*")
    page.wait_for_timeout(800)
    _keep(page.screenshot(), f"door-{language}-phone")
    context.close()


def _register(context: BrowserContext, running: server.Server, mailbox: smtp.Mailbox) -> str:
    page = context.new_page()
    page.goto(f"{running.url}/nouakchott/register")
    words = {
        "name_ar": "محمد ولد سيدي",
        "name_latin": "Mohamed Ould Sidi",
        "function": "عمدة",
        "city": "روصو",
    }
    for field, value in {**words, "email": "m.sidi@example.org", "phone": "22123456"}.items():
        page.fill(f"#{field}", value)
    page.select_option("#country", "MR")
    page.check("input[name=category][value=mayor]")
    page.check("#consent_processing")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/register/done*")
    text = text_of(mailbox.wait(1)[0])
    context.close()
    return next(word for word in text.split() if "/p/" in word)


def _sign_in(page: Page, link: str) -> None:
    page.goto(link)
    page.fill("#password", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/desk/nouakchott/**")


def _approve_first(page: Page, url: str) -> None:
    page.goto(f"{url}/desk/nouakchott/delegates?text=mohamed+ould+sidi&state=submitted")
    page.locator("main table tbody a").first.click()
    page.locator("button[name=act][value=approve]").click()
    page.wait_for_load_state()


def take_prints(running: server.Server, folder: Path) -> None:
    """Badges in their formats, and an attendance list in each language."""
    for paper in STOCKS:
        target = folder / f"{paper}.pdf"
        running.flask("badges", "print", "nouakchott", "--format", paper, "--out", str(target))
        _print(target, f"print-badges-{paper}")
    for language in LANGUAGES:
        target = folder / f"list-{language}.pdf"
        options = ("--session", "plenary-1", "--lang", language, "--out", str(target))
        running.flask("attendance", "export", "nouakchott", *options)
        _print(target, f"print-attendance-{language}")
    sheet = folder / "sheet.pdf"
    running.flask(
        "attendance",
        "export",
        "nouakchott",
        "--halfday",
        "1am",
        "--sheet",
        "--lang",
        "ar",
        "--out",
        str(sheet),
    )
    _print(sheet, "print-sheet-ar")
    for paper in ("a4-fr", "a4-ar-fr", "booklet-ar-fr"):
        target = folder / f"programme-{paper}.pdf"
        address = f"{running.url}/nouakchott/programme-{paper}.pdf"
        target.write_bytes(urllib.request.urlopen(address).read())
        _print(target, f"print-programme-{paper}")


def _print(document: Path, name: str) -> None:
    first = pypdfium2.PdfDocument(document)[0]
    _write(first.render(scale=100 / 72).to_pil(), name)


def _keep(picture: bytes, name: str) -> None:
    with tempfile.NamedTemporaryFile(suffix=".png") as kept:
        kept.write(picture)
        kept.flush()
        _write(Image.open(kept.name), name)


def _write(picture: Image.Image, name: str) -> None:
    """With 128 colours: a third of the bytes, and the eye sees no difference on these flat pages."""
    picture.convert("RGB").quantize(128).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
