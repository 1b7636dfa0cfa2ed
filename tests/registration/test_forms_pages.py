"""The pages of forms without scripts, and what attackers send to them: a sentence each, and nothing typed is lost."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from app.events.models import Event
from app.kernel import storage
from app.kernel.db import atomic
from app.kernel.db import db as database
from app.registration import queries, service
from app.registration.models import Registration
from app.registration.rules import CORE
from app.registration.rules.form.editing import change_question
from tests.registration.conftest import RAW, make_event, signed_in
from tests.registration.test_forms_service import photo_form, publish, register
from tests.support import uploads
from tests.support.questions import HOTEL, NIGHTS, PLANE

# The client's own temporary files of large bodies are closed late.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)

PAGE = "/meeting/register?lang=en"
ASKED = [*(CORE.keys() - {"photo"}), "q_plane"]
"""The fields that a page shows before anything is answered."""


@pytest.fixture
def event(db: SQLAlchemy) -> Iterator[UUID]:
    yield make_event()
    gc.collect()  # answers hold the client's temporary files of large bodies until here


def person(event: UUID) -> Registration:
    return database.session.scalars(select(Registration).where(Registration.event_id == event)).one()


def test_a_question_that_becomes_due_is_asked_then_and_everything_typed_is_kept(
    client: FlaskClient, event: UUID
) -> None:
    publish(event, PLANE, HOTEL, NIGHTS)
    page = client.get(PAGE).text
    assert "data-when" in page
    first = client.post(PAGE, data={**RAW, "asked": ASKED, "form": "1", "q_plane": "yes"})
    assert first.status_code == 422
    assert "Your answers bring this question" in first.text
    assert 'value="mayor@ville.example.org"' in first.text
    hotel = first.text.partition('value="q_hotel"')[0].rpartition("<fieldset")[2]
    assert "disabled" not in hotel
    answers = {**RAW, "asked": [*ASKED, "q_hotel", "q_nights"], "form": "1", "q_plane": "yes", "q_hotel": "a"}
    assert client.post(PAGE, data=answers).status_code == 303
    assert [row.key for row in queries.added_rows(person(event).id)] == ["hotel", "plane"]


def test_a_page_that_was_open_while_the_form_changed_is_taken_as_it_was(
    client: FlaskClient, event: UUID
) -> None:
    publish(event, PLANE)
    service.edit_form(event, lambda form: change_question(form, "plane", lambda q: replace(q, hidden=True)))
    publish(event, replace(HOTEL, when=None))
    old = {**RAW, "asked": ASKED, "form": "1", "q_plane": "no"}
    assert client.post(PAGE, data=old).status_code == 303
    assert person(event).form == 1
    assert [row.key for row in queries.added_rows(person(event).id)] == ["plane"]


def send(client: FlaskClient, name: str, content: bytes, filename: str = "photo.jpg", **more: Any) -> Any:
    data = {**RAW, "form": "1", name: (BytesIO(content), filename), **more}
    return client.post(PAGE, data=data, content_type="multipart/form-data")


BAD = {
    "a page as jpg": ("upload_photo", b"<html><script>alert(1)</script>", "cannot be read"),
    "a drawing as jpg": ("upload_photo", b"<svg onload='alert(1)'/>", "cannot be read"),
    "a huge picture": ("upload_photo", uploads.huge_png(), "too many pixels"),
    "a comment of 200 MB": ("upload_photo", uploads.text_bomb(), "cannot be read"),
    "an archive as pdf": ("upload_q_letter", uploads.packed(a=b"\0" * 1_000_000), "none of the kinds"),
    "a page as pdf": ("upload_q_letter", b"<html>%PDF-1.7 %%EOF", "none of the kinds"),
    "nothing": ("upload_q_letter", b"", "is empty"),
    "too much": ("upload_q_letter", uploads.pdf(b"x" * 11_000_000), "too large: 10 MB"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_file_is_a_sentence_at_its_field(client: FlaskClient, event: UUID, what: str) -> None:
    photo_form(event)
    name, content, sentence = BAD[what]
    answer = send(client, name, content, "../../photo.jpg")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="mayor@ville.example.org"' in answer.text
    assert storage.used(event) == 0


def test_a_file_is_kept_while_another_answer_is_mended(client: FlaskClient, event: UUID) -> None:
    photo_form(event)
    first = send(client, "upload_q_letter", uploads.pdf(), "../Lettre.PDF", email="nobody")
    assert first.status_code == 422
    assert "Lettre.pdf" in first.text
    key = first.text.partition('name="q_letter" type="hidden" value="')[2][:32]
    assert client.post(PAGE, data={**RAW, "form": "1", "q_letter": key}).status_code == 303
    found = person(event)
    link = f"/p/{queries.link_token(found)}"
    answer = client.get(f"{link}/files/letter")
    assert answer.data == uploads.pdf()
    assert answer.headers["Content-Disposition"] == "attachment; filename=Lettre.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{link}/files/plane").status_code == 404


def test_strangers_files_take_a_quarter_of_the_room_and_none_of_a_closed_form(
    app: Flask, client: FlaskClient, event: UUID
) -> None:
    photo_form(event)
    app.config["CONFIG"] = replace(app.config["CONFIG"], upload_quota=1)
    sent = uploads.pdf(b"x" * 200_000)
    kept = [send(client, "upload_q_letter", sent, "a.pdf", email="nobody") for _ in range(3)]
    assert [answer.status_code for answer in kept] == [422] * 3
    assert "room for files is full" in kept[-1].text
    assert storage.used(event) == 2 * len(sent)
    with atomic() as session:
        closing = session.get_one(Event, event)
        closing.registration_closes, closing.version = -20, closing.version + 1
    assert send(client, "upload_q_letter", uploads.pdf(), "a.pdf").status_code == 403
    assert storage.used(event) == 2 * len(sent)


def test_bodies_beyond_the_limit_and_thousands_of_parts_are_refused(client: FlaskClient, event: UUID) -> None:
    photo_form(event)
    assert send(client, "upload_photo", b"x" * 45_000_000).status_code == 413
    many = {f"f{number}": (BytesIO(b"x"), "a.jpg") for number in range(1500)}
    assert client.post(PAGE, data=many, content_type="multipart/form-data").status_code == 413
    whole = b"a=" + b"x" * 6_000_000
    form = "application/x-www-form-urlencoded"
    assert client.post(PAGE, data=whole, content_type=form).status_code == 413


def test_a_photo_is_seen_by_its_owner_and_the_desk_only(app: Flask, client: FlaskClient, event: UUID) -> None:
    photo_form(event)
    mine = register(event, photo=service.take_photo(event, BytesIO(uploads.photo())).key)
    other = register(event, email="other@example.org")
    links = [f"/p/{queries.link_token(queries.get(event, one))}" for one in (mine, other)]
    assert client.get(f"{links[0]}/photo/badge.jpg").mimetype == "image/jpeg"
    assert client.get(f"{links[0]}/photo/whole.jpg").headers["Cache-Control"] == "private, no-store"
    assert [client.get(f"{link}/photo/{which}.jpg").status_code for link, which in
            ((links[0], "door"), (links[1], "badge"), ("/p/nobody", "badge"))] == [404] * 3  # fmt: skip
    desk = f"/desk/meeting/delegates/{mine}/photo/badge.jpg"
    assert client.get(desk).status_code == 302
    assert client.post(f"{links[0]}/photo", data={"act": "remove"}).status_code == 303
    assert client.get(f"{links[0]}/photo/badge.jpg").status_code == 404
    organiser = signed_in(app, event, "delegates.view", "delegates.edit")
    sent = {
        "upload_photo": (BytesIO(uploads.photo()), "x.png"),
        "photo_left": "10",
        "photo_top": "",
        "photo_width": "40",
    }
    address = f"/desk/meeting/delegates/{mine}/photo"
    assert organiser.post(address, data=sent, content_type="multipart/form-data").status_code == 303
    held = queries.find_photo(mine)
    assert held is not None
    assert round(held.left, 2) == 0.1
    assert organiser.get(desk).status_code == 200


def test_the_form_is_made_without_a_script(app: Flask, event: UUID) -> None:
    desk = signed_in(app, event, "event.edit", "delegates.view")
    new = {"kind": "several", "section": "who", "label_en": "Days", "choice_key": ["", ""],
           "choice_en": ["First day", "Second day"], "required": "1", "categories": "press"}  # fmt: skip
    assert desk.post("/desk/meeting/form/new?lang=en", data={**new, "label_en": ""}).status_code == 422
    more = desk.post("/desk/meeting/form/new?lang=en", data={**new, "act": "up:1"})
    assert more.text.index("Second day") < more.text.index("First day")
    assert desk.post("/desk/meeting/form/new?lang=en", data=new).status_code == 303
    for step in ({"act": "up", "key": "days"}, {"act": "section-add", "title_en": "Last things"},
                 {"act": "place", "key": "days", "section": "last-things", "index": "0"},
                 {"act": "remove", "key": "diet"}, {"act": "nonsense", "key": "x"}):  # fmt: skip
        assert desk.post("/desk/meeting/form?lang=en", data=step).status_code == 303
    page = desk.get("/desk/meeting/form?lang=en").text
    assert "Last things" in page
    assert desk.post("/desk/meeting/form/publish?lang=en").status_code == 303
    form = queries.published_form(event)
    assert [question.key for question in form.sections[-1].questions] == ["days"]
    assert form.find("diet").hidden  # type: ignore[union-attr]
    for category, shown in (("press", True), ("mayor", False)):
        preview = desk.get(f"/desk/meeting/form/preview?category={category}&in=ar").text
        assert 'value="q_days"' in preview
        part = preview.partition('value="q_days"')[0].rpartition("<fieldset")[2]
        assert ("hidden disabled" not in part) is shown


def test_a_door_is_given_photos_only_where_the_event_shows_them(event: UUID) -> None:
    photo_form(event)
    mine = register(event, photo=service.take_photo(event, BytesIO(uploads.photo())).key)
    assert queries.door_photos(event, [mine]) == {}
    service.show_door_photos(event, True)
    found = queries.door_photos(event, [mine])
    assert found[mine].startswith("data:image/jpeg;base64,/9j/")
    assert len(found[mine]) < 6000
