"""`flask venue` as a process: who trusts its authority gets the door over TLS, who does not gets nothing."""

from __future__ import annotations

import http.client
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from playwright.sync_api import Playwright

from tests.support.browser import PHONE, launch, window
from tests.support.keeper import free_port
from tests.support.server import Server, serving
from tests.support.trust import home_that_trusts


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    """The server at a venue, and the address of its page about trust; it is reached within this machine."""
    folder, port, page = tmp_path_factory.mktemp("venue"), free_port(), free_port()
    settings = {"HOST": "127.0.0.1", "VENUE_PAGE_PORT": str(page), "PUBLIC_URL": f"https://127.0.0.1:{port}"}
    with serving(folder, "venue", port, **settings) as server:
        yield server, f"http://127.0.0.1:{page}"


def get(url: str, language: str = "en") -> tuple[int, str, bytes]:
    """Status, kind and body of an address, over plain HTTP."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(url, headers={"Accept-Language": language}), timeout=5
        ) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers["Content-Type"], refused.read()


def test_the_page_gives_the_certificate_in_three_languages_and_nothing_else(
    venue: tuple[Server, str],
) -> None:
    server, page = venue
    for language, word in (("ar", "الحاسوب"), ("fr", "portable"), ("en", "laptop")):
        status, _, body = get(page + "/", language)
        assert (status, word in body.decode()) == (200, True)
        assert f'href="{server.url}/"' in body.decode()
        assert get(f"{page}/?lang={language}", "de")[2] == body
    status, kind, body = get(page + "/multaqa-venue.crt")
    assert (status, kind) == (200, "application/x-x509-ca-cert")
    fingerprint = x509.load_der_x509_certificate(body).fingerprint(SHA256())
    assert fingerprint.hex(" ").upper() in server.log.read_text()
    for address in (
        "/desk/",
        "/door/",
        "/api/v1/openapi.json",
        "/healthz",
        "/authority.pem",
        "/../authority.pem",
    ):
        assert get(page + address)[0] == 404
    assert get(page + "/page.css")[1].startswith("text/css")


def test_a_client_that_trusts_the_authority_is_answered_and_another_is_not(venue: tuple[Server, str]) -> None:
    server, page = venue
    trusting = ssl.create_default_context(cadata=get(page + "/multaqa-venue.crt")[2])
    with urllib.request.urlopen(f"{server.url}/healthz", context=trusting, timeout=5) as answer:
        assert answer.status == 200
        assert answer.headers["Strict-Transport-Security"]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"{server.url}/healthz", context=ssl.create_default_context(), timeout=5)
    with pytest.raises((urllib.error.URLError, ConnectionError, http.client.HTTPException)):
        urllib.request.urlopen(server.url.replace("https", "http") + "/healthz", timeout=5)


def test_the_door_opens_in_a_browser_that_trusts_the_authority(
    venue: tuple[Server, str], driver: Playwright, tmp_path: Path
) -> None:
    server, page = venue
    (tmp_path / "authority.crt").write_bytes(get(page + "/multaqa-venue.crt")[2])
    home = home_that_trusts(tmp_path / "home", tmp_path / "authority.crt")
    browser = launch(driver, home=home)
    try:
        with window(browser, "ar", PHONE) as (context, _watch):
            phone = context.new_page()
            phone.goto(page + "/")
            phone.get_by_role("link", name="المتابعة إلى البرنامج").click()
            phone.wait_for_url(f"{server.url}/**")
            answer = phone.goto(f"{server.url}/door/")
            assert answer is not None
            assert answer.status == 200
            assert phone.evaluate(
                "isSecureContext && 'mediaDevices' in navigator && 'serviceWorker' in navigator"
            )
    finally:
        browser.close()


def test_a_port_that_is_taken_is_said(venue: tuple[Server, str], tmp_path: Path) -> None:
    server, page = venue
    environment = {
        "PUBLIC_URL": server.url,
        "VENUE_PAGE_PORT": page.rpartition(":")[2],
        "INSTANCE": str(tmp_path),
    }
    again = Server(server.url, {**server.environment, **environment}, server.process, server.log)
    with pytest.raises(AssertionError, match="another program uses the port"):
        again.flask("venue")


@pytest.mark.proof
def test_a_certificate_that_no_longer_serves_is_replaced_while_serving(venue: tuple[Server, str]) -> None:
    server, page = venue
    pem = Path(server.environment["INSTANCE"]) / "venue" / "server.pem"
    port = int(server.url.rpartition(":")[2])
    before = ssl.get_server_certificate(("127.0.0.1", port))
    pem.unlink()
    end = time.monotonic() + 60
    while ssl.get_server_certificate(("127.0.0.1", port)) == before:
        assert time.monotonic() < end, server.log.read_text()
        time.sleep(0.5)
    assert get(page + "/")[0] == 200
    assert server.answers()
