"""Passkeys in Chromium with its virtual authenticator: made, named, used without a password; copies are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support import server
from tests.support.browser import DESKTOP, window
from tests.support.keeper import free_port

OWNER, PASSWORD = "owner@example.org", "trois mots bien choisis"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    """A server at a host's name, and the one-time link of its owner."""
    port = free_port()
    with server.serving(tmp_path / "instance", port=port, PUBLIC_URL=f"http://localhost:{port}") as running:
        said = running.flask("user", "add", OWNER, "--role", "owner")
        yield re.findall(r"http://localhost\S+", said)[0]


def device(context: BrowserContext, page: Page) -> tuple[Any, str]:
    """A virtual authenticator in this page's browser: its session and its id."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, made["authenticatorId"]


def test_a_passkey_is_made_and_used_and_a_copy_is_refused(browser: Browser, desk: str) -> None:
    home = desk.partition("/desk/")[0]
    with window(browser, "fr", DESKTOP) as (context, watch):
        page = context.new_page()
        session, ident = device(context, page)
        page.goto(f"{desk}?lang=en")
        page.fill("#password", PASSWORD)
        page.click("main button[type=submit]")
        _make(page, home, "My laptop")
        _use(page, home)
        held = session.send("WebAuthn.getCredentials", {"authenticatorId": ident})["credentials"]
        assert [one["isResidentCredential"] for one in held] == [True]
        _copied_device_is_refused(page, session, ident, held[0], home)
        watch.faults.clear()  # the refusal, which the test wanted
        _unverified_is_refused(page, session, ident, home)
        watch.faults.clear()


def _make(page: Page, home: str, name: str) -> None:
    page.goto(f"{home}/desk/account?lang=en")
    page.fill("#passkey_name", name)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("code")).to_have_count(10)  # recovery codes, this once
    page.goto(f"{home}/desk/account")
    expect(page.locator("#passkeys input[name=name]")).to_have_value(name)
    expect(page.locator("#sign-ins")).to_contain_text("with a second factor")


def _use(page: Page, home: str) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{home}/desk/sign-in?lang=en&next=/desk/account")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{home}/desk/account")
    expect(page.locator("#sign-ins")).to_contain_text("with a second factor")
    expect(page.locator("#passkeys")).not_to_contain_text("not yet")


def _copied_device_is_refused(page: Page, session: Any, ident: str, held: dict[str, Any], home: str) -> None:
    """The counter of a copy lags behind: what it signs is refused, the password still works."""
    session.send(
        "WebAuthn.removeCredential", {"authenticatorId": ident, "credentialId": held["credentialId"]}
    )
    copy = {"authenticatorId": ident, "credential": {**held, "signCount": 0}}
    session.send("WebAuthn.addCredential", copy)
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{home}/desk/sign-in?lang=en")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("[data-fault]")).to_contain_text("could not be used here")


def _unverified_is_refused(page: Page, session: Any, ident: str, home: str) -> None:
    """A device that does not check who holds it signs nobody in."""
    session.send("WebAuthn.setUserVerified", {"authenticatorId": ident, "isUserVerified": False})
    page.goto(f"{home}/desk/sign-in?lang=en")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.locator("[data-fault]")).to_be_visible()
    page.fill("#email", OWNER)
    page.fill("#password", PASSWORD)
    page.locator("form", has=page.locator("#password")).get_by_role("button").click()
    expect(page).to_have_url(f"{home}/desk/sign-in/second")  # the password alone is not enough any more
