"""Which language a visitor is answered in: what they ask for, chose before, their browser says, or the event speaks."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel import guard, i18n
from tests.support.people import hold


@pytest.fixture
def visitor(sqlite_app: Flask) -> FlaskClient:
    """A visitor of a page about nothing, of one about an event, and of one about an event without our languages."""

    @sqlite_app.get("/speak")
    @sqlite_app.get("/<event>/speak")
    @guard.open_to_all
    def speak(event: str = "") -> str:
        return i18n.current_language()

    with sqlite_app.app_context():
        hold(languages=("fr", "ar", "en"))
        hold("foreign", languages=("es", "pt"))
    return sqlite_app.test_client()


@pytest.mark.parametrize(
    ("path", "cookie", "browser", "language"),
    [
        ("/speak?lang=ar", "fr", "en", "ar"),
        ("/speak", "fr", "en", "fr"),
        ("/speak", "", "ar-MR,ar;q=0.9,fr;q=0.8", "ar"),
        ("/speak", "", "es,pt;q=0.9,fr;q=0.1", "fr"),
        ("/speak", "", "fr;q=0.5,en;q=0.9", "en"),
        ("/speak", "", "es", "en"),
        ("/speak", "", "", "en"),
        ("/meeting/speak", "", "", "fr"),
        ("/meeting/speak", "", "es", "fr"),
        ("/meeting/speak", "", "en", "en"),
        ("/meeting/speak", "ar", "en", "ar"),
        ("/meeting/speak?lang=es", "", "", "fr"),
        ("/meeting/speak?lang=es", "xx", "ar", "ar"),
        ("/foreign/speak", "", "", "en"),
    ],
)
def test_the_nearest_wish_decides(
    visitor: FlaskClient, path: str, cookie: str, browser: str, language: str
) -> None:
    if cookie:
        visitor.set_cookie("lang", cookie)
    assert visitor.get(path, headers={"Accept-Language": browser} if browser else {}).text == language


def test_a_choice_is_answered_directly_and_remembered(visitor: FlaskClient) -> None:
    chosen = visitor.get("/speak?lang=ar", headers={"Accept-Language": "fr"})
    assert (chosen.status_code, chosen.text) == (200, "ar")
    assert "Max-Age=31536000" in chosen.headers["Set-Cookie"]
    assert visitor.get("/speak", headers={"Accept-Language": "fr"}).text == "ar"


def test_a_language_that_we_do_not_speak_is_not_remembered(visitor: FlaskClient) -> None:
    assert "Set-Cookie" not in visitor.get("/speak?lang=es").headers


def test_the_choice_travels_safely_behind_tls(visitor: FlaskClient) -> None:
    chosen = visitor.get("/speak?lang=ar", base_url="https://meet.example")
    assert "Secure" in chosen.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["/meeting/agenda", "/meeting/register", "/desk/sign-in", "/no/such/page"])
def test_every_page_links_to_itself_in_the_other_languages(visitor: FlaskClient, path: str) -> None:
    page = visitor.get(f"{path}?lang=fr").text
    links = dict(re.findall(r'<a href="([^"]*lang=(?:ar|fr|en))"[^>]*lang="(\w+)"', page))
    assert set(links.values()) >= {"ar", "en"}
    for link, language in links.items():
        address = path if link.startswith("?") else ""
        assert f'<html lang="{language}"' in visitor.get(address + link.replace("&amp;", "&")).text


def test_what_a_page_was_asked_stays_in_its_other_languages(visitor: FlaskClient) -> None:
    page = visitor.get("/desk/sign-in?next=/desk/meeting/&lang=fr").text
    assert "/desk/sign-in?next=/desk/meeting/&amp;lang=ar" in page


@pytest.mark.parametrize(("language", "side"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_a_page_says_its_language_and_direction(visitor: FlaskClient, language: str, side: str) -> None:
    assert f'<html lang="{language}" dir="{side}">' in visitor.get(f"/meeting/?lang={language}").text
