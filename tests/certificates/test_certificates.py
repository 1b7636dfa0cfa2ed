"""Certificates: from real presence alone, with the event's threshold, in three languages; withdrawn, anew, erased."""

from __future__ import annotations

import random
from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries as attendance
from app.batches import queries as batch_queries
from app.batches import service as batches
from app.certificates import queries, service
from app.certificates.exports import certificate_pdf
from app.certificates.rules import NotPresent, Presence, presence
from app.checkin.models import Scan
from app.kernel import clock
from app.letters import queries as letters
from app.letters import service as writing
from app.letters.exports import Column, LetterPaper
from app.letters.models import Letter
from app.letters.rules import fill, parse
from app.mail import service as mails
from app.mail.models import OutboxMail
from app.privacy import service as privacy
from tests.checkin.conftest import Door, line
from tests.letters.conftest import letter_text, text_in
from tests.support import people
from tests.support.people import Delegate


@pytest.fixture
def event(db: SQLAlchemy) -> UUID:
    """The small meeting: one opening for everyone, one plenary for mayors."""
    return people.hold()


@pytest.fixture
def door(app: Flask, event: UUID) -> Door:
    return Door(app, event)


def came(door: Door, *who: Delegate) -> None:
    """They are let in at the opening, during its hours."""
    starts = attendance.places(door.event_id)["opening"].starts
    assert set(door.outcomes(*(line(one, at=clock.stamp(starts)) for one in who))) == {"admitted"}


def test_nobody_qualifies_without_having_been_there() -> None:
    assert not Presence(0, 4, 600).qualifies(0)
    assert Presence(1, 4, 0).qualifies(1)
    assert not Presence(1, 4, 600).qualifies(2)
    assert Presence(2, 4, 119).hours == 1.5


def test_presence_gives_a_certificate_and_absence_none(event: UUID, door: Door, client: FlaskClient) -> None:
    present, absent = people.all_approved(event, 2)
    came(door, present)
    letter = writing.issue(event, present.id, "certificate", ["fr"])
    text = letter_text(event, letter.id)
    for word in (
        "Attestation de présence",
        "Amina Mint Salem",
        "Maire",
        letter.reference,
        "1 demi-journée sur",
    ):
        assert word in " ".join(text.split()), word
    with pytest.raises(NotPresent):
        writing.issue(event, absent.id, "certificate", ["fr"])
    assert letters.find_valid(absent.id, "certificate") is None
    document = pypdfium2.PdfDocument(letters.content(letter))
    (code,) = zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())
    path = code.text[code.text.index("/v/") :]
    assert "valable" in client.get(f"{path}?lang=fr").text.lower()
    assert "Amina" not in client.get(path).text
    writing.withdraw(event, letter.id, "Erreur")
    assert "Annulé" in client.get(f"{path}?lang=fr").text
    anew = writing.issue(event, present.id, "certificate", ["ar", "fr"])
    assert anew.number == 2
    both = letter_text(event, anew.id)
    assert "Attestation" in both
    assert "شهادة" in both


def test_the_threshold_is_asked_and_told(event: UUID, door: Door) -> None:
    present = people.approved(event)
    came(door, present)
    service.set_least(event, 2)
    with pytest.raises(NotPresent) as told:
        writing.issue(event, present.id, "certificate", ["fr"])
    assert told.value.params == {"attended": 1, "halfdays": queries.standing(event).halfdays, "least": 2}
    standing = queries.standing(event)
    assert (len(standing.qualified), standing.short, standing.absent) == (0, 1, 0)
    service.set_least(event, 1)
    assert list(queries.standing(event).qualified) == [present.id]


def test_all_who_qualify_get_theirs_once_each_in_their_own_language(
    event: UUID, door: Door, db: SQLAlchemy
) -> None:
    guests = [people.approved(event, number, language=("ar", "fr")[number % 2]) for number in range(4)]
    came(door, *guests[:3])
    batch = service.issue_all(event, [], release=True, by_mail=True, as_zip=True)
    assert not batches.hurry(batch.id, 60)
    found = db.session.query(Letter).order_by(Letter.number).all()
    assert {one.registration_id: one.languages for one in found} == {
        one.id: [("ar", "fr")[number % 2]] for number, one in enumerate(guests[:3])
    }
    assert db.session.query(OutboxMail).filter_by(occasion="letter.sent").count() == 3
    file = batch_queries.find_file(batch.id)
    assert file is not None
    assert file.mimetype == "application/zip"
    with pytest.raises(service.NobodyWaits):
        service.issue_all(event, [], release=True, by_mail=True, as_zip=False)
    mails.deliver_due(clock.now())


def test_who_lost_their_presence_meanwhile_is_skipped_and_the_others_go_on(event: UUID, door: Door) -> None:
    guests = people.all_approved(event, 3)
    came(door, *guests)
    batch = service.issue_all(event, ["fr"], release=False, by_mail=False, as_zip=False)
    (scan,) = [one for one in door_scans(event) if one.registration_id == guests[1].id]
    door.scan(
        line(guests[1], corrects=str(scan.scan_id), reason="wrong person", at=clock.stamp(scan.happened_at))
    )
    assert not batches.hurry(batch.id, 60)
    done = batch_queries.get_batch(event, batch.id)
    assert (done.done, done.skipped, done.failed) == (2, 1, 0)


def door_scans(event: UUID) -> list[Scan]:
    from app.kernel.db import db as database  # beside the only reader of the log

    return database.session.query(Scan).filter_by(event_id=event).all()


def test_the_delegate_fetches_theirs_and_erasure_leaves_nothing(event: UUID, door: Door, app: Flask) -> None:
    guest = people.approved(event)
    came(door, guest)
    letter = writing.issue(event, guest.id, "certificate", ["fr"])
    writing.release(event, [letter.id], by_mail=False)
    desk = people.desk(app, event, "organiser")
    assert letter.reference in desk.get("/desk/meeting/letters?kind=certificate").text
    assert "100" not in desk.get("/desk/meeting/certificates").text
    privacy.erase(event, guest.id)
    with pytest.raises(Exception, match="not-found"):
        letters.content(letters.get_letter(event, letter.id))


def test_one_person_read_alone_agrees_with_the_register_of_everybody(event: UUID, door: Door) -> None:
    guests, dice = people.all_approved(event, 4), random.Random(11)
    places = attendance.places(event)
    for _turn in range(40):
        guest, place = dice.choice(guests), places[dice.choice(["opening", "plenary-1"])]
        at = place.starts + timedelta(minutes=dice.randint(-30, 200))
        key = dice.choice([place.key, "main"])
        door.scan(
            line(
                guest, checkpoint=key, direction=dice.choice(["in", "out"]), at=clock.stamp(clock.instant(at))
            )
        )
    register = attendance.register(event)
    for guest in guests:
        marks = {key: those[guest.id] for key, those in register.marks.items() if guest.id in those}
        assert queries.presence_of(event, guest.id) == presence(register.places.values(), marks)
    standing = queries.standing(event)
    assert set(standing.qualified) == {
        one.id for one in guests if queries.presence_of(event, one.id).qualifies(1)
    }


HOSTILE = "*{honorific} {name}*\n{function}"
NAMES = ["أمينة", "Ⓐ" * 60, "x" * 300, "<script>", "=1+1", "A\u202eB", "محمد " * 40, "\U0001f468"]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("languages", [("ar",), ("fr",), ("ar", "fr"), ("fr", "en")])
def test_any_name_is_set_on_one_page(name: str, languages: tuple[str, ...]) -> None:
    blocks = fill(parse(HOSTILE), {"name": name, "function": name, "honorific": "Mme"})
    columns = tuple(Column(one, "R", "28 janvier", "Attestation", blocks, name, name) for one in languages)
    letter = LetterPaper(
        columns=columns, heads=tuple((one, (name, name)) for one in languages), reference="A/CERT/2027/0001",
        check="Check:", url="https://multaqa.example/v/abc", page="", statements=(name,), has_emblem=True,
    )  # fmt: skip
    made = certificate_pdf(letter)
    assert made == certificate_pdf(letter)
    assert len(pypdfium2.PdfDocument(BytesIO(made))) == 1
    assert "Attestation" in text_in(made)


def test_the_desk_keeps_a_threshold_that_was_typed_wrong(event: UUID, app: Flask) -> None:
    desk = people.desk(app, event, "organiser")
    page = desk.post("/desk/meeting/certificates/threshold?lang=en", data={"least": "many"})
    assert page.status_code == 422
    assert "Type a number of half-days" in page.text
    assert 'value="many"' in page.text
    assert desk.post("/desk/meeting/certificates/threshold", data={"least": "2"}).status_code == 303
    assert queries.least(event) == 2
