"""Letters: numbers without gaps, bytes that stay, withdrawal and replacement, and what the code says."""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image, ImageDraw
from sqlalchemy import select

from app.batches import queries as batch_queries
from app.batches import service as batches
from app.kernel import storage
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from app.letters import queries, service
from app.letters.models import Letter
from app.letters.rules.references import NoLetter, NoPassport, NotToWithdraw
from app.registration import queries as registrations
from app.registration.rules import check_passport
from app.travel import service as travel
from app.travel.rules import Stay
from tests.letters.conftest import deliver, letter_text, text_in
from tests.support import people
from tests.support.meetings import FIRST
from tests.support.smtp import Mailbox


def url_of(letter: Letter) -> str:
    """The address in the code of a letter, read from its picture."""
    document = pypdfium2.PdfDocument(queries.content(letter))
    picture = document[0].render(scale=4).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def test_a_letter_is_numbered_named_and_verified(event: UUID, client: FlaskClient) -> None:
    guest = people.approved(event)
    letter = service.issue(event, guest.id, "invitation", ["fr"])
    assert letter.reference.startswith("MEETING/INV/")
    assert letter.reference.endswith("/0001")
    text = letter_text(event, letter.id)
    for word in ("Amina Mint Salem", "Réunion annuelle", letter.reference, "Palais des congrès"):
        assert word in text
    path = url_of(letter).partition("localhost")[2] or "/" + url_of(letter).split("/", 3)[3]
    path = path[path.index("/v/") :]
    assert "valable" in client.get(f"{path}?lang=fr").text.lower()
    assert "Amina" not in client.get(path).text
    service.withdraw(event, letter.id, "Erreur de nom")
    assert "Annulé" in client.get(f"{path}?lang=fr").text
    assert client.get("/v/nothing-like-it").status_code == 404
    with pytest.raises(NotToWithdraw):
        service.withdraw(event, letter.id, "")


def test_bytes_stay_whatever_changes(event: UUID) -> None:
    guest = people.approved(event)
    letter = service.issue(event, guest.id, "participation", ["ar", "fr"])
    before = queries.content(letter)
    service.save_words(event, "letter.participation", "fr", "Autre chose", "{name}")
    assert queries.content(queries.get_letter(event, letter.id)) == before
    assert {"Autre", "chose"} <= set(letter_text(event, service.reissue(event, letter.id).id).split())


def test_numbers_have_no_gaps_under_threads(event: UUID, app: Flask, db: SQLAlchemy) -> None:
    guests = [people.approved(event, number).id for number in range(12)]
    db.session.remove()

    def write(guest: UUID) -> int:
        with app.app_context():
            return service.issue(event, guest, "invitation", ["fr"]).number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(write, guests)) == list(range(1, 13))


def test_a_preview_has_no_number_no_code_and_no_passport(event: UUID) -> None:
    guest = people.approved(event, country="TN", city="Tunis")
    passport = check_passport(
        {"passport_number": "K1234567", "passport_country": "TN", "passport_expires": "2030-01-01"}, FIRST
    )
    travel.save(guest.id, Stay(visa="yes"), passport)
    content = service.preview(event, guest.id, "visa", ["fr"])
    document = pypdfium2.PdfDocument(content)
    text, picture = document[0].get_textpage().get_text_range(), document[0].render(scale=4).to_pil()
    document.close()
    assert ("Amina Mint Salem" in text, "K1234567" in text, "Aperçu" in text) == (True, False, True)
    assert zxingcpp.read_barcodes(picture) == []
    assert queries.letters(event, "", 0, 9) == []
    with pytest.raises(NotFound):
        service.preview(event, guest.id, "diploma", ["fr"])


def test_a_refused_letter_takes_no_number(event: UUID) -> None:
    guest = people.approved(event, country="TN", city="Tunis")
    with pytest.raises(NoPassport):
        service.issue(event, guest.id, "visa", ["fr"])
    with pytest.raises(NoLetter):
        service.issue(event, people.register(event, 1), "participation", ["fr"])
    for kind, languages in (
        ("diploma", ["fr"]),
        ("visa", ["xx"]),
        ("visa", ["fr", "ar", "en"]),
        ("visa", []),
    ):
        with pytest.raises(NotFound):
            service.issue(event, guest.id, kind, languages)
    passport = check_passport(
        {"passport_number": "K1234567", "passport_country": "TN", "passport_expires": "2030-01-01"}, FIRST
    )
    travel.save(guest.id, Stay(visa="yes"), passport)
    letter = service.issue(event, guest.id, "visa", ["fr"])
    assert letter.number == 1
    assert "K1234567" in letter_text(event, letter.id)
    assert b"K1234567" not in (letter.content_sealed or b"")


def test_reissued_letters_keep_their_order_and_tell_of_one_another(event: UUID) -> None:
    guest = people.approved(event)
    first = service.issue(event, guest.id, "invitation", ["fr"])
    service.release(event, [first.id], by_mail=False)
    second = service.reissue(event, first.id)
    first = queries.get_letter(event, first.id)
    assert (second.number, first.replaced_by, first.reason) == (2, second.id, second.reference)
    assert second.released_at is not None
    assert queries.find_valid(guest.id, "invitation").id == second.id  # type: ignore[union-attr]


def test_a_delegate_fetches_only_what_was_released_to_them(
    event: UUID, client: FlaskClient, server: Mailbox
) -> None:
    mine, other = people.all_approved(event, 2)
    letter = service.issue(event, mine.id, "invitation", ["ar"])
    tokens = [registrations.link_token(registrations.get(event, one.id)) for one in (mine, other)]
    address = "/p/{}/letters/" + f"{letter.id}.pdf"
    assert client.get(address.format(tokens[0])).status_code == 404
    deliver()
    server.mails.clear()
    service.release(event, [letter.id], by_mail=True)
    answer = client.get(address.format(tokens[0]))
    assert (answer.status_code, answer.data) == (200, queries.content(letter))
    assert client.get(address.format(tokens[1])).status_code == 404
    assert str(letter.id) in client.get(f"/p/{tokens[0]}").text
    deliver()
    assert letter.reference in str(server.mails[0]["Subject"])
    service.withdraw(event, letter.id, "")
    assert client.get(address.format(tokens[0])).status_code == 404


@pytest.mark.parametrize("as_zip", [True, False])
def test_letters_for_many_come_as_one_file(event: UUID, as_zip: bool) -> None:
    guests = people.all_approved(event, 4)
    kept = service.issue(event, guests[0].id, "invitation", ["fr"])
    people.register(event, 4, category="press")
    for _turn in range(2):  # done again, nobody gets a second letter
        batch = service.issue_many(
            event, queries.Wanted(states=("approved",)), "invitation", ["fr"], release=True, by_mail=False,
            as_zip=as_zip,
        )  # fmt: skip
        assert not batches.hurry(batch.id, 60)
    file = batch_queries.find_file(batch.id)
    assert file is not None
    if as_zip:
        with zipfile.ZipFile(BytesIO(file.content)) as archive:
            assert len(archive.namelist()) == 4
            assert archive.read(queries.file_name(kept)) == queries.content(kept)
    else:
        text = text_in(file.content)
        assert all(name in text for name in ("Amina Mint Salem", "Bilal Haddad", "Khadija Mansouri"))
    assert queries.letter_counts(event)["invitation"] == 4


def test_signature_and_logos_are_written_anew_and_drawn(event: UUID, db: SQLAlchemy) -> None:
    drawn = Image.new("RGB", (400, 160), "white")
    ImageDraw.Draw(drawn).line([(10, 120), (200, 20), (390, 120)], fill="black", width=9)
    upload = BytesIO()
    drawn.save(upload, "PNG", exif=b"Exif\x00\x00")
    said = {
        "sender": Text(fr="Réseau des villes"), "signer": Text(fr="Mohamed Ould Ahmed"), "place": Text(fr="Nouakchott"),
        "signer_function": Text(fr="Secrétaire général"), "prefix": "nkc", "hijri": True,
    }  # fmt: skip
    keys = [service.keep_picture(event, upload, name) for name in ("signature", "logo")]
    service.save_letterhead(event, said, signature=keys[0], logos=keys[1:], dropped=())
    letter = service.issue(event, people.approved(event).id, "invitation", ["fr"])
    assert letter.reference.startswith("NKC/INV/")
    text = letter_text(event, letter.id)
    assert "Secrétaire général" in text
    assert " H." in text.replace("\u00a0", " ")
    document = pypdfium2.PdfDocument(queries.content(letter))
    pictures = [one for one in document[0].get_objects() if one.type == 3]
    assert len(pictures) >= 2
    document.close()
    service.save_letterhead(event, said, signature="", logos=(), dropped=keys[1:])
    assert not db.session.scalars(select(storage.StoredFile)).all()


def test_the_longest_names_and_hostile_ones_lose_no_letter(event: UUID) -> None:
    long = "محمد " * 20 + "النهاية"
    guest = people.approved(
        event, name_ar=long.strip(), name_latin="{passport} *x* " + "Q" * 60, function="م" * 150
    )
    for languages in (["ar"], ["ar", "fr"], ["fr"]):
        text = letter_text(event, service.issue(event, guest.id, "invitation", languages).id)
        if languages[0] == "ar":
            assert "النهاية" in text or "ةياهنلا" in text
        else:
            assert text.replace("\r", "").replace("\n", "").count("Q" * 30) >= 1
            assert "{passport}" in text
