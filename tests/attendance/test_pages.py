"""Signed pages as pictures, and signatures on a tablet; on both databases."""

from __future__ import annotations

import base64
import json
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from app.attendance import queries, service
from app.attendance.exports import sign_sheets_pdf
from app.attendance.models import SignatureInk
from app.attendance.rules import How
from app.attendance.rules.ink import BadInk, picture_of, read_ink
from app.audit.models import ChainHead
from app.kernel import storage
from app.kernel.db import atomic, db
from app.privacy import service as privacy
from tests.attendance.conftest import Morning
from tests.support import people as desks

CLOSING = "/desk/meeting/closing"


@pytest.fixture
def desk(app: Flask, morning: Morning) -> FlaskClient:
    return desks.desk(app, morning.event_id, "organiser")


def photo(morning: Morning, turned: int = 0) -> bytes:
    """The first page as a phone would photograph it: smaller, turned a little, on a table."""
    data = sign_sheets_pdf(service.drawn(morning.event_id, [morning.sheet]), service.sign_words())
    page = pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
    table = Image.new("L", (page.width + 400, page.height + 400), 120)
    table.paste(page, (200, 200))
    out = BytesIO()
    table.rotate(turned, fillcolor=120).save(out, "JPEG", quality=70)
    return out.getvalue()


def send(desk: FlaskClient, content: bytes, name: str = "page.jpg", **more: str) -> str:
    sent = {"pictures": (BytesIO(content), name), **more}
    answer = desk.post(f"{CLOSING}/pictures", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    return str(answer.location)


def test_the_chain_of_signatures_is_verified_at_the_desk(desk: FlaskClient, morning: Morning) -> None:
    service.enter(morning.event_id, morning.sheet, "1", How.PAPER)
    assert "The chain closes" not in desk.get(f"{CLOSING}?lang=en").text
    assert "The chain closes" in desk.get(f"{CLOSING}?lang=en&verify=1").text
    with atomic() as session:
        head = session.get_one(ChainHead, queries.chain_of_signatures(morning.event_id))
        head.link = bytes(32)  # as if the last line had been cut off and others written
    assert "The chain is broken" in desk.get(f"{CLOSING}?lang=en&verify=1").text


@pytest.mark.parametrize("turned", [0, 4, 90])
def test_a_photograph_finds_its_page_and_its_ticks_are_entered(
    desk: FlaskClient,
    morning: Morning,
    turned: int,
) -> None:
    where = send(desk, photo(morning, turned))
    assert where.endswith(f"/sheets/{morning.sheet.id}/1")
    page = desk.get(f"{where}?lang=en").text
    assert page.count("checked") == 5
    assert desk.get(f"{where}/picture").mimetype == "image/jpeg"
    assert desk.post(where, data={"line": ["1", "3", "99", "x"]}).status_code == 303
    counts = queries.register(morning.event_id).counts("1am")
    assert counts.signed == 2
    assert {one.how for one in queries.signatures(morning.event_id)} == {"photo"}
    assert queries.pages_of(morning.sheet.id)[1].file


def test_a_scan_as_pdf_and_a_code_that_nobody_can_read(desk: FlaskClient, morning: Morning) -> None:
    plain = BytesIO()
    Image.new("RGB", (300, 200), "white").save(plain, "PNG")
    assert send(desk, plain.getvalue(), "white.png").endswith("/closing")
    assert queries.pages_of(morning.sheet.id) == {}
    said = f"{morning.sheet.reference.lower()}-1"
    assert send(desk, plain.getvalue(), "white.png", said=said).endswith("/1")
    first = queries.pages_of(morning.sheet.id)[1].file
    data = sign_sheets_pdf(service.drawn(morning.event_id, [morning.sheet]), service.sign_words())
    assert send(desk, data, "scan.pdf").endswith("/1")
    db.session.rollback()
    second = queries.pages_of(morning.sheet.id)[1].file
    assert second != first
    assert storage.find(morning.event_id, first) is None
    for content, name in ((b"MZ\x90", "x.jpg"), (b"%PDF-1.4 broken", "x.pdf"), (b"", "empty.png")):
        assert send(desk, content, name, said=said).endswith("/closing") or content.startswith(b"%PDF")


def drawing() -> tuple[str, str]:
    out = BytesIO()
    Image.new("L", (90, 30), 255).save(out, "PNG")
    strokes = [[[at * 3, at, at * 10] for at in range(20)]]
    return json.dumps(strokes), "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_a_signature_on_a_tablet_is_sealed_and_goes_with_the_person(
    desk: FlaskClient,
    morning: Morning,
) -> None:
    strokes, picture = drawing()
    who = morning.people[0].id
    address = f"{CLOSING}/1am/tablet"
    assert str(who) in desk.get(f"{address}?q=amina").text
    assert "<canvas" in desk.get(f"{address}?person={who}").text
    data = {"person": str(who), "strokes": strokes, "picture": picture}
    assert desk.post(address, data=data | {"strokes": "[]"}).status_code == 422
    assert desk.post(address, data=data | {"person": str(UUID(int=1))}).status_code == 404
    assert desk.post(address, data=data).status_code == 303
    assert desk.post(address, data=data).status_code == 303
    db.session.rollback()
    signed = queries.register(morning.event_id).mark(who, "1am").signed
    assert signed is not None
    assert (signed.number, signed.how) == (1, "tablet")
    kept = db.session.get(SignatureInk, (morning.event_id, 1))
    assert kept is not None
    told = picture.partition(",")[2]
    assert told.encode() not in kept.ink_sealed
    assert base64.b64decode(told)[:16] not in kept.ink_sealed  # three letters may stand there by chance
    assert desk.get("/desk/meeting/signatures/1.png").mimetype == "image/png"
    privacy.erase(morning.event_id, who)
    db.session.rollback()
    assert desk.get("/desk/meeting/signatures/1.png").status_code == 404
    assert queries.first_break_of_signatures(morning.event_id) is None
    assert queries.register(morning.event_id).mark(who, "1am").signed is not None


@pytest.mark.parametrize(
    "strokes",
    [
        "",
        "{}",
        "[]",
        "[[]]",
        "[[[1,2]]]",
        '[[["a",1,2]]]',
        "[[[1,2,3]]]",
        "[" * 5000,
        "[[[1e9,1,1]]]",
        "[[[true,1,1]]]",
    ],
)
def test_what_is_no_signature_is_refused(strokes: str) -> None:
    with pytest.raises(BadInk):
        read_ink(strokes, drawing()[1])


@pytest.mark.parametrize(
    "picture",
    ["", "data:image/svg+xml;base64,PHN2Zz4=", "data:image/png;base64,AAAA", "data:image/png;base64,***"],
)
def test_what_is_no_picture_is_refused(picture: str) -> None:
    with pytest.raises(BadInk):
        read_ink(drawing()[0], picture)


def test_the_picture_comes_out_of_the_seal_as_it_went_in() -> None:
    ink = read_ink(*drawing())
    assert picture_of(ink.sealed_form()) == ink.picture
