"""Statistics at the desk and for everybody."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import update

from app.agenda.models import Session
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.statistics import service
from tests.statistics.conftest import Past, moment, scan, write
from tests.support.people import desk

PAGE = "/desk/meeting/statistics"


def test_the_page_says_that_nothing_changed_until_something_does(app: Flask, past: Past) -> None:
    client = desk(app, past.event_id, "organiser")
    first = client.get(f"{PAGE}?lang=fr")
    assert first.status_code == 200
    assert "12 approuvés sur 12 inscrits" in first.text
    name = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"{PAGE}?lang=fr", headers=name).status_code == 304
    assert client.get(f"{PAGE}?lang=ar", headers=name).status_code == 200
    assert desk(app, past.event_id, "auditor").get(f"{PAGE}?lang=fr", headers=name).status_code == 200
    write(past.event_id, [scan(past.people[0], moment(9, 40), "opening")])
    assert client.get(f"{PAGE}?lang=fr", headers=name).status_code == 200


def test_figures_are_narrowed_by_place_and_people(app: Flask, past: Past) -> None:
    write(past.event_id, [scan(one, moment(9, 40), "opening") for one in past.people[:7]])
    client = desk(app, past.event_id, "organiser")
    text = client.get(f"{PAGE}?lang=en&place=opening&gender=female&country=zz").text
    assert "3 approved of 3 registered, 2 arrived" in text
    assert re.search(r'<option value="opening" selected>', text)
    assert "Inside now" in text
    narrowed = client.get(f"{PAGE}.csv?gender=female").text
    assert "overview,arrived,people,2" in narrowed


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_figures_come_as_files(app: Flask, past: Past, kind: str) -> None:
    answer = desk(app, past.event_id, "door-chief").get(f"{PAGE}.{kind}?lang=ar")
    assert answer.status_code == 200
    assert f"meeting-statistics.{kind}" in answer.headers["Content-Disposition"]
    assert desk(app, past.event_id, "accreditation").get(f"{PAGE}.{kind}").status_code == 403


def test_a_picture_has_no_inline_style_and_escapes_what_people_wrote(app: Flask, past: Past) -> None:
    with atomic() as session:
        hostile = Text(en='<script>alert(1)</script>" onload="x', fr="\u202e<b>")
        session.execute(update(Session).where(Session.key == "opening").values(title=hostile))
    for language in ("en", "fr", "ar"):
        text = desk(app, past.event_id, "organiser").get(f"{PAGE}?lang={language}").text
        assert "<script>alert" not in text
        assert "<b>" not in text
        assert 'onload="x' not in text
        assert not re.search(r"<(svg|rect|text|polyline|pattern|circle)[^>]*\sstyle=", text)


def test_the_quorum_is_recorded_at_the_desk(app: Flask, past: Past) -> None:
    client = desk(app, past.event_id, "organiser")
    address = f"{PAGE}/quorum"
    assert "No quorum" in client.get(f"{address}?lang=en").text
    write(past.event_id, [scan(past.people[0], moment(14, 5, 2), "closing")])
    assert client.post(f"{address}/closing?lang=en").status_code == 303
    text = client.get(f"{address}?lang=en").text
    assert "Recorded: the quorum is reached." in text
    assert "Reached for the first time at 14:05" in text
    assert client.post(f"{address}/opening?lang=en").status_code == 404
    assert client.post(f"{address}/basis?lang=en", data={"basis": "all"}).status_code == 422
    assert client.post(f"{address}/basis?lang=en", data={"basis": "third"}).status_code == 303
    assert desk(app, past.event_id, "auditor").post(f"{address}/closing").status_code == 403


def test_everybody_sees_what_was_published_and_nothing_before_or_after(app: Flask, past: Past) -> None:
    visitor, client = app.test_client(), desk(app, past.event_id, "organiser")
    assert visitor.get("/meeting/statistics").status_code == 404
    assert client.post(f"{PAGE}/publication").status_code == 303
    shown = visitor.get("/meeting/statistics?lang=fr")
    assert shown.status_code == 200
    assert "masqué" in shown.text
    assert 'href="/meeting/statistics"' in visitor.get("/meeting/?lang=fr").text
    assert visitor.get("/meeting/statistics.pdf?lang=ar").mimetype == "application/pdf"
    assert client.post(f"{PAGE}/publication/withdraw").status_code == 303
    assert visitor.get("/meeting/statistics?lang=fr").status_code == 404
    assert visitor.get("/meeting/statistics.pdf").status_code == 404


def test_what_is_published_names_nobody(app: Flask, past: Past) -> None:
    service.record_quorum(past.event_id, "closing")
    service.publish(past.event_id)
    text = app.test_client().get("/meeting/statistics?lang=en").text
    assert "Delegate 0" not in text
    assert "Multaqa" not in text
