"""Consents: other words make another version, answers keep theirs, and badges mark who did not agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service as agenda
from app.badges import queries as badges
from app.badges import service as printing
from app.events import queries as events
from app.events import service as writing
from app.events.rules import Consent
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.privacy import queries
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.rules import Given
from tests.support.meetings import meeting
from tests.support.people import approved, desk, hold

PHOTO = Consent(key="photo", marked=True, text=Text(ar="صورة", fr="Photo", en="A picture of me may be shown"))


def with_photo() -> dict[str, object]:
    """What makes the meeting ask for pictures as well."""
    return {"consents": (*meeting().event.consents, PHOTO)}


def test_other_words_make_another_version_and_answers_keep_theirs(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold(**with_photo())
    first = approved(event_id, 0, consent_photo="y")
    words = writing.Words(Text(ar="صورة جديدة", fr="Autre photo", en="Other words"), Text(en="Press"), True)
    writing.say_consent(event_id, "photo", words)
    writing.say_consent(event_id, "photo", words)
    second = approved(event_id, 1, consent_photo="y")
    held = {one.registration_id: one for one in queries.answers(event_id, "photo")}
    assert (held[first.id].version, held[first.id].words) == (1, "Photo")
    assert (held[second.id].version, held[second.id].words) == (2, "Autre photo")
    asked = next(one for one in queries.asked(event_id) if one.consent.key == "photo")
    assert [(one.number, one.agreed, one.declined) for one in asked.versions] == [(2, 1, 0), (1, 1, 0)]
    assert asked.versions[1].text["en"] == "A picture of me may be shown"
    with pytest.raises(NotFound):
        writing.say_consent(event_id, "nothing", words)


def test_an_event_file_with_other_words_makes_a_version_too(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold(**with_photo())
    changed = replace(PHOTO, text=Text(ar="صورة", fr="Portrait", en="Portrait"))
    agenda.import_document(meeting(consents=(*meeting().event.consents, changed)), force=True)
    versions = {one.consent.key: [each.number for each in one.versions] for one in queries.asked(event_id)}
    assert versions == {"processing": [1], "photo": [2, 1]}
    part = next(one for one in events.event_part(event_id).consents if one.key == "photo")
    assert (part.text["fr"], part.marked) == ("Portrait", True)


def test_a_consent_that_was_taken_back_marks_the_badge(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold(**with_photo())
    willing, unwilling = approved(event_id, 0, consent_photo="y"), approved(event_id, 1, consent_photo="y")
    plain = printing.print_all(event_id, "a4x8")
    registering.set_consent(unwilling.id, Given("photo", False, "fr", "Photo"))
    marked = {
        one.face.registration: one.shown["withheld"] for one in badges.candidates(event_id, badges.Choice())
    }
    assert marked == {willing.id: False, unwilling.id: True}
    assert registrations.all_withheld([willing.id, unwilling.id]) == {unwilling.id}
    assert printing.print_all(event_id, "a4x8") != plain
    listed = desk(app, event_id, "print").get("/desk/meeting/delegates?lang=en").text
    assert listed.count("no picture") == 1


def test_the_desk_sees_who_agreed_to_what_and_changes_words(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold(**with_photo())
    approved(event_id, 0, consent_photo="y")
    owner = desk(app, event_id, "owner")
    assert "Amina Mint Salem" in owner.get("/desk/meeting/privacy/consents/photo?lang=en").text
    wrong = owner.post("/desk/meeting/privacy/consents/photo?lang=en", data={"text_en": "Only here"})
    assert wrong.status_code == 422
    assert "Only here" in wrong.text
    typed = {"text_en": "New", "text_fr": "Neuf", "text_ar": "جديد", "marked": "y"}
    assert owner.post("/desk/meeting/privacy/consents/photo", data=typed).status_code == 303
    assert "Neuf" in owner.get("/desk/meeting/privacy/consents?lang=fr").text
    assert owner.get("/desk/meeting/privacy/consents/nothing").status_code == 404
