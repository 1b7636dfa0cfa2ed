"""Uploads: what is taken and what is not, the quota, claiming, sending, and the two places where bytes lie."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.kernel import clock, storage
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.storage.files import QuotaReached
from app.kernel.storage.kinds import DOCX, ODT, EmptyFile, TooLarge, UnknownKind, kind_of, safe_name
from app.kernel.storage.places import Bucket, open_place
from tests.support import s3, uploads
from tests.support.people import hold

PLACES = ["folder", "bucket"]


@pytest.fixture(scope="session")
def bucket() -> Bucket:
    return Bucket(s3.start())


@pytest.fixture(params=PLACES)
def event(request: pytest.FixtureRequest, app: Flask, db: SQLAlchemy) -> UUID:
    if request.param == "bucket":
        app.extensions["storage"] = request.getfixturevalue("bucket")
    return hold()


def kept(event: UUID, content: bytes = b"", name: str = "a.pdf") -> storage.StoredFile:
    return storage.keep(event, BytesIO(content or uploads.pdf()), name)


def test_a_file_comes_back_as_it_was_with_what_it_is(app: Flask, event: UUID) -> None:
    file = kept(event, uploads.pdf(b"x" * 300_000), "../../etc/Lettre d’invitation.html")
    assert (file.mimetype, file.name) == ("application/pdf", "Lettre d’invitation.pdf")
    assert (len(file.sha256), file.size) == (32, 300_026)
    assert storage.read(file) == uploads.pdf(b"x" * 300_000)
    with app.test_request_context("/"):
        sent = storage.send(file)
    assert sent.headers["Content-Disposition"].startswith("attachment; ")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]


def test_what_is_dropped_is_gone_once_that_is_certain(event: UUID) -> None:
    file = kept(event)

    def change_ones_mind() -> None:
        with atomic():
            storage.drop(storage.get(event, file.key))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_ones_mind()
    assert storage.read(storage.get(event, file.key))
    with atomic():
        storage.drop(storage.get(event, file.key))
    assert storage.find(event, file.key) is None
    with pytest.raises(FileNotFoundError):
        storage.read(file)
    with atomic(), pytest.raises(NotFound):
        storage.claim(event, file.key)


def test_what_nobody_claims_is_swept_after_a_day(event: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, nobodys = kept(event), kept(event)
    with atomic():
        storage.claim(event, mine.key)
    storage.sweep()
    assert storage.find(event, nobodys.key)
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    storage.sweep()
    assert storage.find(event, mine.key)
    assert storage.find(event, nobodys.key) is None
    with pytest.raises(FileNotFoundError):
        storage.read(nobodys)


def test_a_file_is_claimed_once_and_by_its_own_event(event: UUID) -> None:
    file, other = kept(event), hold("elsewhere")
    assert storage.find(other, file.key) is None
    with atomic(), pytest.raises(NotFound):
        storage.claim(other, file.key)
    with atomic():
        storage.claim(event, file.key)
    with atomic(), pytest.raises(NotFound):
        storage.claim(event, file.key)


def test_the_quota_holds_for_those_who_send_at_once(app: Flask, db: SQLAlchemy) -> None:
    event = hold()
    app.config["CONFIG"] = replace(app.config["CONFIG"], upload_quota=1)
    content = uploads.pdf(b"x" * 300_000)
    outcomes: list[bool] = []

    def send() -> None:
        with app.app_context():
            try:
                outcomes.append(bool(kept(event, content)))
            except QuotaReached:
                outcomes.append(False)
            db.session.remove()

    threads = [Thread(target=send) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == [False] * 5 + [True] * 3
    assert storage.used(event) == 3 * len(content)
    folder: Path = app.config["CONFIG"].instance / "uploads"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 3


def test_files_in_the_folder_are_for_the_program_only(app: Flask, db: SQLAlchemy) -> None:
    file = kept(hold())
    path = app.config["CONFIG"].instance / "uploads" / file.key[:2] / file.key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_bucket_wants_the_right_key(bucket: Bucket, tmp_path: Path) -> None:
    stranger = open_place(tmp_path, replace(s3.start(), secret_key="guessed"))
    with pytest.raises(Exception, match=r"(?i)forbidden|denied|403|signature"):
        stranger.put("0" * 32, BytesIO(b"mine"))


TAKEN = {
    "application/pdf": uploads.pdf(),
    "image/jpeg": uploads.photo(),
    "image/png": uploads.photo(form="PNG"),
    "image/webp": uploads.photo(form="WEBP"),
    DOCX.mimetype: uploads.docx(),
    ODT.mimetype: uploads.odt(),
}
REFUSED = {
    "page": b"<!doctype html><script>alert(1)</script>",
    "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page before a pdf": b"<html>" + uploads.pdf(),
    "pdf that is an archive": uploads.pdf() + uploads.packed(a=b"b"),
    "pdf without an end": b"%PDF-1.7\n",
    "plain archive": uploads.packed(a_dot_txt=b"text"),
    "macros": uploads.docx(word__vbaProject_dot_bin=b"evil"),
    "bomb": uploads.docx(word__media__a=b"\0" * 600_000_000),
    "broken archive": uploads.docx()[:-30] + b"PK\x05\x06" + b"\xff" * 18,
    "program": b"\x7fELF" + b"\0" * 100,
    "letters": b"dear all",
    "gif": b"GIF89a" + b"\0" * 100,
}


@pytest.mark.parametrize("kind", TAKEN)
def test_the_range_is_known_by_its_content(kind: str) -> None:
    assert kind_of(BytesIO(TAKEN[kind]), storage.FILES).mimetype == kind


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_outside_the_range_is_refused(what: str) -> None:
    with pytest.raises(UnknownKind):
        kind_of(BytesIO(REFUSED[what]), storage.FILES)


def test_a_list_of_contents_that_is_too_long_is_not_read() -> None:
    target = BytesIO(uploads.docx())
    with zipfile.ZipFile(target, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:040}", b"")
    with pytest.raises(UnknownKind):
        kind_of(target, storage.FILES)


def test_size_and_emptiness_are_refused_with_a_sentence(db: SQLAlchemy, app: Flask) -> None:
    event = hold()
    with pytest.raises(TooLarge):
        storage.keep(event, BytesIO(uploads.pdf(b"x" * storage.MB)), "a.pdf", most=storage.MB)
    with pytest.raises(EmptyFile):
        storage.keep(event, BytesIO(b""), "a.pdf")
    assert storage.used(event) == 0


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("..\\..\\boot.ini", "boot.pdf"),
        ("/etc/passwd", "passwd.pdf"),
        ("photo.jpg.exe", "photo.jpg.pdf"),
        ("\u202egpj.exe\0", "gpj.pdf"),
        ("رسالة دعوة.pdf", "رسالة دعوة.pdf"),
        ('a"b;c\r\nX: y.html', "a-b-c X- y.pdf"),
        ("", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 5000, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, storage.PDF) == safe
