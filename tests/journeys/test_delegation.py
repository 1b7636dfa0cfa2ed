"""A delegation in a real browser: invited by the desk in French, registered in Arabic on a phone, one replaced."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Meeting
from tests.support import browser as chromium
from tests.support.browser import DESKTOP, PHONE
from tests.support.smtp import text_of

PEOPLE = ("أمينة بنت سالم", "بلال الحداد", "خديجة المنصوري", "داود با", "زينب القاسمي", "سيدي ولد الشيخ")
SHARED = "mairie@zouerate.example.org"


def test_a_focal_point_registers_six_and_replaces_one_and_the_desk_approves_them(
    browser: Browser, meeting: Meeting
) -> None:
    with chromium.window(browser, "fr", DESKTOP) as (desk, seen):
        page = desk.new_page()
        meeting.sign_in(page)
        _invite(page, meeting)
        assert "422" in seen.faults.pop()  # a sheet with a fault, which the test wanted
        mail = text_of(meeting.mailbox.wait(1)[0])
        link = next(word for word in mail.split() if "/d/" in word)
        with chromium.window(browser, "ar", PHONE) as (phone, watch):
            focal = phone.new_page()
            _register_six(focal, link)
            assert "422" in watch.faults.pop()  # one name was left out, which the test wanted
            _replace_one(focal)
        _approve(page, meeting)
        with chromium.window(browser, "ar", PHONE) as (phone, _watch):
            focal = phone.new_page()
            focal.goto(link)
            expect(focal.locator(".sent .chip.go")).to_have_count(6)
    received = [one for one in meeting.mailbox.wait(7) if one["To"] == SHARED]
    pages = {word.partition("?")[0] for one in received for word in text_of(one).split() if "/p/" in word}
    assert len(pages) == 3  # two who share an address, and who came instead of one: each a page of their own


def _invite(page: Page, meeting: Meeting) -> None:
    page.goto(f"{meeting.url}/desk/nouakchott/delegations?lang=fr")
    page.get_by_role("link", name="Depuis un tableur").first.click()
    rows = "Ville\tVille en arabe\tPays\tContact\tCourriel\tLangue\tMaire\tReprésentant(e) de ville\n"
    page.fill(
        "#rows",
        rows + "Zouerate\tازويرات\tMauritanie\tMme Sy\tfocal@zouerate.example.org\tarabe\tbeaucoup\t5",
    )
    page.get_by_role("button", name="Vérifier les lignes").click()
    expect(page.locator("main")).to_contain_text("Ce n’est pas un nombre de places.")
    page.fill("#rows", page.input_value("#rows").replace("beaucoup", "1"))
    page.get_by_role("button", name="Vérifier les lignes").click()
    page.get_by_role("button", name="Créer ces délégations").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Zouerate").click()
    page.get_by_role("button", name="Inviter par courriel").click()
    expect(page.locator(".title-line")).to_contain_text("Envoyé")


def _register_six(page: Page, link: str) -> None:
    page.goto(link)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for number, name in enumerate(PEOPLE):
        page.fill(f"#p{number}-name_ar", name if number != 3 else "")
        page.fill(f"#p{number}-function", "عمدة" if number == 0 else "مستشار بلدي")
        page.select_option(f"#p{number}-category", "mayor" if number == 0 else "representative")
    for number in (1, 2):
        page.fill(f"#p{number}-email", SHARED)
    page.fill("#t-arrives_number", "AH 4204")
    page.check("#s-consent_processing")
    page.locator("form.form button[type=submit]").click()
    expect(page.locator(".error-summary li")).to_have_count(1)
    assert page.input_value("#p5-name_ar") == PEOPLE[5]
    page.fill("#p3-name_ar", PEOPLE[3])
    page.locator("form.form button[type=submit]").click()
    expect(page.locator(".sent > li")).to_have_count(6)


def _replace_one(page: Page) -> None:
    page.locator(".sent > li", has_text=PEOPLE[5]).get_by_role("link", name="استبدال").click()
    page.fill("#p0-name_ar", "فاطمة بنت علي")
    page.fill("#p0-name_latin", "Fatma Mint Ali")
    page.fill("#p0-email", SHARED)
    page.check("#s-consent_processing")
    page.locator("form.form button[type=submit]").click()
    expect(page.locator(".sent > li", has_text="Fatma Mint Ali")).to_be_visible()
    expect(page.locator(".sent > li", has_text=PEOPLE[5]).locator(".chip.none")).to_be_visible()


def _approve(page: Page, meeting: Meeting) -> None:
    page.goto(f"{meeting.url}/desk/nouakchott/delegations?lang=fr")
    page.get_by_role("link", name="Zouerate").click()
    names = page.locator("#people tbody tr", has_text="En attente").locator("th a")
    expect(names).to_have_count(6)
    for address in [one.get_attribute("href") for one in names.all()]:
        page.goto(f"{meeting.url}{address}")
        page.get_by_role("button", name="Approuver").click()
        expect(page.locator(".title-line .chip.go")).to_be_visible()
