"""Packs: cut at a position, the same bytes again, what leaves by purpose, and every mutation of every file found."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.attendance import queries as attendance
from app.attendance import service as sheets
from app.attendance.rules.sheets import SheetChoices
from app.batches import queries as batch_queries
from app.batches import service as batches
from app.evidence import queries, service
from app.evidence.models import EvidenceCut, EvidencePack, PackPart
from app.evidence.rules import PURPOSES
from app.kernel import clock
from app.kernel.errors import NotFound
from app.kernel.verify.packs import verify
from app.privacy import service as privacy
from tests.checkin.conftest import Door, line
from tests.letters.conftest import text_in
from tests.support import people
from tests.support.archival import faults
from tests.support.people import Delegate

ANSWERS: dict[str, str] = {"function": "=HYPERLINK(1)", "name_latin": "O'Néil <b>\u202eX", "name_ar": "أمينة"}


@pytest.fixture
def event(db: SQLAlchemy) -> UUID:
    """The small meeting."""
    return people.hold()


@pytest.fixture
def guests(app: Flask, event: UUID) -> list[Delegate]:
    """Four who are approved, three of whom were there."""
    found = [people.approved(event, number, **(ANSWERS if number == 0 else {})) for number in range(4)]
    door, starts = Door(app, event), attendance.places(event)["opening"].starts
    door.scan(*(line(one, at=clock.stamp(starts)) for one in found[:3]), line("=1+1", checkpoint="nowhere"))
    return found


def pack(event: UUID, purpose: str = "auditor", cut: EvidenceCut | None = None) -> tuple[EvidenceCut, bytes]:
    return service.pack_now(event, purpose, cut.id if cut else None)


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_pack_verifies_with_its_key_and_an_anchor(event: UUID, guests: list[Delegate]) -> None:
    anchor = service.anchor_now(event)
    _cut, content = pack(event)
    report = verify(BytesIO(content), [anchor.text], service.public_key().hex())
    assert report.faults == []
    assert any("scans 4 " in one and "holds" in one for one in report.told)


def test_an_anchor_of_later_shows_that_a_pack_ends_before_it(event: UUID, guests: list[Delegate]) -> None:
    _cut, content = pack(event)
    later = service.anchor_now(event)
    assert any("ends at" in fault for fault in verify(BytesIO(content), [later.text]).faults)


def test_the_same_cut_gives_the_same_bytes_whatever_came_since(
    app: Flask, event: UUID, guests: list[Delegate]
) -> None:
    cut, before = pack(event)
    people.approved(event, 7)
    Door(app, event, "Later").scan(line(guests[3]))
    service.anchor_now(event)
    again, after = pack(event, cut=cut)
    assert again.id == cut.id
    assert after == before
    _newer, newest = pack(event)
    assert newest != before


def test_long_work_makes_the_same_pack_and_goes_on_after_a_stop(
    event: UUID, guests: list[Delegate], db: SQLAlchemy
) -> None:
    batch = service.begin_pack(event, "funder")
    batches.hurry(batch.id, 0.05)  # a little of it, as a worker that is killed
    assert not batches.hurry(batch.id, 120)
    done = batch_queries.get_batch(event, batch.id)
    assert (done.state, done.failed) == ("done", 0)
    file = batch_queries.find_file(batch.id)
    made = db.session.query(EvidencePack).one()
    assert file is not None
    assert file.name.startswith("meeting-funder-J")
    assert made.sha256 is not None
    cut = db.session.query(EvidenceCut).one()
    assert service.build(cut, PURPOSES["funder"]) == file.content


def test_lists_matrix_and_sums_say_what_the_register_says(event: UUID, guests: list[Delegate]) -> None:
    found = files(pack(event)[1])
    rows = table(found["lists/opening.csv"])
    register = attendance.register(event)
    assert len(rows) - 1 == len(register.expected("opening"))
    present = {row[2] for row in rows[1:] if row[-1] == "1"}
    assert len(present) == len(register.present("opening")) == 3
    assert rows[1:] == sorted(rows[1:], key=lambda row: int(row[0]))
    head, *body = table(found["matrix/matrix.csv"])
    sums = dict(zip(head[4:], body[-1][4:], strict=True))
    assert {key: int(number) for key, number in sums.items()} == {
        key: len(register.present(key)) for key in register.places
    }
    book = openpyxl.load_workbook(BytesIO(found["matrix/matrix-fr.xlsx"]))
    assert book.active is not None
    assert book.active.max_row >= len(body)
    assert "'=HYPERLINK(1)" in found["lists/opening.csv"].decode("utf-8-sig")


PERSONAL = ("Haddad", "بلال", "Daouda", "delegate1@example.org", "22123456")


@pytest.mark.parametrize("purpose", list(PURPOSES))
def test_what_leaves_is_what_the_purpose_says(event: UUID, guests: list[Delegate], purpose: str) -> None:
    found = files(pack(event, purpose)[1])
    said = PURPOSES[purpose]
    folders = {name.partition("/")[0] for name in found if "/" in name}
    assert folders <= set(said.parts)
    assert ("lists" in folders) == said.leaves("lists")
    text = "\n".join(
        content.decode("utf-8", "replace")
        for name, content in found.items()
        if not name.endswith((".pdf", ".pyz"))
    )
    assert ("Haddad" in text) == (purpose != "publication")
    if said.published:
        assert not [word for word in PERSONAL if word in text]
        assert not [one for one in guests if str(one.id) in text]
    if not said.words and said.leaves("chains"):
        rows = table(found["chains/journal.csv"])
        head = rows[0]
        assert {(row[head.index("content")], row[head.index("salt")]) for row in rows[1:]} == {("", "")}
    assert verify(BytesIO(pack(event, purpose)[1])).faults == []


def test_sheets_are_those_that_were_printed_with_contacts_only_where_words_leave(
    event: UUID, guests: list[Delegate]
) -> None:
    made = sheets.make_sheets(event, ["opening"], SheetChoices(languages=("fr",), contact="email"))
    name = f"sheets/blank/opening-{made[0].reference}.pdf"
    cut, content = pack(event, "auditor")
    text = text_in(files(content)[name])
    assert "Haddad" in text
    assert "delegate1@example.org" in text
    text = text_in(files(pack(event, "funder", cut)[1])[name])
    assert "Haddad" in text
    assert "example.org" not in text
    privacy.erase(event, guests[1].id)
    text = text_in(files(pack(event, "auditor", cut)[1])[name])
    assert "Haddad" not in text
    assert "Daouda" in text


def test_statistics_of_the_position_are_in_the_pack(event: UUID, guests: list[Delegate]) -> None:
    found = files(pack(event, "publication")[1])
    assert {
        "statistics/statistics.csv",
        "statistics/statistics-ar.pdf",
        "statistics/statistics-fr.xlsx",
    } <= set(found)


MUTATIONS = ("changed", "removed", "added", "emptied")


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_mutation_of_a_file_of_each_folder_is_found(
    event: UUID, guests: list[Delegate], mutation: str
) -> None:
    found = files(pack(event)[1])
    folders = {name.partition("/")[0]: name for name in found}
    mutate(found, sorted({*folders.values(), "manifest.json"}), mutation)


@pytest.mark.proof
@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_mutation_of_every_file_is_found(event: UUID, guests: list[Delegate], mutation: str) -> None:
    found = files(pack(event)[1])
    mutate(found, sorted(found), mutation)


def mutate(found: dict[str, bytes], names: list[str], mutation: str) -> None:
    """Change each of these files of a pack in turn; AssertionError for one of which nothing is said."""
    for name in names:
        content, mutant = found[name], dict(found)
        if mutation == "changed":
            mutant[name] = content[:-1] + bytes([content[-1] ^ 1]) if content else b"x"
        elif mutation == "removed":
            del mutant[name]
        elif mutation == "added":
            mutant[f"{name}.more"] = content
        else:
            mutant[name] = b"" if content else b"no longer empty"
        target = BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for one, said in mutant.items():
                archive.writestr(one, said)
        faults = verify(target).faults
        assert any(name in fault or "manifest" in fault for fault in faults), (name, faults)


def test_an_act_that_was_changed_in_the_database_is_named_by_its_line(
    event: UUID, guests: list[Delegate]
) -> None:
    found = files(pack(event)[1])
    rows = table(found["chains/scans.csv"])
    at = rows[0].index("outcome")
    rows[2][at] = "left"
    out = StringIO(newline="")
    csv.writer(out).writerows(rows)
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, said in {**found, "chains/scans.csv": out.getvalue().encode("utf-8-sig")}.items():
            archive.writestr(name, said)
    assert any(fault.startswith("chains/scans.csv, line 3 (number 2)") for fault in verify(target).faults)


def test_erasing_somebody_takes_them_out_of_every_cut(
    event: UUID, guests: list[Delegate], db: SQLAlchemy
) -> None:
    cut, before = pack(event)
    assert "Haddad" in files(before)["lists/opening.csv"].decode()
    privacy.erase(event, guests[1].id)
    again, after = pack(event, cut=cut)
    found = files(after)
    assert "Haddad" not in "".join(said.decode("utf-8", "replace") for said in found.values())
    assert again.thinned == 1
    assert json.loads(found["manifest.json"])["erased_since"] == 1
    assert verify(BytesIO(after)).faults == []
    assert "Haddad" not in json.dumps(queries.frozen(again), ensure_ascii=False)


def test_what_is_being_made_goes_when_somebody_is_erased(
    event: UUID, guests: list[Delegate], db: SQLAlchemy
) -> None:
    batch = service.begin_pack(event, "auditor")
    batches.hurry(batch.id, 0.05)
    privacy.erase(event, guests[1].id)
    assert db.session.query(PackPart).count() == 0
    assert not batches.hurry(batch.id, 120)
    assert batch_queries.get_batch(event, batch.id).state == "failed"


def test_a_cut_of_another_event_is_not_found(event: UUID, guests: list[Delegate]) -> None:
    cut, _content = pack(event)
    other = people.hold("other")
    with pytest.raises(NotFound):
        service.pack_now(other, "auditor", cut.id)
    with pytest.raises(NotFound):
        service.pack_now(event, "curiosity")


def test_the_desk_shows_what_leaves_makes_a_pack_and_writes_it_down(
    app: Flask, event: UUID, guests: Any
) -> None:
    desk = people.desk(app, event, "organiser")
    page = desk.get("/desk/meeting/evidence?lang=fr")
    assert "sans textes" in page.text
    made = desk.post("/desk/meeting/evidence", data={"purpose": "publication", "cut": ""})
    assert made.status_code == 303
    assert "Pour publication" in desk.get("/desk/meeting/evidence?lang=fr").text
    journal = desk.get("/desk/meeting/journal?lang=fr")
    assert "Dossier de preuves" in journal.text


def test_every_pdf_of_a_pack_meets_what_can_be_read_of_pdf_a(event: UUID, guests: list[Delegate]) -> None:
    sheets.make_sheets(event, ["opening"], SheetChoices(languages=("ar", "fr")))
    found = {name: said for name, said in files(pack(event)[1]).items() if name.endswith(".pdf")}
    assert {name.partition("/")[0] for name in found} == {"lists", "programme", "sheets", "statistics"}
    assert {name: faults(said) for name, said in found.items() if faults(said)} == {}
