"""Badges at the desk: counts and sheets."""

from __future__ import annotations

import re
from io import BytesIO
from uuid import UUID

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.badges import queries, service
from app.badges.exports import STOCKS
from app.badges.rules import MEASURES, Correction
from app.registration.models import Registration
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
    assert 'name="paper"' not in page
    refused = desk.post(f"{BADGES}.pdf?lang=en")
    assert refused.status_code == 409
    assert "There is no badge to print." in refused.text


def test_the_page_counts_badges_by_category(desk: FlaskClient, event_id: UUID) -> None:
    people.all_approved(event_id, 3)
    people.approved(event_id, 4, category="press")
    page = " ".join(desk.get(f"{BADGES}?lang=en").text.split())
    assert "4 badges are ready to print." in page
    for name, number in (("Mayor", 3), ("Press", 1)):
        assert f"{name} ({number})</option>" in page
    assert "Not printed: 4. Changed since: 0. Printed: 0. Handed over: 0." in page
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
    assert 'name="paper"' not in auditor.get(BADGES).text
    assert auditor.post(f"{BADGES}.pdf").status_code == 403


def test_a_printing_goes_from_the_queue_to_its_page(desk: FlaskClient, event_id: UUID) -> None:
    amina = people.approved(event_id)
    begun = desk.post(BADGES, data={"what": "new", "order": "latin", "paper": "id1"}, follow_redirects=True)
    assert begun.status_code == 200
    assert "/badges/printings/" in begun.request.path  # it was done in a moment
    assert "index.pdf" in begun.text
    assert "Every badge is printed." in desk.get(f"{BADGES}?lang=en").text
    listed = desk.get(f"{BADGES}/printings?lang=en").text
    assert "No. 1" in listed
    run = re.findall(rf"{BADGES}/printings/([0-9a-f-]+)", listed)[0]
    page = desk.get(f"{BADGES}/printings/{run}?lang=en").text
    assert "Amina Mint Salem" in page
    sheets = desk.post(f"{BADGES}/printings/{run}/sheets")
    assert (sheets.status_code, sheets.mimetype) == (200, "application/pdf")
    picture = pypdfium2.PdfDocument(sheets.data)[0].render(scale=200 / 72).to_pil().convert("L")
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [amina.code]
    assert desk.get(f"{BADGES}/printings/{run}/index.pdf").mimetype == "application/pdf"


def test_a_badge_by_itself_opens_the_print_dialogue(desk: FlaskClient, event_id: UUID) -> None:
    amina = people.approved(event_id)
    address = f"/desk/meeting/delegates/{amina.id}/badge"
    answer = desk.post(address, data={"paper": "id1", "reason": "damaged"})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert pdf.Root.OpenAction.N == "/Print"
    assert desk.post(address, data={"paper": "no-such"}).status_code == 404
    assert desk.post(address.replace("/badge", "/handed"), data={"given": "1"}).status_code == 303
    assert "Handed over: 1." in " ".join(desk.get(f"{BADGES}?lang=en&what=all").text.split())


def test_after_a_lost_badge_its_page_says_that_the_new_one_waits_and_what_became_of_the_old(
    app: Flask, event_id: UUID
) -> None:
    amina = people.approved(event_id)
    owner, address = people.desk(app, event_id, "owner"), f"/desk/meeting/delegates/{amina.id}"
    owner.post(f"{address}/badge")
    assert "Not printed yet." not in owner.get(f"{address}?lang=en").text
    owner.post(f"{address}/new-code")
    page = owner.get(f"{address}?lang=en").text
    assert "Not printed yet." in page
    assert "Badge code revoked" in page


def test_a_design_is_chosen_and_tried_before_it_is_saved(desk: FlaskClient, event_id: UUID) -> None:
    people.approved(event_id)
    asked = "parts=function&back=note&note-fr=Wi-Fi"
    for address in (f"{BADGES}/preview.png?{asked}", f"{BADGES}/preview.png?{asked}&side=back&paper=a6"):
        answer = desk.get(address)
        assert (answer.status_code, answer.mimetype) == (200, "image/png")
    saved = desk.post(
        f"{BADGES}/design",
        data={"category": "press", "parts": ["function"], "back": "note", "note-fr": "Wi-Fi"},
    )
    assert saved.status_code == 303
    page = desk.get(f"{BADGES}/design?category=press&lang=en").text
    assert "Wi-Fi</textarea>" in page
    assert "Use the event’s design again" in page
    assert desk.get(f"{BADGES}/preview.png?who=nobody").status_code == 404
    assert desk.get(f"{BADGES}/design?category=nobody").status_code == 404


def test_measures_that_do_not_fit_are_said_at_their_field(desk: FlaskClient, event_id: UUID) -> None:
    typed = {"name": "Ours", "width": "90", "height": "55", "page_width": "210", "page_height": "297", "columns": "3",
             "rows": "4", "left": "5", "top": "5", "gap_x": "0", "gap_y": "0"}  # fmt: skip
    refused = desk.post(f"{BADGES}/papers?lang=en", data=typed)
    assert refused.status_code == 422
    assert "So many do not fit side by side on the paper." in refused.text
    assert 'value="Ours"' in refused.text
    assert desk.post(f"{BADGES}/papers", data={**typed, "columns": "2"}).status_code == 303
    assert "Ours" in desk.get(f"{BADGES}/papers").text
    said = {"duplex": "long", "single": "label", "line": "149", "left": "21", "bottom": "20"}
    far = desk.post(f"{BADGES}/printer?lang=en", data={**said, "line": "99"})
    assert far.status_code == 422
    assert "too far off" in far.text
    assert desk.post(f"{BADGES}/printer", data={**said, "single": "no-such"}).status_code == 422
    assert desk.post(f"{BADGES}/printer", data=said).status_code == 303
    page = desk.get(f"{BADGES}/test-page.pdf?paper=a4x8&lang=en")
    assert page.mimetype == "application/pdf"
    words = pypdfium2.PdfDocument(page.data)[0].get_textpage().get_text_range()
    assert "100" in words
    assert "%%" not in words


def test_a_badge_by_itself_comes_on_the_paper_that_was_chosen_for_it(
    desk: FlaskClient, event_id: UUID
) -> None:
    amina = people.approved(event_id)
    own = service.save_paper(event_id, "Ours", {**dict.fromkeys(MEASURES, 0), "width": 100, "height": 60, "columns": 1,
                             "rows": 1, "page_width": 100, "page_height": 60}, cut=False, mono=True)  # fmt: skip
    service.choose_printer(event_id, None, Correction(), f"own-{own.id}")

    def width() -> int:
        sheet = desk.post(f"/desk/meeting/delegates/{amina.id}/badge").data
        return round(pypdfium2.PdfDocument(sheet)[0].get_width() / 72 * 25.4)

    assert width() == 100
    service.drop_paper(event_id, own.id)
    assert width() == 86  # a card, as for whoever chose nothing


def test_a_logo_is_sent_shown_and_removed(desk: FlaskClient, event_id: UUID) -> None:
    people.approved(event_id)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>'
    for name, content, said in (
        ("a.svg", svg, "on the badges"),
        ("b.svg", b"<svg><script/></svg>", "only shapes"),
    ):
        answer = desk.post(
            f"{BADGES}/logos?lang=en", data={"logo": (BytesIO(content), name)}, follow_redirects=True,
            content_type="multipart/form-data",
        )  # fmt: skip
        assert said in answer.text or "more than shapes" in answer.text
    (key,) = set(re.findall(rf"{BADGES}/logos/([0-9a-f]{{32}})", desk.get(f"{BADGES}/design").text))
    assert desk.get(f"{BADGES}/logos/{key}").mimetype == "image/png"
    assert desk.get(f"{BADGES}/logos/{'0' * 32}").status_code == 404
    assert desk.post(f"{BADGES}/logos/{key}/remove").status_code == 303


def test_blank_badges_are_made_and_given(desk: FlaskClient, event_id: UUID) -> None:
    amina = people.approved(event_id)
    wrong = desk.post(f"{BADGES}/blank?lang=en", data={"category": "mayor", "count": "many", "paper": "id1"})
    assert (wrong.status_code, "Write a number from 1 to 500." in wrong.text) == (422, True)
    assert 'value="many"' in wrong.text
    made = desk.post(f"{BADGES}/blank", data={"category": "mayor", "count": "1", "paper": "id1"})
    assert made.status_code == 303
    sheet = desk.post(f"{made.headers['Location']}/sheets")
    picture = pypdfium2.PdfDocument(sheet.data)[0].render(scale=200 / 72).to_pil().convert("L")
    (code,) = (one.text for one in zxingcpp.read_barcodes(picture))
    answer = desk.post(
        f"/desk/meeting/delegates/{amina.id}/blank?lang=en", data={"code": code}, follow_redirects=True
    )
    assert "is theirs now" in answer.text


@pytest.mark.parametrize("what", ["cards", "tables", "signs", "passes"])
def test_other_prints_come_as_pdf(desk: FlaskClient, event_id: UUID, what: str) -> None:
    people.all_approved(event_id, 2)
    assert desk.get(f"{BADGES}/other").status_code == 200
    answer = desk.get(f"{BADGES}/other/{what}.pdf?order=latin")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert desk.get(f"{BADGES}/other/nothing.pdf").status_code == 404
    assert desk.get(f"{BADGES}/other/passes.pdf?count=9999").status_code == 404
    assert desk.get(f"{BADGES}/other/passes.pdf?count=0000019999999").status_code == 404


def test_whoever_holds_a_badge_in_hand_finds_whose_it_is(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    desk = people.desk(app, event_id, "owner")
    amina = people.approved(event_id)
    (blank,) = service.make_blanks(event_id, found_category(event_id), 1)
    typed = service.code_of(blank).typed.shown
    assert "Nobody has it yet" in looked_up(desk, typed.lower())
    service.give_blank(db.session.get_one(Registration, amina.id), typed)
    page = looked_up(desk, typed)
    assert "Amina Mint Salem" in page
    assert f"/desk/meeting/delegates/{amina.id}" in page
    assert "Revoked" in looked_up(desk, amina.code)  # the one she had before
    for wrong in ("2222 2222", "no code", "9" * 99):
        assert "No badge of this event has this code." in looked_up(desk, wrong)


def looked_up(desk: FlaskClient, code: str) -> str:
    page = desk.get(f"{BADGES}/blank", query_string={"lang": "en", "code": code}).text
    return page[page.index('id="found"') :]


def found_category(event_id: UUID) -> UUID:
    return next(one.id for one, _free, _given in queries.blanks(event_id) if one.key == "mayor")


def test_what_the_program_noted_is_said_in_the_readers_language_and_what_people_wrote_as_it_is(
    desk: FlaskClient, event_id: UUID
) -> None:
    amina = people.approved(event_id)
    for reason in ("Printed at the door.", "100 % <b>"):
        service.print_one(event_id, amina.id, "id1", reason)
    assert "Imprimé à la porte." in desk.get(f"{BADGES}/printings?lang=fr").text
    page = desk.get(f"{BADGES}/printings?lang=ar").text
    assert "Printed at the door." not in page
    assert "100 % &lt;b&gt;" in page
