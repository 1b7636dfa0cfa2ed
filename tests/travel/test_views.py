"""Travel and stay from a delegate's page to the lists of the desk, on both databases."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from openpyxl import load_workbook

from app.audit import queries as journal
from app.kernel.i18n import Text
from app.registration import queries as registrations
from app.registration import service as registering
from app.travel import queries, service
from tests.support import people
from tests.support.statements import counting

ARRIVES = {
    "arrives_day": "2027-03-24", "arrives_time": "14:30", "arrives_by": "flight", "arrives_number": "TU 719",
    "arrives_place": "مطار",
}  # fmt: skip
PASSPORT = {"passport_number": "k 123 4567", "passport_country": "TN", "passport_expires": "2030-01-01"}


@pytest.fixture
def event(db: SQLAlchemy) -> UUID:
    """The meeting with a hotel."""
    event_id = people.hold()
    service.save_hotel(event_id, None, Text(ar="فندق أزلاي", fr="Azalaï"), "", "", 2)
    return event_id


def link(event: UUID, ident: UUID) -> str:
    """The secret of somebody's own page."""
    return registrations.link_token(registrations.get(event, ident))


def test_a_delegate_says_when_they_come_and_the_desk_reads_it(
    event: UUID, client: FlaskClient, app: Flask
) -> None:
    guest = people.approved(event, country="TN", city="Tunis")
    token, hotel = link(event, guest.id), queries.hotels(event)[0]
    page = client.get(f"/p/{token}/travel?lang=ar")
    assert 'dir="rtl"' in page.text
    assert "فندق أزلاي" in page.text
    said = {**ARRIVES, "hotel": str(hotel.id), "room": "1", "visa": "yes", **PASSPORT}
    assert client.post(f"/p/{token}/travel", data=said).status_code == 303
    kept = queries.find(guest.id)
    assert (kept.arrives_number, kept.hotel_id, kept.room) == ("TU 719", hotel.id, "")  # rooms are the desk's
    assert registrations.find_passport(guest.id).number == "K1234567"
    desk = people.desk(app, event, "organiser")
    listed = desk.get("/desk/meeting/travel/arrivals?lang=fr").text
    assert "TU 719" in listed
    assert "K1234567" not in listed
    entries = journal.entries(journal.Filter(event, subject_id=guest.id), 20)
    assert "K1234567" not in str([entry.content for entry in entries])


def test_a_fault_comes_back_with_everything_typed(event: UUID, client: FlaskClient) -> None:
    guest = people.approved(event, country="TN", city="Tunis")
    wrong = {**ARRIVES, "arrives_number": "???", "visa": "yes", **PASSPORT, "passport_expires": "2027-03-26"}
    answer = client.post(f"/p/{link(event, guest.id)}/travel?lang=fr", data=wrong)
    assert answer.status_code == 422
    assert "14:30" in answer.text
    assert "???" in answer.text
    assert queries.find(guest.id) is None


def test_who_needs_no_visa_any_more_leaves_no_passport(event: UUID, client: FlaskClient) -> None:
    guest = people.approved(event, country="TN", city="Tunis")
    address = f"/p/{link(event, guest.id)}/travel"
    client.post(address, data={"visa": "yes", **PASSPORT})
    client.post(address, data={"visa": "yes"})
    assert registrations.find_passport(guest.id) is not None
    client.post(address, data={"visa": "no"})
    assert registrations.find_passport(guest.id) is None


def test_those_at_home_are_not_asked_for_a_passport(event: UUID, client: FlaskClient) -> None:
    guest = people.approved(event)
    assert "passport" not in client.get(f"/p/{link(event, guest.id)}/travel").text
    client.post(f"/p/{link(event, guest.id)}/travel", data={"visa": "yes", **PASSPORT})
    assert registrations.find_passport(guest.id) is None


def test_meals_and_access_are_for_those_who_prepare_them(event: UUID, app: Flask) -> None:
    people.approved(event, diet="sans gluten", access="fauteuil roulant")
    seen = people.desk(app, event, "accreditation").get("/desk/meeting/travel/needs")
    assert "fauteuil roulant" in seen.text
    for role in ("print", "door-chief", "auditor"):
        for ending in ("", ".pdf", ".xlsx"):
            assert people.desk(app, event, role).get(f"/desk/meeting/travel/needs{ending}").status_code == 403
        assert "needs" not in people.desk(app, event, role).get("/desk/meeting/travel/arrivals").text


def test_lists_are_handed_out_in_the_readers_direction(event: UUID, app: Flask, client: FlaskClient) -> None:
    for number in range(3):
        guest = people.approved(event, number, function="=1+1")
        client.post(
            f"/p/{link(event, guest.id)}/travel", data={**ARRIVES, "hotel": str(queries.hotels(event)[0].id)}
        )
    desk = people.desk(app, event, "organiser")
    for kind in ("arrivals", "hotels"):
        book = load_workbook(BytesIO(desk.get(f"/desk/meeting/travel/{kind}.xlsx?lang=ar").data))
        assert book.active.sheet_view.rightToLeft
        assert all(cell.data_type != "f" for row in book.active for cell in row)
        document = pypdfium2.PdfDocument(desk.get(f"/desk/meeting/travel/{kind}.pdf?lang=fr").data)
        text = document[0].get_textpage().get_text_range()
        assert "Amina Mint Salem" in text
        document.close()
    hotels = desk.get("/desk/meeting/hotels?lang=fr").text
    assert [hotels.count(f'data-head="{word}">3<') for word in ("Chambres occupées", "Personnes")] == [1, 1]


def test_a_list_costs_the_same_for_three_and_for_thirty(event: UUID, client: FlaskClient) -> None:
    costs = []
    for first, last in ((0, 3), (3, 30)):
        for number in range(first, last):
            ident = people.register(event, number)
            client.post(f"/p/{link(event, ident)}/travel", data=ARRIVES)
        with counting() as statements:
            service.table(event, "arrivals", "fr")
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_delegate_who_withdrew_says_nothing_more(event: UUID, client: FlaskClient) -> None:
    guest = people.approved(event)
    client.post(f"/p/{link(event, guest.id)}/travel", data=ARRIVES)
    registering.withdraw(guest.id)
    assert client.get(f"/p/{link(event, guest.id)}/travel").status_code == 409
    assert not queries.movers(event, "arrives")
