"""The whole first day in a real browser: a delegate in Arabic by phone, the desk in French, the door with a camera."""

from __future__ import annotations

import re
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.journeys import camera
from tests.journeys.conftest import Meeting
from tests.support import browser as chromium
from tests.support.browser import DESKTOP, PHONE
from tests.support.smtp import text_of

ADDRESS = "m.sidi@example.org"
ARABIC, LATIN = "محمد ولد سيدي", "Mohamed Ould Sidi"


def test_a_delegate_is_registered_badged_scanned_and_listed(
    browser: Browser, driver: Playwright, meeting: Meeting, tmp_path: Path
) -> None:
    with chromium.window(browser, "ar", PHONE) as (phone, watch):
        _register(phone.new_page(), meeting)
        assert "422" in watch.faults.pop()  # the form with its faults, which the test wanted
    own_page = _link_of(meeting, 1)
    with chromium.window(browser, "fr", DESKTOP) as (desk, _watch):
        page = desk.new_page()
        meeting.sign_in(page)
        _approve(page, meeting)
        code = _code_of_mail(meeting)
        sheets = _print_badges(page, meeting)
        pairing = _pair_door(page, meeting)
    with chromium.window(browser, "ar", PHONE) as (phone, _watch):
        _look_at_pass(phone.new_page(), own_page)
    badge = camera.film(camera.badge_of(sheets, code), tmp_path / "badge.mjpeg")
    _scan(driver, badge, pairing)
    with chromium.window(browser, "fr", DESKTOP) as (desk, _watch):
        page = desk.new_page()
        meeting.sign_in(page)
        _read_attendance(page, meeting, tmp_path)
        _read_journal(page, meeting)


def _register(page: Page, meeting: Meeting) -> None:
    page.goto(f"{meeting.url}/nouakchott/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator(".hero-act a.button").click()
    page.fill("#name_ar", ARABIC)
    page.fill("#name_latin", LATIN)
    page.fill("#function", "عمدة")
    page.check("input[name=category][value=mayor]")
    page.select_option("#country", "MR")
    page.fill("#city", "روصو")
    page.fill("#email", "m.sidi@gmial.com")
    page.fill("#phone", "22 12 34 56")
    page.check("input[name=gender][value=unsaid]")
    page.check("input[name=interpretation][value=ar]")
    page.locator("main button[type=submit]").click()
    # The consent is missing and the address looks mistyped: both are said, nothing typed is lost.
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.input_value("#name_ar") == ARABIC
    assert page.locator("input[name=email_choice][value='m.sidi@gmail.com']").count() == 1
    page.fill("#email", ADDRESS)
    page.check("#consent_processing")
    page.locator("main button[type=submit]").dblclick()
    page.wait_for_url("**/register/done*")


def _link_of(meeting: Meeting, count: int) -> str:
    mail = meeting.mailbox.wait(count)[-1]
    assert ADDRESS in str(mail["To"])
    html = text_of(mail, "html")
    assert 'dir="rtl"' in html
    found = re.search(r'href="([^"]+/p/[^"]+)"', html)
    assert found is not None
    assert found[1] in text_of(mail)
    return found[1]


def _approve(page: Page, meeting: Meeting) -> None:
    page.goto(f"{meeting.url}/desk/nouakchott/delegates?text=mohammed+sidi&state=submitted")
    page.get_by_role("link", name=LATIN).click()
    page.locator("button[name=act][value=approve]").click()
    expect(page.locator(".chip.go").first).to_be_visible()


def _code_of_mail(meeting: Meeting) -> str:
    mail = meeting.mailbox.wait(2)[-1]
    parts = {part.get_filename(): part for part in mail.walk()}
    assert str(parts["agenda.ics"].get_content()).count("BEGIN:VEVENT") == 8
    return camera.code_in(parts["badge.png"].get_content())


def _print_badges(page: Page, meeting: Meeting) -> bytes:
    page.goto(f"{meeting.url}/desk/nouakchott/badges")
    form = {"csrf_token": page.locator("main input[name=csrf_token]").first.input_value(), "format": "a4x8"}
    answer = page.request.post(f"{meeting.url}/desk/nouakchott/badges.pdf", form=form)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def _pair_door(page: Page, meeting: Meeting) -> str:
    page.goto(f"{meeting.url}/desk/nouakchott/doors")
    page.fill("#name", "Porte A")
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/doors/*")
    return page.locator("main a[dir=ltr]").inner_text()


def _look_at_pass(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".pass-code svg")).to_be_visible()
    expect(page.locator(".pass-name")).to_contain_text(ARABIC)
    assert page.locator("html").get_attribute("lang") == "ar"


def _scan(driver: Playwright, badge: Path, pairing: str) -> None:
    browser = chromium.launch(driver, camera=badge)
    with chromium.window(browser, "ar", PHONE, permissions=["camera"]) as (door, _watch):
        page = door.new_page()
        page.goto(pairing)
        page.locator("#pair").click()
        page.wait_for_url("**/door/")
        page.locator("[data-part=place]").click()
        page.locator("[data-place=plenary-1] [data-way=in]").click()
        verdict = page.locator("[data-part=verdict]")
        expect(verdict).to_be_visible(timeout=20_000)
        expect(page.locator("[data-part=name]")).to_contain_text(ARABIC)
        expect(page.locator("[data-part=unsent-number]")).to_have_text("0", timeout=10_000)
    browser.close()


def _read_attendance(page: Page, meeting: Meeting, folder: Path) -> None:
    base = f"{meeting.url}/desk/nouakchott/attendance/plenary-1"
    page.goto(base)
    row = page.get_by_role("row").filter(has_text=LATIN)
    expect(row.locator(".chip.go")).to_be_visible()
    pdf = page.request.get(f"{base}.pdf").body()
    assert pdf.startswith(b"%PDF")
    assert len(camera.pages(pdf)) >= 2
    sheet = folder / "list.xlsx"
    sheet.write_bytes(page.request.get(f"{base}.xlsx?lang=ar").body())
    book = load_workbook(sheet).active
    assert book is not None
    assert book.sheet_view.rightToLeft
    cells = [[cell.value for cell in line] for line in book.iter_rows()]
    assert any(ARABIC in line and LATIN in line for line in cells)


def _read_journal(page: Page, meeting: Meeting) -> None:
    page.goto(f"{meeting.url}/desk/nouakchott/journal?verify=1")
    expect(page.locator(".notice.go")).to_be_visible()
    expect(page.locator("table")).to_contain_text(LATIN)
