"""Sign-in sheets at the desk, on both databases."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries, service
from app.attendance.rules.sheets import Part, SheetChoices
from app.kernel.errors import NotFound
from tests.attendance.conftest import past
from tests.support import people
from tests.support.filled import fields
from tests.support.people import all_approved, approved

SHEETS = "/desk/meeting/sheets"
FORM = {"places": ["1am", "1pm"], "order": "latin", "languages": "ar+fr", "contact": "phone", "blank": "3"}


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    found = past()
    all_approved(found, 4)
    approved(found, 4, category="press")
    return found


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    return people.desk(app, event_id, "organiser")


def test_one_press_prints_the_half_days_and_numbers_are_kept(desk: FlaskClient, event_id: UUID) -> None:
    page = desk.get(f"{SHEETS}?lang=en").text
    assert page.count("checked") >= 4
    made = desk.post(SHEETS, data={**FORM, "apart": ["press"]})
    assert made.status_code == 303
    file = desk.get(made.location)
    assert (file.status_code, file.mimetype) == (200, "application/pdf")
    found = {one.sheet.place: one for one in queries.sheets(event_id)}
    assert {key: (one.lines, one.sheet.pages) for key, one in found.items()} == {"1am": (5, 2), "1pm": (4, 1)}
    lines = queries.lines_of(found["1am"].sheet.id)
    assert [(line.number, line.page, line.part) for line in lines][3:] == [
        (4, 1, "delegates"),
        (5, 2, "staff"),
    ]
    again = desk.get(f"{SHEETS}/{found['1am'].sheet.id}.xlsx", follow_redirects=True)
    assert "spreadsheet" in again.mimetype
    assert queries.sheet_choices(event_id, ("ar", "fr")).order == "latin"
    approved(event_id, 5)
    assert [line.registration_id for line in queries.lines_of(found["1am"].sheet.id)] == [
        line.registration_id for line in lines
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"places": []}, "tick at least one"),
        ({"places": ["cellar"]}, "places"),
        ({"blank": "9"}, "from 0 to 8"),
        ({"blank": "many"}, "blank"),
        ({"languages": "de"}, "languages"),
        ({"order": "height"}, "order"),
    ],
)
def test_what_cannot_be_made_is_refused_and_nothing_is_lost(
    desk: FlaskClient, wrong: dict[str, object], said: str
) -> None:
    answer = desk.post(f"{SHEETS}?lang=en", data=FORM | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert fields(answer.text).get("order") == (None if "order" in wrong else ["latin"])


def test_everybody_stands_once_in_the_order_that_was_asked_for(desk: FlaskClient, event_id: UUID) -> None:
    places = queries.places(event_id)
    for order in ("precedence", "ar", "latin", "delegation", "country"):
        choices = SheetChoices(order=order, apart=("press",))
        parts = queries.parts_of(event_id, places["1am"], places, choices, queries.everybody(event_id, "fr"))
        assert [len(parts[part]) for part in Part] == [4, 0, 1]
        names = {one.face.registration: one.face.name_latin for one in queries.everybody(event_id, "fr")}
        listed = [names[one.registration] for one in parts[Part.DELEGATES] if one.registration]
        if order == "latin":
            assert listed == sorted(listed)


def test_sheets_of_others_and_of_nowhere_are_not_found(desk: FlaskClient, event_id: UUID) -> None:
    assert desk.get(f"{SHEETS}/print.pdf?refs=ZZZZZZ,").status_code == 404
    with pytest.raises(NotFound):
        service.make_sheets(event_id, ["cellar"], SheetChoices())
    with pytest.raises(NotFound):
        service.make_sheets(event_id, [], SheetChoices())
