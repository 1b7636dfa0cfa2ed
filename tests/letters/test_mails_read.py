"""The HTML of mails as a reader meets it: axe-core and the width of a phone.

The pages that show it forbid every script (`web.FRAMED`), axe-core too: it is judged in a page of its own.
"""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from playwright.sync_api import Browser

from app.letters.rules.mails import MAILS
from tests.registration.conftest import signed_in
from tests.support import browser as chromium
from tests.support import people
from tests.support.axe import judge
from tests.support.browser import PHONE

OF_A_PAGE = ("landmark-one-main", "region")
"""Rules for pages: a mail is a part of the page that its reader's program shows."""


def test_the_html_of_every_mail_holds_to_axe_and_fits_a_phone(
    app: Flask, event: UUID, browser: Browser
) -> None:
    people.register(event)
    desk, faults = signed_in(app, event, "mail.send", "desk.view"), []
    wanted = [(occasion, "ar") for occasion in MAILS] + [
        ("registration.approved", one) for one in ("fr", "en")
    ]
    with chromium.window(browser, "ar", PHONE) as (context, _watch):
        page = context.new_page()
        for occasion, language in wanted:
            answer = desk.get(f"/desk/meeting/words/{occasion}/{language}/frame")
            assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
            page.set_content(answer.text)
            assert page.locator("html").get_attribute("lang") == language
            found = [fault for fault in judge(page) if not fault.startswith(OF_A_PAGE)]
            faults += [f"{occasion}: {fault}" for fault in found]
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                faults.append(f"{occasion}: wider than a phone")
    assert not faults, "\n".join(faults)
