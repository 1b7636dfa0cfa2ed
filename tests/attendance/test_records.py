"""Lists after the fact and the matrix: the same numbers on the page and in every file; on both databases."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from uuid import UUID

import openpyxl
import pypdfium2
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries, service
from app.attendance.rules import SHOWS, How, Wanted, recorded
from app.attendance.service import Given
from app.kernel import clock
from app.kernel.errors import NotFound
from tests.attendance.conftest import moment, past
from tests.checkin.conftest import Door, line
from tests.support import people as desks
from tests.support.people import all_approved, approved

LIST = "/desk/meeting/presence/list"
MATRIX = "/desk/meeting/presence/matrix"


@pytest.fixture
def event_id(app: Flask, db: SQLAlchemy) -> UUID:
    """Of five one scanned and signed, one only scanned, one only signed, two neither, and a formula among them."""
    event_id = past()
    people = [*all_approved(event_id, 4), approved(event_id, 4, name_latin="=HYPERLINK Ould Cmd")]
    door = Door(app, event_id)
    door.scan(*(line(one, at=clock.stamp(moment(9, 40))) for one in people[:2]))
    service.sign(
        event_id, [Given("opening", How.PAPER, moment(10), one.id) for one in (people[0], people[2])]
    )
    return event_id


def test_what_a_list_shows(event_id: UUID) -> None:
    register = queries.register(event_id)
    found = {show: len(recorded(register, "opening", Wanted(show), "fr")) for show in SHOWS}
    assert found == {
        "all": 5, "present": 3, "absent": 2, "scanned": 2, "signed": 2, "both": 1, "scan-only": 1,
        "signature-only": 1, "neither": 2,
    }  # fmt: skip
    assert recorded(register, "opening", Wanted("all", category="press"), "fr") == []
    assert len(recorded(register, "opening", Wanted("all", country="MR"), "ar")) == 5


def test_every_file_says_the_same(app: Flask, event_id: UUID) -> None:
    desk = desks.desk(app, event_id, "auditor")
    asked = "?place=opening&show=all&lang=fr"
    said = json.loads(desk.get(f"{LIST}.json{asked}").data)
    assert (said["place"], len(said["rows"]), said["rule"]["scan"]) == ("opening", 5, "first")
    assert sum(row["present"] == "oui" for row in said["rows"]) == 3
    table = list(csv.reader(StringIO(desk.get(f"{LIST}.csv{asked}").data.decode("utf-8-sig"))))
    assert len(table) == 6
    assert any(cell.startswith("'=HYPERLINK") for row in table for cell in row)
    book = openpyxl.load_workbook(BytesIO(desk.get(f"{LIST}.xlsx{asked}").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value]
    assert all(cell.data_type != "f" for cell in cells)
    assert sum(cell.value == "oui" for cell in cells) == 5 + 3
    assert book.worksheets[0].print_title_rows
    pages = pypdfium2.PdfDocument(desk.get(f"{LIST}.pdf{asked}").data)
    text = pages[0].get_textpage().get_text_range()
    assert text.count("oui") == 3
    assert "09:40" in text


def test_the_matrix_adds_up(app: Flask, event_id: UUID) -> None:
    desk = desks.desk(app, event_id, "auditor")
    said = json.loads(desk.get(f"{MATRIX}.json?kind=session&lang=en").data)
    assert said["present"] == {"opening": 3, "plenary-1": 0}
    body = said["rows"][:-1]
    assert sum(row["opening"] == "✓" for row in body) == said["rows"][-1]["total"] == 3
    half = json.loads(desk.get(f"{MATRIX}.json?kind=halfday&lang=en").data)
    assert half["present"] == {"1am": 3, "1pm": 0}
    for ending in ("pdf", "xlsx", "csv"):
        assert desk.get(f"{MATRIX}.{ending}?lang=ar").status_code == 200
    page = desk.get(f"{MATRIX}?lang=ar").text
    assert page.count("<bdi>3</bdi>") >= 2


def test_the_pages_narrow_and_refuse_what_is_not_there(app: Flask, event_id: UUID) -> None:
    desk = desks.desk(app, event_id, "organiser")
    page = desk.get(f"{LIST}?place=opening&show=signature-only&lang=en").text
    assert "1 person on this list" in page
    assert desk.get(f"{LIST}?place=cellar").status_code == 404
    assert desk.get(f"{LIST}?show=nobody").status_code == 404
    assert desk.get(f"{LIST}.csv?place=cellar").status_code == 404
    assert "Nobody stands on this list" in desk.get(f"{LIST}?place=opening&category=press&lang=en").text
    with pytest.raises(NotFound):
        service.matrix_file(event_id, [], "csv", Wanted(), "fr")
    with pytest.raises(service.UnknownKind):
        service.list_file(event_id, "opening", "doc", Wanted(), "fr")


def test_half_days_of_the_old_list_and_the_new_one_count_the_same(event_id: UUID) -> None:
    old = queries.of_session(event_id, "opening", "fr")
    new = queries.register(event_id).counts("opening")
    assert (old.expected, old.attended, old.present) == (new.expected, new.scanned, new.inside)
