"""Forms over time: versions, answers that no change loses, files and photos with their end, on both databases."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from app.audit import queries as journal
from app.events.queries import find_event
from app.kernel import storage
from app.kernel.db import atomic
from app.kernel.db import db as database
from app.kernel.ids import new_id
from app.registration import queries, service
from app.registration.models import Answer, Photo, Registration
from app.registration.rules import Faulty, Form, Kind, check_answers, check_submission
from app.registration.rules.form import default_form
from app.registration.rules.form.editing import add_question, change_question, remove_question
from app.registration.service.photos import files_of, forget_photos, forget_sent_files
from tests.registration.conftest import RAW, make_event
from tests.support import uploads
from tests.support.people import hold
from tests.support.questions import HOTEL, NIGHTS, PLANE, added
from tests.support.statements import counting

LETTER = added("letter", Kind.FILE)


def publish(event_id: UUID, *questions: object) -> Form:
    for question in questions:
        service.edit_form(event_id, lambda form, one=question: add_question(form, "meeting", one))
    return service.publish_form(event_id)


def register(event_id: UUID, **answers: str) -> UUID:
    asked = queries.asking(queries.questions(event_id, 1), queries.published_form(event_id))
    submission = check_submission({**RAW, **answers}, asked, "fr")
    return service.register(event_id, submission, new_id()).registration.id


def change(registration_id: UUID, **answers: str) -> None:
    found = queries.get(event_of(registration_id), registration_id)
    asked = queries.asking(queries.questions(found.event_id, 1), queries.published_form(found.event_id))
    before = queries.raw_answers(found, "fr", ("fr",))
    service.change(registration_id, check_answers({**before, **answers}, asked, before))


def event_of(registration_id: UUID) -> UUID:
    return database.session.get_one(Registration, registration_id).event_id


def shown(registration_id: UUID) -> dict[str, tuple[str, str, bool]]:
    found = queries.get(event_of(registration_id), registration_id)
    return {
        one.key: (one.question, one.answer, one.retired)
        for one in queries.added_shown(found, "fr", ("fr", "en"))
    }


def test_a_draft_is_nobodys_business_until_it_is_published(db: SQLAlchemy) -> None:
    event = make_event()
    service.edit_form(event, lambda form: add_question(form, "meeting", PLANE))
    assert queries.published_form(event) == default_form()
    assert queries.draft_form(event).find("plane") == PLANE  # type: ignore[union-attr]
    first = service.publish_form(event)
    assert (first.number, queries.draft_form(event)) == (1, None)
    assert service.publish_form(event) == first
    service.edit_form(event, lambda form: remove_question(form, "diet", ()))
    service.discard_draft(event)
    assert queries.published_form(event) == first
    acts = [line.action for line in journal.entries(journal.Filter(event), 10)]
    assert acts[:2] == ["form.discarded", "form.published"]


def test_a_form_with_faults_is_not_published(db: SQLAlchemy) -> None:
    event = make_event()
    service.edit_form(event, lambda form: add_question(form, "who", NIGHTS))
    with pytest.raises(service.FormNotReady):
        service.publish_form(event)
    assert queries.published_form(event).number == 0


def test_changing_the_form_never_loses_an_answer(db: SQLAlchemy) -> None:
    event = make_event()
    publish(event, PLANE, HOTEL, NIGHTS)
    person = register(event, q_plane="yes", q_hotel="a", q_nights="3", diet="no fish")
    hide = lambda key: lambda form: remove_question(form, key, {key})  # noqa: E731
    for key in ("hotel", "nights", "diet"):
        service.edit_form(event, hide(key))
    service.edit_form(event, lambda form: change_question(form, "plane", lambda q: replace(q, label=q.label)))
    assert service.publish_form(event).number == 2
    change(person, function="Adjoint")
    found = queries.get(event, person)
    assert (found.form, found.function, found.diet) == (2, "Adjoint", "no fish")
    assert shown(person) == {
        "plane": ("Arrivez-vous en avion ?", "Yes", False),
        "hotel": ("Hôtel", "Hôtel A", True),
        "nights": ("Nombre de nuits", "3", True),
    }
    change(person, q_plane="no")
    assert {row.key: row.form for row in queries.added_rows(person)} == {"plane": 2, "hotel": 1, "nights": 1}


def test_an_answer_that_falls_away_by_ones_own_change_goes_and_is_told(db: SQLAlchemy) -> None:
    event = make_event()
    publish(event, PLANE, HOTEL, NIGHTS)
    person = register(event, q_plane="yes", q_hotel="b", q_nights="2")
    change(person, q_plane="no")
    assert list(shown(person)) == ["plane"]
    line = journal.entries(journal.Filter(event, subject_id=person), 1)[0]
    assert line.content is not None
    assert line.content["before"]["q_hotel"] == "b"


def test_every_kind_of_answer_is_stored_as_what_it_is_and_comes_back(db: SQLAlchemy) -> None:
    event = make_event()
    kinds = [kind for kind in Kind if kind not in (Kind.PHOTO, Kind.FILE)]
    publish(event, *(added(f"x{kind}", kind) for kind in kinds))
    said = {
        "text": "Bonjour", "long": "a\nb", "one": "b", "several": "a\nb", "yesno": "no", "number": "2.5",
        "date": "2027-01-28", "email": "a@example.org", "phone": "+22222123456", "country": "MA",
        "city": "Fès", "consent": "yes",
    }  # fmt: skip
    person = register(event, **{f"q_x{kind}": text for kind, text in said.items()})
    database.session.expire_all()
    found = queries.get(event, person)
    raw = queries.raw_answers(found, "fr", ("fr",))
    assert {kind: raw[f"q_x{kind}"] for kind in said} == said
    rows = {row.kind: row for row in queries.added_rows(person)}
    assert (rows["number"].number, rows["several"].choices, rows["yesno"].yes) == (2.5, ["a", "b"], False)
    assert rows["date"].day is not None
    with counting() as seen:
        assert len(queries.added_shown(found, "ar", ("ar",))) == len(said)
    assert len(seen) <= 2


def photo_file(event: UUID, width: int = 800) -> str:
    return service.take_photo(event, BytesIO(uploads.photo(width, 1000))).key


def photo_form(event: UUID) -> None:
    show = lambda form: change_question(form, "photo", lambda q: replace(q, hidden=False))  # noqa: E731
    service.edit_form(event, show)
    publish(event, LETTER)


def test_a_photo_and_a_file_come_with_the_form_are_replaced_and_go(db: SQLAlchemy) -> None:
    event = make_event()
    photo_form(event)
    letter = service.take_file(event, BytesIO(uploads.pdf()), "lettre.pdf").key
    person = register(event, photo=photo_file(event), photo_crop="0,0,50", q_letter=letter)
    held = queries.find_photo(person)
    assert held is not None
    first, source = held.badge_key, held.source_key
    assert (held.left, held.top) == (0, 0)
    assert len(held.door) < 4500
    assert shown(person)["letter"][1] == "lettre.pdf"
    change(person, photo_crop="20,10,50")  # the same picture, another part of it
    held = queries.find_photo(person)
    assert held is not None
    assert held.source_key == source
    assert storage.find(event, first) is None
    change(
        person,
        photo=photo_file(event, 900),
        q_letter=service.take_file(event, BytesIO(uploads.pdf(b"2")), "b").key,
    )
    assert storage.find(event, source) is None
    assert storage.find(event, letter) is None
    assert {name for name, _content in files_of([person])} == {"photo.jpg", "letter-b.pdf"}
    with atomic():
        forget_photos([person])
        forget_sent_files([person])
    assert storage.used(event) == 0
    assert database.session.scalars(select(func.count()).select_from(Answer)).one() == 0


def test_nobody_takes_the_file_of_another(db: SQLAlchemy) -> None:
    event = make_event()
    photo_form(event)
    letter = service.take_file(event, BytesIO(uploads.pdf()), "lettre.pdf").key
    photo = photo_file(event)
    register(event, q_letter=letter, photo=photo)
    for stolen in ({"q_letter": letter}, {"photo": photo}, {"photo": letter}, {"q_letter": "f" * 32}):
        with pytest.raises((Faulty, storage.FileRefused)):
            register(event, email="thief@example.org", **stolen)
    other = make_event("elsewhere")
    photo_form(other)
    with pytest.raises(Faulty):
        register(other, q_letter=service.take_file(event, BytesIO(uploads.pdf()), "x.pdf").key)
    assert database.session.scalars(select(func.count()).select_from(Photo)).one() == 1


def test_two_who_edit_at_once_lose_nothing(app: Flask, db: SQLAlchemy) -> None:
    event = make_event()

    def add(number: int) -> None:
        with app.app_context():
            one = added(f"x{number}", Kind.TEXT)
            service.edit_form(event, lambda form: add_question(form, "meeting", one))
            database.session.remove()

    threads = [Thread(target=add, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    database.session.rollback()
    draft = queries.draft_form(event)
    assert draft is not None
    assert {f"x{number}" for number in range(6)} <= {question.key for question in draft.questions()}


def test_a_form_goes_through_the_event_file_and_the_desks_own_stays(
    app: Flask, db: SQLAlchemy, tmp_path: Path
) -> None:
    event = hold()
    publish(event, PLANE, HOTEL, NIGHTS)
    run = app.test_cli_runner().invoke
    written = run(args=["event", "export", "meeting"]).output
    assert "[form" in written
    file = tmp_path / "event.toml"
    file.write_text(written.replace('slug = "meeting"', 'slug = "copy"'))
    done = run(args=["event", "import", str(file), "--publish"])
    assert done.exit_code == 0, done.output
    database.session.rollback()
    copy = find_event("copy")
    assert copy is not None
    assert queries.published_form(copy.id).sections == queries.published_form(event).sections
    service.edit_form(copy.id, lambda form: remove_question(form, "diet", ()))
    service.publish_form(copy.id)
    assert "kept the desk" in run(args=["event", "import", str(file)]).output
    database.session.rollback()
    assert queries.published_form(copy.id).find("diet").hidden  # type: ignore[union-attr]
    bad = tmp_path / "bad.toml"
    bad.write_text(file.read_text().replace('kind = "yesno"', 'kind = "riddle"').replace('"copy"', '"third"'))
    assert run(args=["event", "import", str(bad)]).exit_code != 0
    assert find_event("third") is None
