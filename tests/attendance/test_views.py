"""Attendance at the desk: counts, one session's list, and the files read back."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries
from app.attendance.rules import Measure, Paper, Rule
from app.audit import queries as journal
from app.kernel import clock
from tests.attendance.conftest import Hall
from tests.support import people

LISTS = "/desk/meeting/attendance"


@pytest.fixture
def desk(app: Flask, hall: Hall) -> FlaskClient:
    """Somebody who may see and take lists."""
    return people.desk(app, hall.event_id, "door-chief")


def hour(hall: Hall) -> str:
    """When the first one came, on the clocks of the event."""
    return f"{clock.local(hall.came, 'Europe/Paris'):%H:%M}"


def pages(content: bytes) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(content)]


def test_every_place_says_how_many_came(desk: FlaskClient, hall: Hall) -> None:
    page = desk.get(f"{LISTS}?lang=en").text
    rows = [" ".join(row.split()) for row in page.split("<tr>")]
    came = {
        name: next(row for row in rows if name in row) for name in ("Main entrance", "Opening", "Plenary 1")
    }
    assert [f"<bdi>{number}</bdi>" in came[name] for name, number in zip(came, (1, 0, 3), strict=True)] == [
        True
    ] * 3
    assert f"{LISTS}/plenary-1.pdf" in page


def test_a_sessions_page_lists_people_with_state_and_hours(desk: FlaskClient, hall: Hall) -> None:
    page = desk.get(f"{LISTS}/plenary-1?lang=en").text
    assert "3 people came" in page
    assert [page.count(word) for word in ("Inside</", "Came</", "Not seen</", "Not expected</")] == [
        2,
        1,
        1,
        1,
    ]
    assert f"<bdi>{hour(hall)}</bdi>" in page
    assert page.index("Amina Mint Salem") < page.index("Bilal Haddad") < page.index("Khadija Mansouri")
    arabic = desk.get(f"{LISTS}/plenary-1?lang=ar").text
    assert 'dir="rtl"' in arabic
    assert arabic.index("خديجة المنصوري") < arabic.index("داود باه")


def test_the_paper_list_names_everybody_with_their_hour(desk: FlaskClient, hall: Hall) -> None:
    answer = desk.get(f"{LISTS}/plenary-1.pdf?lang=fr")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="meeting-plenary-1.pdf"'
    (page,) = pages(answer.data)
    for said in (
        "Plénière 1",
        "Réunion annuelle",
        "Amina Mint Salem",
        "Khadija Mansouri",
        hour(hall),
        "Cofinancé",
    ):
        assert said in page, said


def test_the_spreadsheet_holds_the_same_facts(desk: FlaskClient, hall: Hall) -> None:
    answer = desk.get(f"{LISTS}/plenary-1.xlsx?lang=fr")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    people_rows = [row for row in rows if isinstance(row[0], int)]
    came = clock.local(hall.came, "Europe/Paris").replace(tzinfo=None)
    went = clock.local(hall.went, "Europe/Paris").replace(tzinfo=None)
    assert [row[2] for row in people_rows] == [
        "Amina Mint Salem", "Bilal Haddad", "Daouda Bah", "Khadija Mansouri",
    ]  # fmt: skip
    assert people_rows[0][1:] == [
        "أمينة بنت سالم", "Amina Mint Salem", "Maire", "Rosso", "Mauritanie", "Maire", came, went,
    ]  # fmt: skip
    assert people_rows[3][-2:] == [None, None]


def test_an_arabic_list_leads_in_arabic(desk: FlaskClient, hall: Hall) -> None:
    sheet = openpyxl.load_workbook(BytesIO(desk.get(f"{LISTS}/plenary-1.xlsx?lang=ar").data)).worksheets[0]
    names = [row[1].value for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert names == ["أمينة بنت سالم", "بلال الحداد", "خديجة المنصوري", "داود باه"]
    assert sheet.sheet_view.rightToLeft


def test_every_file_leaves_a_line_in_the_journal(desk: FlaskClient, hall: Hall) -> None:
    for ending in ("pdf", "xlsx"):
        assert desk.get(f"{LISTS}/main.{ending}").status_code == 200
    wanted = journal.Filter(hall.event_id, action="attendance.exported")
    assert [entry.content["after"] for entry in journal.entries(wanted) if entry.content] == [
        {"session": "main", "format": ending, "people": 4} for ending in ("xlsx", "pdf")
    ]


def test_before_anybody_is_approved_the_page_says_what_comes(app: Flask, db: SQLAlchemy) -> None:
    desk = people.desk(app, people.hold(), "door-chief")
    page = desk.get(f"{LISTS}/opening?lang=en").text
    assert "Nobody is approved yet." in page
    assert "/desk/meeting/delegates" in page
    assert len(pages(desk.get(f"{LISTS}/opening.pdf").data)) == 1
    assert desk.get(f"{LISTS}/opening.xlsx").status_code == 200


@pytest.mark.parametrize("address", ["cellar", "cellar.pdf", "dinner.xlsx", "opening.doc"])
def test_there_is_no_list_of_an_unknown_place(desk: FlaskClient, address: str) -> None:
    assert desk.get(f"{LISTS}/{address}").status_code == 404


def test_the_rule_of_presence_is_set_at_the_desk_and_refused_in_words(app: Flask, hall: Hall) -> None:
    desk = people.desk(app, hall.event_id, "organiser")
    address = "/desk/meeting/presence"
    wrong = desk.post(f"{address}?lang=en", data={"scan": "share", "least": "101", "signature": "needed"})
    assert wrong.status_code == 422
    assert "100 per cent" in wrong.text
    assert 'value="101"' in wrong.text
    assert desk.post(address, data={"scan": "none", "signature": "counts"}).status_code == 422
    assert (
        desk.post(address, data={"scan": "minutes", "least": "soon", "signature": "counts"}).status_code
        == 422
    )
    saved = desk.post(address, data={"scan": "minutes", "least": "20", "signature": "needed"})
    assert saved.status_code == 303
    assert queries.rule_of(hall.event_id) == Rule(Measure.MINUTES, 20, Paper.NEEDED)
    page = desk.get(f"{address}?lang=ar").text
    assert 'value="20"' in page
    assert 'dir="rtl"' in page
    kept = journal.entries(journal.Filter(hall.event_id, "attendance.rule-set"))
    assert kept[0].content is not None
    assert kept[0].content["after"] == {"presence": "minutes 20, signature needed"}
    assert (
        people.desk(app, hall.event_id, "door-chief").post(address, data={"scan": "first"}).status_code == 403
    )
