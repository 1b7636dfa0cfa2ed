"""Closing a half-day: gaps, numbers from the keyboard, what is taken back, and the anchor; on both databases."""

from __future__ import annotations

import re
import threading
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient

from app.attendance import queries, service
from app.attendance.exports import closing_pdf
from app.attendance.exports.closing_sheet import ClosingSheet
from app.attendance.rules import How
from app.audit import queries as journal
from app.checkin import queries as checkin
from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.verify.anchors import Anchor
from tests.attendance.conftest import Morning, moment
from tests.checkin.conftest import Door, line
from tests.support import people as desks

CLOSING = "/desk/meeting/closing/1am"


def gaps(morning: Morning) -> tuple[int, int, int, int]:
    found = service.gaps_of(morning.event_id, "1am", queries.register(morning.event_id))
    return len(found.unsigned), len(found.unscanned), len(found.speakers_missing), len(found.pages)


def test_numbers_close_the_gaps_and_are_taken_once(morning: Morning) -> None:
    assert gaps(morning) == (2, 0, 0, 1)
    text = f"{morning.number(morning.people[0])} {morning.number(morning.people[2])} 99 x"
    entered = service.enter(morning.event_id, morning.sheet, text, How.PAPER)
    assert (entered.fresh, entered.known, entered.wrong) == (2, 0, ("99", "x"))
    again = service.enter(morning.event_id, morning.sheet, "1-5", How.PAPER)
    assert (again.fresh, again.known) == (3, 2)
    assert gaps(morning) == (0, 3, 0, 1)
    assert service.hand_in(morning.event_id, morning.sheet, [1, 7, -1]) == 1
    assert gaps(morning) == (0, 3, 0, 0)
    assert queries.first_break_of_signatures(morning.event_id) is None


def test_after_the_closing_everything_needs_a_reason_and_nothing_is_overwritten(morning: Morning) -> None:
    service.enter(morning.event_id, morning.sheet, "1", How.PAPER)
    with pytest.raises(service.NameNeeded):
        service.close(morning.event_id, "1am", "  ")
    first = service.close(morning.event_id, "1am", "Amina")
    with pytest.raises(service.ReasonNeeded):
        service.enter(morning.event_id, morning.sheet, "2", How.PAPER)
    with pytest.raises(service.ReasonNeeded):
        service.enter_people(morning.event_id, "1am", [morning.people[0].id], How.PAPER)
    assert service.enter(morning.event_id, morning.sheet, "2", How.PAPER, "Page found").fresh == 1
    signer = queries.lines_of(morning.sheet.id)[0].registration_id
    assert signer is not None
    with pytest.raises(service.ReasonNeeded):
        service.take_back(morning.event_id, "1am", signer, " ")
    service.take_back(morning.event_id, "1am", signer, "Wrong line")
    with pytest.raises(service.NotSigned):
        service.take_back(morning.event_id, "1am", signer, "Again")
    second = service.close(morning.event_id, "1am", "Bilal", "One page late")
    assert (first.number, second.number) == (1, 2)
    assert (first.counts["signed"], second.counts["signed"]) == (1, 1)
    assert (first.signatures_number, second.signatures_number) == (1, 3)
    assert [one.number for one in queries.closings(morning.event_id, "1am")] == [2, 1]
    with pytest.raises(NotFound):
        service.close(morning.event_id, "9am", "Amina")


def test_the_anchor_is_where_the_chains_end(morning: Morning) -> None:
    service.enter(morning.event_id, morning.sheet, "1-3", How.PAPER)
    before = journal.last_number(morning.event_id)
    made = service.close(morning.event_id, "1am", "Amina")
    assert (made.scans_number, made.scans_link) == journal.head(checkin.chain_of(morning.event_id))
    chain = queries.chain_of_signatures(morning.event_id)
    assert (made.signatures_number, made.signatures_link) == journal.head(chain)
    assert made.journal_number == before
    written = journal.entries(journal.Filter(morning.event_id), 9)
    assert "attendance.closed" in {one.action for one in written if one.number > before}


def test_a_closing_while_scans_arrive_counts_what_its_anchor_covers(app: Flask, morning: Morning) -> None:
    """Eight phones and one desk at once: each closing's figures are those of the log up to its anchor."""
    late = [line(one, at=clock.stamp(moment(9, 45))) for one in morning.people[2:]]
    doors = [Door(app, morning.event_id, f"Door {number}") for number in range(3)]
    made: list[tuple[int, int]] = []

    def close() -> None:
        with app.app_context():
            for _time in range(3):
                one = service.close(morning.event_id, "1am", "Amina")
                made.append((one.scans_number, one.counts["scanned"]))

    work = [threading.Thread(target=door.scan, args=(one,)) for door, one in zip(doors, late, strict=True)]
    work.append(threading.Thread(target=close))
    for one in work:
        one.start()
    for one in work:
        one.join()
    assert len(made) == 3
    assert all(scanned == number for number, scanned in made), made
    assert queries.register(morning.event_id).counts("1am").scanned == 5
    assert checkin.first_break(morning.event_id) is None


@pytest.fixture
def desk(app: Flask, morning: Morning) -> FlaskClient:
    return desks.desk(app, morning.event_id, "door-chief")


def test_the_desk_sees_the_gaps_types_numbers_and_closes(desk: FlaskClient, morning: Morning) -> None:
    page = desk.get(f"{CLOSING}?lang=en").text
    assert "2 people were scanned and did not sign" in page
    assert f"{morning.sheet.reference}-1" in page
    typed = {"sheet": morning.sheet.reference, "numbers": "1\n2 77"}
    wrong = desk.post(f"{CLOSING}/numbers?lang=en", data=typed)
    assert wrong.status_code == 422
    assert ">77</textarea>" in wrong.text
    assert "2 signatures entered" in wrong.text
    ticked = {"person": [str(one.id) for one in morning.people[:2]]}
    assert desk.post(f"{CLOSING}/people", data=ticked).status_code == 303
    assert (
        desk.post(f"{CLOSING}/pages", data={"sheet": morning.sheet.reference, "page": "1"}).status_code == 303
    )
    assert desk.post(f"{CLOSING}?lang=en", data={"name": ""}).status_code == 422
    assert desk.post(CLOSING, data={"name": "Amina Mint Salem"}).status_code == 303
    page = desk.get(f"{CLOSING}?lang=ar").text
    assert "Amina Mint Salem" in page
    late = desk.post(f"{CLOSING}/numbers?lang=en", data={**typed, "numbers": "5"})
    assert late.status_code == 422
    assert "only changed with a reason" in late.text
    assert ">5</textarea>" in late.text
    assert desk.get("/desk/meeting/closing?lang=fr").status_code == 200


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("numbers", {"sheet": "ZZZZZZ", "numbers": "1"}),
        ("people", {"person": "nobody"}),
        ("people", {"person": str(UUID(int=5))}),
        ("take-back", {"person": "", "reason": "x"}),
        ("pages", {"sheet": "", "page": "1"}),
    ],
)
def test_what_is_not_there_is_not_found(desk: FlaskClient, path: str, data: dict[str, str]) -> None:
    assert desk.post(f"{CLOSING}/{path}", data=data).status_code == 404


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_closing_sheet_carries_the_anchor_in_letters_and_as_a_code(
    desk: FlaskClient, morning: Morning, language: str
) -> None:
    made = service.close(morning.event_id, "1am", "Amina", "<b>Late</b>")
    file = desk.get(f"{CLOSING}/1.pdf?lang={language}")
    assert file.mimetype == "application/pdf"
    document = pypdfium2.PdfDocument(file.data)
    assert len(document) == 1
    codes = zxingcpp.read_barcodes(document[0].render(scale=3).to_pil().convert("L"))
    anchor = Anchor.read(codes[0].text)
    assert (anchor.event, anchor.scans[0], anchor.journal[0]) == ("meeting", 2, made.journal_number)
    assert bytes(made.scans_link).startswith(anchor.scans[1])
    assert desk.get(f"{CLOSING}/2.pdf").status_code == 404


def test_a_closing_sheet_says_all_names_that_have_room_and_breaks_no_reference() -> None:
    names = [f"Mohamed Lemine {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2]
    pages = [f"59K2NM-{number}" for number in range(1, 16)]
    sheet = ClosingSheet(
        "fr", "Clôture", "Réunion", "Jour 1", "28 janvier", ["Clôturé par : Amina"], [("Attendus", 60)],
        [("Scannés, non signés", names), ("Pages non rendues", pages)], "", "Ancre", "Gardez.", ["MULTAQA-1"],
        "Signature", "et {number} autres",
    )  # fmt: skip
    document = pypdfium2.PdfDocument(closing_pdf(sheet))
    text = document[0].get_textpage().get_text_range()
    assert "autres" not in text
    assert all(page in text for page in pages)


def test_whoever_did_not_sign_stands_in_the_order_of_the_sheet(desk: FlaskClient, morning: Morning) -> None:
    morning.door.scan(*(line(one, at=clock.stamp(moment(9, 50))) for one in morning.people[2:]))
    page = desk.get(f"{CLOSING}?lang=en").get_data(as_text=True)
    listed = page[page.index('id="unsigned"') : page.index("</table>", page.index('id="unsigned"'))]
    assert re.findall(r"<bdi>(\d+)</bdi>", listed) == ["1", "2", "3", "4", "5"]
