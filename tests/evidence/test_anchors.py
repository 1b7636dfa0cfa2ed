"""Anchors: signed by one key, kept with the journal, sent to the auditors who are named, and true of the chains."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.attendance import service as attendance
from app.attendance.service.closed import anchor_of
from app.evidence import queries, service
from app.evidence.rules import NoRecipient, read_recipients, written
from app.evidence.rules.recipients import TooManyRecipients
from app.kernel import clock
from app.kernel.verify.anchors import Anchor
from app.kernel.verify.ed25519 import signed
from app.kernel.verify.packs import verify
from app.mail import queries as outbox
from app.mail import service as mails
from config import Smtp
from tests.support import people
from tests.support.smtp import Mailbox, text_of


@pytest.fixture
def event(db: SQLAlchemy) -> UUID:
    """The small meeting."""
    return people.hold()


def test_recipients_are_read_as_people_write_them() -> None:
    text = "Aminata Sow, Aminata@Example.org\n\n أمينة بنت سالم <amina@example.org>\n"
    text += "audit@example.com\nX;amina@example.org"
    read = read_recipients(text)
    assert read == [
        ("Aminata Sow", "aminata@example.org"),
        ("أمينة بنت سالم", "amina@example.org"),
        ("audit@example.com", "audit@example.com"),
    ]
    assert read_recipients(written(read)) == read
    for wrong in ("Aminata Sow", "a@b", "Amina, amina@@example.org", "@"):
        with pytest.raises(NoRecipient) as told:
            read_recipients(f"ok@example.org\n{wrong}")
        assert told.value.params["line"] == 2
    with pytest.raises(TooManyRecipients):
        read_recipients("\n".join(f"a{number}@example.org" for number in range(21)))


def test_there_is_one_key_even_when_several_need_it_first(app: Flask, db: SQLAlchemy) -> None:
    def key(_turn: int) -> bytes:
        with app.app_context():
            return service.public_key()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(key, range(4)))) == 1
    assert signed(service.public_key(), b"said", service.sign(b"said"))


def test_the_key_is_at_its_address(client: FlaskClient, db: SQLAlchemy) -> None:
    answer = client.get("/v/key")
    assert (answer.status_code, answer.text.strip()) == (200, service.public_key().hex())
    assert client.get("/v/key").text == answer.text


def test_an_anchor_holds_the_heads_and_goes_to_the_auditors(
    app: Flask, event: UUID, mailbox: Mailbox
) -> None:
    smtp = Smtp("127.0.0.1", mailbox.port, sender="post@example.org")
    app.config["CONFIG"] = replace(app.config["CONFIG"], smtp=smtp, public_url="https://multaqa.example")
    people.approved(event)
    service.set_recipients(event, [("أمينة <بنت> سالم", "audit@example.org", "ar")])
    heads = queries.heads(event)
    made = service.anchor_now(event)
    kept = Anchor.read(made.text)
    assert kept.journal == (heads["journal"][0], heads["journal"][1][:20])
    assert signed(service.public_key(), made.text.encode(), made.signature)
    mails.deliver_due(clock.now())
    (mail,) = mailbox.to("audit@example.org")
    said = text_of(mail)
    assert made.text in said.replace("\r\n", "\n")
    assert "أمينة <بنت> سالم" in said
    (attached,) = mail.iter_attachments()
    assert attached.get_content().startswith(made.text)
    after = queries.heads(event)["journal"][0]
    assert after == heads["journal"][0] + 1, (
        "the anchor itself stands in the journal, and the next one covers it"
    )
    assert [one.id for one in queries.anchors(event, heads["journal"][0])] == [made.id]
    assert not queries.anchors(event, heads["journal"][0] - 1)


def test_naming_replaces_those_who_were_named_before(event: UUID) -> None:
    service.set_recipients(event, [("A", "a@example.org", "fr"), ("B", "b@example.org", "fr")])
    service.set_recipients(event, [("Bea", "b@example.org", "en"), ("C", "c@example.org", "en")])
    found = [(one.name, one.email, one.language) for one in queries.recipients(event)]
    assert found == [("Bea", "b@example.org", "en"), ("C", "c@example.org", "en")]


def test_the_desk_names_auditors_and_keeps_what_was_typed_wrong(app: Flask, event: UUID) -> None:
    desk = people.desk(app, event, "organiser")
    page = desk.post(
        "/desk/meeting/evidence/auditors?lang=fr", data={"recipients": "Sans adresse", "language": "fr"}
    )
    assert page.status_code == 422
    assert "Ligne 1" in page.text
    assert "Sans adresse" in page.text
    desk.post(
        "/desk/meeting/evidence/auditors", data={"recipients": "Aminata, a@example.org", "language": "ar"}
    )
    assert [one.language for one in queries.recipients(event)] == ["ar"]
    assert desk.post("/desk/meeting/evidence/anchors").status_code == 303
    assert "MULTAQA-1 meeting" in desk.get("/desk/meeting/evidence/anchors").text


def test_closing_a_half_day_anchors_what_its_sheet_says_and_a_later_pack_holds_to_it(
    app: Flask, event: UUID
) -> None:
    people.approved(event)
    service.set_recipients(event, [("Aminata", "audit@example.org", "fr")])
    closing = attendance.close(event, "opening", "Aminata Sow")
    (kept,) = queries.anchors(event)
    assert kept.text == anchor_of("meeting", closing).text
    assert kept.place == "opening"
    assert db_mails(event) == ["audit@example.org"]
    _cut, content = service.pack_now(event, "auditor")
    assert verify(BytesIO(content), [kept.text]).faults == []


def db_mails(event: UUID) -> list[str]:
    return [one.to for one in outbox.mails(event) if one.occasion == "evidence.anchor"]
