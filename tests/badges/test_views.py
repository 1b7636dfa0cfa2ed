"""Badges at the desk: counts and sheets."""

from __future__ import annotations

from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.badges.exports import STOCKS
from tests.support import people

BADGES = "/desk/meeting/badges"


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """A published meeting."""
    return people.hold()


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """The print room."""
    return people.desk(app, event_id, "print")


def test_without_badges_the_page_says_what_comes(desk: FlaskClient, event_id: UUID) -> None:
    people.register(event_id)
    page = desk.get(f"{BADGES}?lang=en").text
    assert "No badge yet." in page
    assert '<form method="post" action="/desk/meeting/badges.pdf"' not in page
    refused = desk.post(f"{BADGES}.pdf?lang=en")
    assert refused.status_code == 409
    assert "Nobody is approved yet" in refused.text


def test_the_page_counts_badges_by_category(desk: FlaskClient, event_id: UUID) -> None:
    people.all_approved(event_id, 3)
    people.approved(event_id, 4, category="press")
    page = " ".join(desk.get(f"{BADGES}?lang=en").text.split())
    assert "4 badges are ready to print." in page
    for name, number in (("Mayor", 3), ("Press", 1)):
        assert f'{name}</th><td class="cell-number"><bdi>{number}</bdi>' in page
    assert all(f'value="{name}"' in page for name in STOCKS)
    assert 'dir="rtl"' in desk.get(f"{BADGES}?lang=ar").text


def test_sheets_come_as_pdf_in_each_format(desk: FlaskClient, event_id: UUID) -> None:
    codes = sorted(one.code for one in people.all_approved(event_id, 2))
    for name in STOCKS:
        answer = desk.post(f"{BADGES}.pdf", data={"format": name})
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        assert answer.headers["Content-Disposition"] == f'inline; filename="meeting-badges-{name}.pdf"'
        assert "no-store" in answer.headers["Cache-Control"]
        pages = [
            page.render(scale=200 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(answer.data)
        ]
        assert sorted(one.text for page in pages for one in zxingcpp.read_barcodes(page)) == codes


def test_an_unknown_format_is_not_found(desk: FlaskClient, event_id: UUID) -> None:
    people.approved(event_id)
    assert desk.post(f"{BADGES}.pdf", data={"format": "a0"}).status_code == 404


def test_whoever_may_look_may_not_print(app: Flask, event_id: UUID) -> None:
    people.approved(event_id)
    auditor = people.desk(app, event_id, "auditor")
    assert "badges.pdf" not in auditor.get(BADGES).text
    assert auditor.post(f"{BADGES}.pdf").status_code == 403
