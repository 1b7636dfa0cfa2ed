"""What the desk keeps beside the list: views, notes, exports, and whom a badge code finds."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accreditation import queries as desk_read
from app.audit import queries as journal
from app.badges import queries as badges
from app.badges import service as codes
from app.kernel.db import db as database
from app.kernel.tables import read_table
from app.registration import queries
from app.registration.queries import Filter
from tests.registration.conftest import registered, signed_in

LIST = "/desk/meeting/delegates"


def ids(page: str) -> list[UUID]:
    """Whom the list shows, in its order."""
    return [UUID(text) for text in re.findall(r'name="ids" value="([0-9a-f-]{36})"', page)]


def test_a_view_is_kept_under_a_name_for_oneself_or_for_all(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    kept = {"state": "submitted", "sort": "name", "columns": ["email", "phone"], "name": "à décider"}
    answer = desk.post(f"{LIST}/views", data={**kept, "shared": "1"})
    assert answer.location == f"{LIST}?state=submitted&sort=name&columns=email&columns=phone"
    desk.post(f"{LIST}/views", data={**kept, "name": "mine"})
    colleague = signed_in(app, event_id, "desk.view", "delegates.view", "batches.run")
    page = colleague.get(LIST).text
    assert "à décider" in page
    assert "mine" not in page
    with app.app_context():
        (shared,) = desk_read.saved_views(event_id, None)
    assert colleague.post(f"{LIST}/views/{shared.id}/delete").status_code == 404
    assert desk.post(f"{LIST}/views", data={"name": " "}).status_code == 303


def test_names_are_in_order_in_both_scripts_on_both_databases(
    app: Flask, desk: FlaskClient, event_id: UUID
) -> None:
    latin = ["ámara Sow", "Amina Bâ", "Élise Diop", "el Hadj Omar", "Zineb"]
    arabic = ["أحمد", "الأمين", "بدر", "خديجة", "يحيى"]
    with app.app_context():
        made = {name: registered(event_id, name_latin=name, name_ar="") for name in reversed(latin)}
        made |= {name: registered(event_id, name_ar=name, name_latin="") for name in reversed(arabic)}
    shown = ids(desk.get(f"{LIST}?sort=name&lang=fr").text)
    assert shown == [
        made[name] for name in ["ámara Sow", "Amina Bâ", "el Hadj Omar", "Élise Diop", "Zineb", *arabic]
    ]
    shown = ids(desk.get(f"{LIST}?sort=name&lang=ar").text)
    assert shown[:5] == [made[name] for name in arabic]


@pytest.mark.parametrize("sort", ["changed", "precedence", "city", "state", "oldest"])
def test_every_order_shows_everyone(desk: FlaskClient, three: list[UUID], sort: str) -> None:
    assert sorted(ids(desk.get(f"{LIST}?sort={sort}").text)) == sorted(three)


def test_columns_are_chosen(desk: FlaskClient, three: list[UUID]) -> None:
    page = desk.get(f"{LIST}?columns=email&columns=phone&columns=nonsense&lang=en").text
    head = re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', page)
    assert head[-3:] == ["Name", "Mail address", "Phone"]
    assert "+22222123456" in page


def test_a_whole_badge_code_finds_its_carrier_and_a_part_finds_nobody(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        code = codes.code_of(badges.of_registration(three[2])[0])
    for text in (code.payload, code.typed.shown, code.typed.value.lower()):
        assert ids(desk.get(LIST, query_string={"text": text}).text) == [three[2]]
    assert ids(desk.get(LIST, query_string={"text": code.typed.value[:5]}).text) == []


def test_a_note_is_for_the_desk_alone(
    app: Flask, client: FlaskClient, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = f"{LIST}/{three[0]}"
    assert desk.post(f"{page}/notes", data={"text": "Comes with a guard."}).status_code == 303
    assert "Comes with a guard." in desk.get(page).text
    with app.app_context():
        token = queries.link_token(queries.get(event_id, three[0]))
        (note,) = desk_read.notes(three[0])
        said = journal.entries(journal.Filter(event_id, action="note.written"))
    assert "guard" not in str([entry.content for entry in said])
    assert "guard" not in app.test_client().get(f"/p/{token}").text
    looker = signed_in(app, event_id, "desk.view", "delegates.view")
    assert "guard" not in looker.get(page).text
    assert looker.post(f"{page}/notes/{note.id}/delete").status_code == 403


def test_a_note_goes_from_its_own_delegate_only(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    desk.post(f"{LIST}/{three[0]}/notes", data={"text": "x"})
    with app.app_context():
        (note,) = desk_read.notes(three[0])
    assert desk.post(f"{LIST}/{three[1]}/notes/{note.id}/delete").status_code == 404
    assert desk.post(f"{LIST}/{three[0]}/notes/{note.id}/delete").status_code == 303
    with app.app_context():
        assert not desk_read.notes(three[0])


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("language", "word"), [("ar", "موريتانيا"), ("fr", "Mauritanie"), ("en", "Mauritania")]
)
def test_the_list_leaves_as_a_table_and_the_journal_knows(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID], ending: str, language: str, word: str
) -> None:
    answer = desk.get(f"{LIST}.{ending}?country=MR&lang={language}")
    assert "attachment" in answer.headers["Content-Disposition"]
    table = read_table(answer.data)
    assert len(table.rows) == 2
    assert all(word in cells for _line, cells in table.rows)
    with app.app_context():
        database.session.rollback()
        (entry,) = journal.entries(journal.Filter(event_id, action="delegates.exported"))
    assert entry.content is not None
    assert entry.content["after"]["people"] == 2


def test_meals_and_access_leave_only_with_those_who_may_edit(
    app: Flask, desk: FlaskClient, event_id: UUID
) -> None:
    with app.app_context():
        registered(event_id, diet="no nuts", access="wheelchair")
    assert b"wheelchair" in desk.get(f"{LIST}.csv").data
    auditor = signed_in(app, event_id, "desk.view", "delegates.view", "delegates.export")
    seen = auditor.get(f"{LIST}.csv").data
    assert b"wheelchair" not in seen
    assert b"no nuts" not in seen


def test_filters_of_the_list_are_those_of_its_acts(app: Flask, event_id: UUID, three: list[UUID]) -> None:
    with app.app_context():
        for wanted in (
            Filter(text="benali"),
            Filter(country="MR", sort="city"),
            Filter(ids=tuple(three[:2])),
        ):
            page = queries.listing(event_id, wanted)
            assert [one.id for one in queries.chosen(event_id, wanted)] == [one.id for one in page.rows]
            assert [one.id for one in queries.every(event_id, wanted)] == [one.id for one in page.rows]
