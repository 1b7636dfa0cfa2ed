"""What links show where they are passed on, and what search engines read; and that no policy refuses it."""

from __future__ import annotations

import json
import re
from datetime import datetime, time
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from playwright.sync_api import Browser

from app.agenda import service
from app.agenda.exports import Picture, event_picture
from app.agenda.rules import SessionState
from tests.support.browser import PHONE, window
from tests.support.meetings import meeting, with_session
from tests.support.server import listening

PAGES = ("/meeting/", "/meeting/agenda", "/meeting/sessions/opening")


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    event_id = service.import_document(meeting(), publish=True).event_id
    service.import_document(with_session(meeting(), "dinner", state=SessionState.CANCELLED), publish=True)
    return event_id


def linked(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert found is not None
    said: dict[str, Any] = json.loads(found[1])
    return said


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_is_where_its_link_goes(
    event_id: UUID, client: FlaskClient, path: str, language: str
) -> None:
    page = client.get(f"{path}?lang={language}").text
    tags = dict(re.findall(r'<meta property="(og:[\w:]+)" content="([^"]*)">', page))
    assert meeting().event.title[language] in tags["og:title"]
    assert tags["og:locale"].startswith(language)
    assert tags["og:image"].endswith(f"/meeting/picture-{language}.png")
    assert tags["og:url"].endswith(f"{path}?lang={language}")
    assert all(tags[name].startswith("http") for name in ("og:url", "og:image"))


def test_the_picture_is_there_in_each_language(event_id: UUID, client: FlaskClient) -> None:
    pictures = set()
    for language in ("ar", "fr", "en"):
        answer = client.get(f"/meeting/picture-{language}.png")
        assert answer.mimetype == "image/png"
        assert Image.open(BytesIO(answer.data)).size == (1200, 630)
        pictures.add(answer.data)
    assert len(pictures) == 3
    assert client.get("/meeting/picture-de.png").status_code == 404


def test_a_picture_sets_arabic_on_the_right() -> None:
    """Ink begins at the reading edge: the outer fifth on the other side stays empty where the title is short."""
    for language, title, empty in (
        ("ar", "مدن", (90, 170, 240, 400)),
        ("fr", "Villes", (960, 170, 1110, 400)),
    ):
        drawn = Image.open(BytesIO(event_picture(Picture(title, "", "", "#0b6b58", language))))
        assert len(drawn.crop(empty).getcolors(maxcolors=9999)) == 1
        assert len(drawn.crop((90, 170, 1110, 400)).getcolors(maxcolors=9999)) > 10


def test_search_engines_read_the_event_with_its_sessions(event_id: UUID, client: FlaskClient) -> None:
    said = linked(client.get("/meeting/agenda?lang=fr").text)
    assert (said["@context"], said["@type"], said["name"]) == (
        "https://schema.org",
        "Event",
        "Réunion annuelle",
    )
    assert (said["startDate"], said["endDate"]) == ("2027-03-25", "2027-03-26")
    assert said["inLanguage"] == ["ar", "fr", "en"]
    assert said["location"]["name"] == "Palais des congrès"
    subs = {one["name"]: one for one in said["subEvent"]}
    assert set(subs) == {"Ouverture", "Plénière 1", "Dîner"}
    assert subs["Dîner"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert subs["Ouverture"]["eventStatus"] == "https://schema.org/EventScheduled"
    assert subs["Plénière 1"]["inLanguage"] == ["ar", "fr"]
    assert datetime.fromisoformat(subs["Ouverture"]["startDate"]).isoformat() == "2027-03-25T09:30:00+01:00"
    assert subs["Ouverture"]["url"].endswith("/meeting/sessions/opening")


def test_a_session_names_the_event_that_it_belongs_to(event_id: UUID, client: FlaskClient) -> None:
    said = linked(client.get("/meeting/sessions/opening?lang=en").text)
    assert (said["name"], said["superEvent"]["name"]) == ("Opening", "Annual meeting")


def test_nothing_in_a_title_ends_the_data(db: SQLAlchemy, client: FlaskClient) -> None:
    document = with_session(
        meeting(), "opening", title=meeting().sessions[0].title.__class__(fr="</script><b>")
    )
    service.import_document(document, publish=True)
    assert "</script><b>" not in client.get("/meeting/agenda?lang=fr").text
    assert {one["name"] for one in linked(client.get("/meeting/agenda?lang=fr").text)["subEvent"]} >= {
        "</script><b>"
    }


def test_the_policy_of_the_pages_lets_the_data_be(sqlite_app: Flask, browser: Browser) -> None:
    with sqlite_app.app_context():
        service.import_document(with_session(meeting(), "opening", starts=time(9)), publish=True)
    with listening(sqlite_app) as url, window(browser, "ar", PHONE) as (context, _watch):
        page = context.new_page()
        for path in PAGES:
            page.goto(url + path)  # a refusal by the policy would be an error of the console, and fail here
            data = page.evaluate(
                "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)"
            )
            assert data["@type"] == "Event"
