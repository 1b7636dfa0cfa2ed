"""The desk writes in French to those approved from two countries; a delegate fetches a letter, and it verifies."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import zxingcpp
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Meeting
from tests.support import browser as chromium
from tests.support.browser import DESKTOP, PHONE
from tests.support.smtp import text_of

DESK = "/desk/nouakchott"


def test_the_desk_writes_to_two_countries_and_a_letter_verifies(
    browser: Browser, meeting: Meeting, tmp_path: Path
) -> None:
    with chromium.window(browser, "fr", DESKTOP) as (desk, watch):
        page = desk.new_page()
        meeting.sign_in(page)
        _issue_to_all(page, meeting)
        count = _write(page, meeting)
        assert "422" in watch.faults.pop()  # the placeholder that nobody knows, which the test wanted
        mails = meeting.mailbox.wait(count, 60)
        _log(page, count)
    arabic = next(mail for mail in mails if "الدعوة" in str(mail["Subject"]))
    assert 'dir="rtl"' in text_of(arabic, "html")
    link = next(found[0] for found in re.finditer(r"http://\S+/p/\S+", text_of(arabic)))
    with chromium.window(browser, "ar", PHONE) as (phone, _watch):
        page = phone.new_page()
        letter = _fetch(page, link, tmp_path)
        _verify(page, letter)


def _issue_to_all(page: Page, meeting: Meeting) -> None:
    """Invitations in Arabic for everyone approved, for delegates to fetch."""
    page.goto(f"{meeting.url}{DESK}/letters/new")
    page.check("input[name=kind][value=invitation]")
    page.select_option("#languages", "ar")
    page.check("input[name=states][value=approved]")
    page.check("input[name=hand_out][value=release]")
    page.click("button[value=count]")
    page.click("button[value=begin]")
    page.wait_for_url("**/batches/**")
    expect(page.locator("a[href$='/file']")).to_be_visible(timeout=60_000)


def _write(page: Page, meeting: Meeting) -> int:
    """Count, look at it in both languages, send; how many get it."""
    page.goto(f"{meeting.url}{DESK}/sendings/new")
    page.check("input[name=states][value=approved]")
    for country in ("MR", "TN"):
        page.check(f"input[name=countries][value={country}]")
    page.fill("#subject_fr", "Votre lettre · {title}")
    page.fill("#body_fr", "Bonjour {nom},\n\nVotre lettre est sur votre page.\n\n{link}")
    page.fill("#subject_ar", "خطاب الدعوة · {title}")
    page.fill("#body_ar", "تحية طيبة {name}،\n\nخطابكم في صفحتكم.\n\n{link}")
    page.fill("#subject_en", "")
    page.fill("#body_en", "")
    page.click("main form button.button")
    # {nom} is no placeholder: it is said at its field, and everything typed is still there.
    expect(page.locator("#body_fr-error")).to_contain_text("{nom}")
    assert "خطابكم" in page.input_value("#body_ar")
    page.fill("#body_fr", "Bonjour {name},\n\nVotre lettre est sur votre page.\n\n{link}")
    page.click("main form button.button")
    page.wait_for_url(re.compile(r"/sendings/[0-9a-f-]{36}"))
    frames = page.locator("iframe.mail-preview")
    assert frames.count() == 2
    expect(page.frame_locator("iframe.mail-preview").first.locator("h1")).to_be_visible()
    button = page.locator("form[action$='/send'] button")
    count = int(re.search(r"\d+", button.inner_text())[0])  # type: ignore[index]
    button.click()
    page.wait_for_url("**/sendings/**", timeout=60_000)  # over the page that shows how far it is, straight on
    return count


def _log(page: Page, count: int) -> None:
    page.reload()
    expect(page.locator("table#log tbody tr").first).to_be_visible()
    assert str(count) in page.locator("main").inner_text()


def _fetch(page: Page, link: str, folder: Path) -> Path:
    page.goto(link)
    assert page.locator("html").get_attribute("dir") == "rtl"
    with page.expect_download() as started:
        page.click("a[href*='/letters/']")
    target = folder / "letter.pdf"
    started.value.save_as(target)
    return target


def _verify(page: Page, letter: Path) -> None:
    document = pypdfium2.PdfDocument(letter)
    picture = document[0].render(scale=4).to_pil()
    document.close()
    (code,) = zxingcpp.read_barcodes(picture)
    page.goto(f"{code.text}?lang=ar")
    expect(page.locator("main")).to_contain_text("صالحة")
