"""Privacy at the desk and for delegates: terms, everything on one person, erasure, the notice; and who looked."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from pypdfium2 import PdfDocument

from app.audit import queries as journal
from app.privacy import queries
from app.registration import queries as registrations
from tests.checkin.conftest import Door, line
from tests.privacy.conftest import amina, everywhere
from tests.support.people import desk, hold


def text_of(pdf: bytes) -> str:
    """All words of a PDF."""
    with PdfDocument(pdf) as read:
        return "\n".join(page.get_textpage().get_text_range() for page in read)


def test_terms_are_kept_or_shown_again_with_their_fault(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    amina(event_id)
    owner = desk(app, event_id, "owner")
    page = owner.get("/desk/meeting/privacy?lang=en").text
    assert "Meals, access and assistance" in page
    wrong = owner.post("/desk/meeting/privacy?lang=en", data={"needs": "soon", "contact": "100"})
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    assert 'value="100"' in wrong.text
    assert owner.post("/desk/meeting/privacy", data={"needs": "3"}).status_code == 303
    assert next(one.days for one in queries.event_terms(event_id) if one.purpose == "needs") == 3
    assert "2027" in app.test_client().get("/meeting/privacy?lang=ar").text


def test_everything_on_one_person_is_in_the_files(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    Door(app, event_id).scan(line(person))
    link = registrations.link_token(registrations.get(event_id, person.id))
    for address, who in (
        (f"/desk/meeting/delegates/{person.id}/everything", desk(app, event_id, "organiser")),
        (f"/p/{link}/everything", app.test_client()),
    ):
        with zipfile.ZipFile(BytesIO(who.get(f"{address}.zip").data)) as made:
            said = json.loads(made.read("data.json"))
        assert said["registration"][0]["email"] == "amina@city.example"
        assert said["registration"][0]["access"] == "A ramp"
        assert said["passport"][0]["number"] == "BA1234567"
        assert {"consent_answer", "scan", "journal_entry", "outbox_mail", "badge"} <= set(said)
        assert link not in json.dumps(said)
        words = text_of(who.get(f"{address}.pdf").data)
        assert "Amina Mint Salem" in words
        assert "BA1234567" in words
        assert not [
            key for key in (": mayor", ": MR", ": submitted") if key in words
        ]  # keys, where words belong
    lines = journal.entries(journal.Filter(event_id, action="registration.handed-out"))
    assert [one.actor_kind for one in lines] == ["delegate", "delegate", "user", "user"]


def test_a_person_is_erased_after_being_shown_what_goes(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    owner, place = desk(app, event_id, "owner"), f"/desk/meeting/delegates/{person.id}"
    page = owner.get(f"{place}/privacy?lang=en").text
    assert "Passport" in page
    acts = [f'action="{place}/badge"', f'href="{place}/photo"', 'value="refuse"', f'href="{place}/change"']
    assert all(one in owner.get(place).text for one in acts)
    done = owner.post(f"/desk/meeting/delegates/{person.id}/erase?lang=en", follow_redirects=True)
    assert done.status_code == 200
    assert "was erased" in done.text
    assert everywhere(["Amina Mint Salem"]) == []
    assert "was erased" in owner.get(f"/desk/meeting/delegates/{person.id}/privacy?lang=en").text
    left = owner.get(f"{place}?lang=en")
    assert (left.status_code, "This person was erased." in left.text) == (200, True)
    assert not [one for one in acts if one in left.text]  # nothing is left to be done with them
    assert owner.get("/desk/meeting/delegates").status_code == 200


def test_what_others_wrote_about_the_person_is_pointed_out(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person, other = amina(event_id), amina(event_id)
    owner = desk(app, event_id, "owner")
    done = owner.post(f"/desk/meeting/delegates/{person.id}/erase?lang=en")
    assert "registration.name_latin" in done.text
    assert registrations.get(event_id, other.id).name_latin == "Amina Mint Salem"


def test_who_looked_is_written_down_once_a_day(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    door = Door(app, event_id)
    owner, print_room = desk(app, event_id, "owner"), desk(app, event_id, "print")
    for _time in range(3):
        owner.get(f"/desk/meeting/delegates/{person.id}")
        print_room.get(f"/desk/meeting/delegates/{person.id}")
        door.client.get("/api/v1/events/meeting/roster", headers={"Authorization": f"Bearer {door.token}"})
    seen = journal.entries(journal.Filter(event_id, action="registration.viewed"))
    assert len({one.actor_id for one in seen}) == len(seen) == 2
    assert len(journal.entries(journal.Filter(event_id, action="roster.pulled"))) == 1


def test_a_page_of_ones_own_data_is_behind_the_link_only(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    person = amina(event_id)
    link = registrations.link_token(registrations.get(event_id, person.id))
    visitor = app.test_client()
    assert visitor.get(f"/p/{link}/data").status_code == 200
    for path in ("data", "everything.zip", "everything.pdf"):
        assert visitor.get(f"/p/{link[:-1]}x/{path}").status_code == 404
