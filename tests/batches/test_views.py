"""The page of long work: how far it is, what went wrong, who may see, cancel and download."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.batches import service
from app.batches.service import File
from app.kernel.db import atomic
from tests.batches.conftest import begun, read
from tests.batches.worker import handle
from tests.support import people


def test_a_page_tells_how_far_it_is_and_looks_again(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    batch_id = begun(event_id, list(range(1, 40)))
    desk = people.desk(app, event_id, "accreditation")
    page = desk.get(f"/desk/meeting/batches/{batch_id}?lang=en").text
    assert '<meta http-equiv="refresh"' in page
    assert 'data-live="yes"' in page
    assert "0 / 39" in page
    while service.hurry(batch_id, 60):
        pass
    page = desk.get(f"/desk/meeting/batches/{batch_id}?lang=en").text
    assert "39 / 39" in page
    assert 'data-live="no"' in page
    assert "refresh" not in page


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "ne porte pas chance"), ("en", "Number 13 brings no luck.")]
)
def test_what_went_wrong_is_told_in_the_readers_language(
    app: Flask, db: SQLAlchemy, event_id: UUID, language: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = {"Number %(number)s brings no luck.": "Le %(number)s ne porte pas chance."}
    monkeypatch.setattr(
        "app.batches.views._",
        lambda text, **params: (french.get(text, text) if language == "fr" else text) % params,
    )
    batch_id = begun(event_id, [13])
    assert not service.hurry(batch_id, 60)
    desk = people.desk(app, event_id, "organiser")
    assert words in desk.get(f"/desk/meeting/batches/{batch_id}?lang={language}").text


def test_it_is_found_again_and_cancelled(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    batch_id = begun(event_id, [1])
    desk = people.desk(app, event_id, "organiser")
    assert str(batch_id) in desk.get("/desk/meeting/batches").text
    assert "/desk/meeting/batches" in desk.get("/desk/meeting/").text
    assert desk.post(f"/desk/meeting/batches/{batch_id}/cancel").status_code == 303
    assert read(event_id, batch_id).state == "cancelled"
    assert desk.post(f"/desk/meeting/batches/{batch_id}/cancel").status_code == 409


def test_only_who_may_do_such_work_sees_it_and_has_its_file(
    app: Flask, db: SQLAlchemy, event_id: UUID
) -> None:
    finish = lambda batch: File("قائمة.txt", "text/plain", b"made")  # noqa: E731
    service.long_work("made", "Made", permission="delegates.decide", finish=finish)(handle)
    with atomic():
        batch_id = service.begin("made", event_id, []).id
    assert not service.hurry(batch_id, 5)
    address = f"/desk/meeting/batches/{batch_id}"
    organiser = people.desk(app, event_id, "organiser").get(f"{address}/file")
    assert organiser.data == b"made"
    assert "attachment" in organiser.headers["Content-Disposition"]
    seen = {
        role: tuple(
            people.desk(app, event_id, role).get(f"{address}{part}").status_code for part in ("", "/file")
        )
        for role in ("print", "auditor", "accreditation")
    }
    assert seen == {"print": (404, 404), "auditor": (200, 404), "accreditation": (200, 200)}
    elsewhere = people.hold("elsewhere")
    assert people.desk(app, elsewhere, "owner").get(f"{address}/file").status_code == 403
