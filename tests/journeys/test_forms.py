"""A form is made at the desk in French by keyboard, answered in Arabic on a phone with a photo, and changed after."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Meeting
from tests.support import browser as chromium
from tests.support import uploads
from tests.support.browser import DESKTOP, PHONE
from tests.support.smtp import text_of

FORM = "/desk/nouakchott/form"
PLANE, HOTEL = "Arrivez-vous en avion ?", "Quel hôtel ?"


def test_a_form_is_made_answered_and_changed_and_nothing_is_lost(
    browser: Browser, meeting: Meeting, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(uploads.photo(1200, 900, orientation=6))
    with chromium.window(browser, "fr", DESKTOP) as (desk, watch):
        page = desk.new_page()
        meeting.sign_in(page, "organiser")
        make(page, meeting)
        # A question without words is refused.
        assert not [fault for fault in watch.faults if "422" not in fault]
        watch.faults.clear()
    with chromium.window(browser, "ar", PHONE) as (phone, _watch):
        answer(phone.new_page(), meeting, photo)
    own = re.findall(r"http://\S+/p/[\w-]+", text_of(meeting.mailbox.wait(1)[-1]))[0]
    with chromium.window(browser, "fr", DESKTOP) as (desk, _watch):
        page = desk.new_page()
        meeting.sign_in(page, "organiser")
        retire(page, meeting)
        page.goto(f"{meeting.url}/desk/nouakchott/delegates?text=sidi&lang=fr&sort=newest")
        page.locator("main table tbody a", has_text="Sidi").first.click()
        expect(page.locator(".answers")).to_contain_text(HOTEL)
        expect(page.locator(".answers")).to_contain_text("Azalaï")
        assert natural(page.locator("img.photo-shown")) == [480, 600]
    with chromium.window(browser, "ar", PHONE) as (phone, _watch):
        change(phone.new_page(), own)


def make(page: Page, meeting: Meeting) -> None:
    """Two questions, one on condition of the other, and the photo; by keyboard alone."""
    page.goto(f"{meeting.url}{FORM}")
    add(page, "yesno")
    press(page, "button.button:has-text('Enregistrer la question')", "Enter")  # nothing said yet
    expect(page.locator(".error-summary")).to_be_visible()
    say(page, "#label-fr", PLANE)
    say(page, "#label-ar", "هل تصل بالطائرة؟")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/form#q-"))
    add(page, "one")
    say(page, "#label-fr", HOTEL)
    say(page, "#label-ar", "أي فندق؟")
    for place, words in enumerate((("Azalaï", "أزلاي"), ("Wissal", "وصال"))):
        say(page, f"input[name=choice_fr] >> nth={place}", words[0])
        say(page, f"input[name=choice_ar] >> nth={place}", words[1])
    press(page, "input[name=required]", "Space")
    press(page, f"details.builder-when:has-text('{PLANE}') summary", "Enter")
    press(page, "input[name=when][value$='=yes']", "Space")
    press(page, "button.button:has-text('Enregistrer la question')", "Enter")
    page.wait_for_url(re.compile(r"/form#q-"))
    # One place up with the arrow key, and back: the handle keeps the focus over the reload.
    handle = page.locator("#q-quel-hotel .builder-handle")
    for key, index in (("ArrowUp", -2), ("ArrowDown", -1)):
        handle.focus()
        with page.expect_navigation():
            page.keyboard.press(key)
        lines = page.locator("#section-meeting li.builder-line").all_inner_texts()
        assert HOTEL in lines[index]
        expect(handle).to_be_focused()
    with page.expect_navigation():
        press(page, "#q-photo button[value=ask]", "Enter")
    for language, word in (("ar", "هل تصل"), ("fr", PLANE)):
        page.goto(f"{meeting.url}{FORM}/preview?in={language}&category=mayor")
        expect(page.locator(".builder-preview")).to_contain_text(word)
    page.goto(f"{meeting.url}{FORM}")
    press(page, "button:has-text('Publier')", "Enter")
    expect(page.locator(".notice.go")).to_contain_text("1")


def add(page: Page, kind: str) -> None:
    page.locator("#kind-meeting").select_option(kind)  # a list's own keys differ between systems
    press(page, "#section-meeting .builder-foot button:has-text('Ajouter')", "Enter")
    page.wait_for_url("**/form/new**")


def press(page: Page, what: str, key: str) -> None:
    page.locator(what).first.focus()
    page.keyboard.press(key)


def say(page: Page, where: str, words: str) -> None:
    page.locator(where).focus()
    page.keyboard.type(words)


def answer(page: Page, meeting: Meeting, photo: Path) -> None:
    page.goto(f"{meeting.url}/nouakchott/register")
    page.fill("#name_ar", "محمد ولد سيدي")
    page.fill("#name_latin", "Mohamed Ould Sidi")
    page.check("input[name=category][value=mayor]")
    page.select_option("#country", "MR")
    page.fill("#city", "روصو")
    page.fill("#email", "m.sidi@example.org")
    page.check("#consent_processing")
    hotel = page.locator("fieldset.conditional", has_text="أي فندق؟")
    expect(hotel).to_be_hidden()
    page.locator("label.choice", has_text="نعم").last.click()
    expect(hotel).to_be_visible()
    hotel.locator("label.choice", has_text="أزلاي").click()
    page.set_input_files("#photo-choose", photo)
    canvas = page.locator("canvas.crop-picture")
    expect(canvas).to_be_visible()
    canvas.focus()
    before = page.input_value("#photo_top")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("-")
    assert page.input_value("#photo_top") != before
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url("**/register/done*")


def retire(page: Page, meeting: Meeting) -> None:
    """The hotel is asked no more; the words of the other question change."""
    page.goto(f"{meeting.url}{FORM}")
    with page.expect_navigation():
        page.locator("#q-quel-hotel button[value=remove]").click()
    page.locator("#q-arrivez-vous-en-avion .builder-words a").click()
    page.fill("#label-fr", "Prenez-vous l’avion ?")
    page.locator("button.button:has-text('Enregistrer la question')").last.click()
    page.wait_for_url(re.compile(r"/form#q-"))
    page.locator("button:has-text('Publier')").click()
    expect(page.locator(".notice.go")).to_contain_text("2")


def change(page: Page, own: str) -> None:
    """A change in the new form leaves what it no longer asks as it was."""
    page.goto(f"{own}?lang=ar")
    assert natural(page.locator("img.photo-shown")) == [480, 600]
    page.goto(f"{own}/change?lang=ar")
    assert page.locator("text=أي فندق؟").count() == 0
    page.fill("#function", "عمدة روصو")
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/p/[\w-]+$"))
    expect(page.locator(".answers")).to_contain_text("أزلاي")
    expect(page.locator(".answers")).to_contain_text("عمدة روصو")


def natural(picture: object) -> list[int]:
    return picture.evaluate(
        "async (one) => { await one.decode(); return [one.naturalWidth, one.naturalHeight]; }"
    )  # type: ignore[attr-defined,no-any-return]
