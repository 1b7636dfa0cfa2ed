"""The desk's forms: everything typed comes back, what others saved is not lost, clashes ask why."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from PIL import Image
from werkzeug.test import TestResponse

from app.agenda import queries, service
from app.agenda.rules import Audience, SessionPart
from app.audit import queries as journal
from app.events import queries as events
from tests.support import people
from tests.support.filled import DESK, fields, save
from tests.support.meetings import meeting


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return people.hold()


@pytest.fixture
def desk(app: Flask, event_id: UUID) -> FlaskClient:
    """Somebody who organises."""
    return people.desk(app, event_id, "organiser")


def part(event_id: UUID, key: str) -> SessionPart:
    return next(one for one in queries.document(event_id).sessions if one.key == key)


def test_a_form_that_is_saved_as_it_was_shown_changes_nothing(desk: FlaskClient, event_id: UUID) -> None:
    before = queries.document(event_id)
    for key in ("opening", "plenary-1", "dinner"):
        assert save(desk, f"sessions/{key}").status_code == 303
    for key in ("hall", "foyer"):
        assert save(desk, f"rooms/{key}").status_code == 303
    assert save(desk, "event").status_code == 303
    assert queries.document(event_id) == before


def test_a_new_session_with_everything(desk: FlaskClient, event_id: UUID) -> None:
    assert (
        save(desk, "speakers/new", name_ar="أمينة", name_latin="Amina Sy", function_fr="Maire").status_code
        == 303
    )
    typed = {
        "title_ar": "ورشة", "title_fr": "Atelier", "kind": "workshop", "number": "3", "day": "2", "starts": "09:00",
        "ends": "10:30", "room": "foyer", "topics_ar": "أ\r\nب", "topics_fr": "a\r\nb", "working": ["ar", "fr"],
        "interpretation": ["fr"], "who": ["", "Amina Sy"], "what": ["speaker", "moderator"], "place": ["2", "1"],
        "whom": "categories", "expected": ["mayor"], "attendance": "y", "decides": "y",
    }  # fmt: skip
    answer = save(desk, "sessions/new", **typed)
    assert answer.location is not None
    assert answer.location.endswith("/sessions/workshop-3")
    made = part(event_id, "workshop-3")
    assert (made.day, made.room, made.moderators, made.expected) == (2, "foyer", ("amina-sy",), ("mayor",))
    assert [dict(topic) for topic in made.topics] == [{"ar": "أ", "fr": "a"}, {"ar": "ب", "fr": "b"}]
    assert "English missing" in desk.get(f"{DESK}/sessions/workshop-3?lang=en").text


def test_a_faulty_form_comes_back_with_everything_typed(desk: FlaskClient, event_id: UUID) -> None:
    answer = save(
        desk, "sessions/opening", title_ar="", title_fr="", title_en="", starts="25:00", subtitle_fr="Gardé",
        who=["Nobody"], what=["speaker"], place=["1"],
    )  # fmt: skip
    assert answer.status_code == 422
    for words in ("Write the time like 09:30.", "Gardé", "No speaker is called “Nobody”", 'value="25:00"'):
        assert words in answer.text
    assert part(event_id, "opening") == meeting().sessions[0]


def test_a_stale_save_is_refused_with_both_versions(desk: FlaskClient, event_id: UUID) -> None:
    mine = fields(desk.get(f"{DESK}/sessions/opening").text)
    assert save(desk, "sessions/opening", title_fr="Ouverture solennelle", room="foyer").status_code == 303
    answer = desk.post(
        f"{DESK}/sessions/opening?lang=en", data={**mine, "title_fr": "La mienne", "number": "7"}
    )
    assert answer.status_code == 409
    for words in ("Somebody else saved this", "Ouverture solennelle", "La mienne", 'value="7"', "organiser."):
        assert words in answer.text
    assert part(event_id, "opening").title["fr"] == "Ouverture solennelle"
    again = desk.post(f"{DESK}/sessions/opening", data=fields(answer.text))
    assert again.status_code == 303
    saved = part(event_id, "opening")
    assert (saved.title["fr"], saved.number, saved.room) == ("La mienne", 7, "foyer")


def test_a_clash_asks_why_and_the_reason_is_journalled(desk: FlaskClient, event_id: UUID) -> None:
    answer = save(desk, "sessions/plenary-1", starts="10:00", ends="11:00")
    assert answer.status_code == 409
    assert "in the same room at the same time" in answer.text
    assert part(event_id, "plenary-1") == meeting().sessions[1]
    confirmed = desk.post(
        f"{DESK}/sessions/plenary-1", data={**fields(answer.text), "reason": "They share it"}
    )
    assert confirmed.status_code == 303
    acts = [
        (one.action, (one.content or {}).get("reason"))
        for one in journal.entries(journal.Filter(event_id), 3)
    ]
    assert ("clash.confirmed", "They share it") in acts
    assert "They share it" in desk.get(f"{DESK}/grid?lang=en").text
    # Once it is gone and comes again, it is asked about again.
    assert save(desk, "sessions/plenary-1", starts="14:00", ends="16:00").status_code == 303
    assert save(desk, "sessions/plenary-1", starts="10:00", ends="11:00").status_code == 409


def test_what_clashes_is_said_before_anything_is_saved(desk: FlaskClient, event_id: UUID) -> None:
    before, other = queries.document(event_id), part(event_id, "plenary-1")
    typed = {
        "day": "1", "starts": f"{other.starts:%H:%M}", "ends": f"{other.ends:%H:%M}", "room": other.room,
        "whom": "everyone",
    }  # fmt: skip
    asked = desk.post(f"{DESK}/clashes?lang=fr", data=typed)
    assert (asked.status_code, "<html" in asked.text) == (200, False)
    assert any("<li>" in line and other.title["fr"] in line for line in asked.text.splitlines())
    itself = desk.post(f"{DESK}/clashes?key=plenary-1&lang=en", data=typed)
    assert other.title["en"] not in itself.text.replace(f"“{other.title['en']}” is", "")
    assert "<li>" not in desk.post(f"{DESK}/clashes?lang=en", data={**typed, "starts": ""}).text
    button = save(desk, "sessions/new", **typed, act="check")
    assert (button.status_code, "data-clashes-said" in button.text, "<li>" in button.text) == (
        200,
        True,
        True,
    )
    assert queries.document(event_id) == before


def test_outside_the_days_of_the_event_no_reason_helps(desk: FlaskClient, event_id: UUID) -> None:
    answer = save(desk, "sessions/opening", day="9", reason="please")
    assert answer.status_code == 422
    assert "is not a day of the event" in answer.text


def test_a_session_moves_in_the_grid_and_in_the_form_alike(desk: FlaskClient, event_id: UUID) -> None:
    seen = {"seen_day": "1", "seen_starts": "570", "seen_ends": "630", "seen_room": "hall"}
    wanted = {"key": "opening", "day": "1", "starts": "540", "ends": "600", "room": "foyer"}
    answer = desk.post(f"{DESK}/grid?lang=en", data={**seen, **wanted})
    assert (answer.status_code, answer.get_json()["code"]) == (200, "saved")
    assert (part(event_id, "opening").starts.hour, part(event_id, "opening").room) == (9, "foyer")
    stale = desk.post(f"{DESK}/grid?lang=en", data={**seen, **wanted, "starts": "555", "ends": "615"})
    assert (stale.status_code, stale.get_json()["code"]) == (409, "stale")
    assert save(desk, "sessions/opening/move", starts="08:30", ends="09:00", room="hall").status_code == 303
    assert (part(event_id, "opening").starts.minute, part(event_id, "opening").room) == (30, "hall")


def test_a_session_is_called_off_and_brought_back(desk: FlaskClient, event_id: UUID) -> None:
    uid = service.find_row(queries.draft(event_id), "opening").uid
    desk.post(f"{DESK}/sessions/opening/cancel")
    assert part(event_id, "opening").state == "cancelled"
    assert desk.post(f"{DESK}/sessions/opening/remove").status_code == 409  # it is in calendars
    assert (
        save(desk, "sessions/plenary-1", starts="09:30", ends="10:30").status_code == 303
    )  # its place is free
    taken = desk.post(f"{DESK}/sessions/opening/return?lang=en")
    assert taken.status_code == 409
    desk.post(f"{DESK}/sessions/opening/return", data={"reason": "side by side"})
    assert part(event_id, "opening").state == "planned"
    assert service.find_row(queries.draft(event_id), "opening").uid == uid


def test_rooms_and_hours_of_days(desk: FlaskClient, event_id: UUID) -> None:
    assert (
        save(desk, "rooms/new", name_ar="حديقة", name_fr="Jardin", capacity="40", booths="0").status_code
        == 303
    )
    assert desk.post(f"{DESK}/rooms/hall/remove").status_code == 409
    assert desk.post(f"{DESK}/rooms/jardin/remove").status_code == 303
    page = fields(desk.get(f"{DESK}/rooms").text)
    answer = desk.post(f"{DESK}/days", data={**page, "day1-opens": "10:00", "day1-closes": "18:00"})
    assert answer.status_code == 303
    assert "lies outside the hours of day 1" in desk.get(f"{DESK}?lang=en").text
    assert (
        desk.post(f"{DESK}/days", data={**page, "day1-opens": "11:00", "day1-closes": "12:00"}).status_code
        == 409
    )
    assert (
        desk.post(f"{DESK}/days", data={**page, "day1-opens": "ten", "day1-closes": "12:00"}).status_code
        == 422
    )


def test_a_speaker_has_a_photo_and_may_be_a_delegate(desk: FlaskClient, event_id: UUID) -> None:
    delegate = people.approved(event_id)
    found = desk.post(
        f"{DESK}/speakers/new?lang=en", data={"act": "find", "words": "Amina", "name_latin": "A"}
    )
    assert str(delegate.id) in found.text
    picture = BytesIO()
    Image.new("RGB", (300, 400), "teal").save(picture, "PNG")
    picture.seek(0)
    sent = {"name_latin": "Amina Sy", "registration": str(delegate.id), "photo": (picture, "a.png")}
    assert desk.post(f"{DESK}/speakers/new", data=sent).status_code == 303
    shown = desk.get(f"{DESK}/speakers/amina-sy/photo.jpg")
    assert (shown.status_code, shown.mimetype, shown.data[:3]) == (200, "image/jpeg", b"\xff\xd8\xff")
    save(desk, "sessions/plenary-1", who=["Amina Sy"], what=["speaker"], place=["1"], whom="invited")
    row = service.find_row(queries.draft(event_id), "plenary-1")
    awaited = queries.awaited(event_id)[row.key]
    assert awaited.awaits("press", delegate.id)
    assert not awaited.awaits("mayor")
    assert desk.post(f"{DESK}/speakers/amina-sy/remove").status_code == 409
    faulty = desk.post(
        f"{DESK}/speakers/new?lang=en", data={"name_latin": "B", "photo": (BytesIO(b"<svg/>"), "b.png")}
    )
    assert faulty.status_code == 422


def test_documents_say_which_languages_lack(desk: FlaskClient, event_id: UUID) -> None:
    answer = save(desk, "documents/new", title_fr="Note", session="opening", audience="public")
    assert answer.location is not None
    assert answer.location.endswith("/documents/note")
    version = events.get_event(event_id).version
    file = (BytesIO(b"%PDF-1.4\n%%EOF\n"), "note.pdf")
    assert desk.post(f"{DESK}/documents/note/files", data={"language": "fr", "file": file}).status_code == 303
    (shown,) = queries.desk_documents(events.scope_of(event_id))
    assert ([one.language for one in shown.files], shown.audience) == (["fr"], Audience.PUBLIC)
    assert "Arabic, English missing" in desk.get(f"{DESK}/documents?lang=en").text
    assert events.get_event(event_id).version > version
    sent = desk.get(f"{DESK}/documents/note/files/fr")
    assert sent.headers["Content-Disposition"].startswith("attachment")
    bad = desk.post(
        f"{DESK}/documents/note/files", data={"language": "ar", "file": (BytesIO(b"<html>"), "a.html")}
    )
    assert bad.status_code == 422
    assert desk.post(f"{DESK}/documents/note/remove").status_code == 303
    assert queries.documents(event_id) == []


def test_a_calendar_or_a_sheet_is_checked_before_it_is_taken(desk: FlaskClient, event_id: UUID) -> None:
    def post(content: str, act: str) -> TestResponse:
        answer: TestResponse = desk.post(
            f"{DESK}/import?lang=en", data={"act": act, "file": (BytesIO(content.encode()), "s.csv")}
        )
        return answer

    bad = post("day,starts,ends,title_fr,room\n1,9h,25:00,,attic\n7,09:00,10:00,Une,hall\n", "take")
    assert bad.status_code == 422
    for words in ("line 2, starts", "line 2, ends", "line 2, title", "line 2, room", "line 3, day"):
        assert words in bad.text
    good = "day;starts;ends;title_fr;title_ar;room\n2;09:00;10:00;Atelier;ورشة;Foyer\n"
    checked = post(good, "check").text
    assert "Nothing is taken yet" in checked
    assert len(queries.sessions(event_id)) == 3
    carried = fields(checked)["checked"][0]
    for wrong in ("", "no", carried[:-9] + "AAAAAAAA="):
        assert desk.post(f"{DESK}/import", data={"act": "take", "checked": wrong}).status_code == 422
    assert desk.post(f"{DESK}/import", data={"act": "take", "checked": carried}).status_code == 303
    assert len(queries.sessions(event_id)) == 4
    assert post(good, "take").status_code == 303
    assert post(good, "take").status_code == 303  # again: the same session
    assert len(queries.sessions(event_id)) == 4
