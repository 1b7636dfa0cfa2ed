"""The desk's list and its decisions."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.kernel.db import atomic
from app.kernel.db import db as database
from app.kernel.ids import new_id
from app.registration import queries
from tests.registration.conftest import make_event, registered, signed_in
from tests.support.statements import counting

LIST = "/desk/meeting/delegates"
DECIDE = "/desk/meeting/delegates/decide"
ACT = "/desk/meeting/delegates/act"


def shown(client: FlaskClient, **arguments: str) -> set[UUID]:
    page = client.get(LIST, query_string=arguments)
    assert page.status_code == 200
    return {UUID(text) for text in re.findall(r'name="ids" value="([0-9a-f-]{36})"', page.text)}


def states(app: Flask, event_id: UUID) -> dict[str, int]:
    with app.app_context():
        database.session.rollback()
        return dict(queries.counts(event_id))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_list_speaks_three_languages(desk: FlaskClient, three: list[UUID], language: str) -> None:
    page = desk.get(f"{LIST}?lang={language}")
    assert page.status_code == 200
    assert {"ar": "صفاقس", "fr": "Tunisie", "en": "Mauritania"}[language] in page.text
    assert f"/desk/meeting/delegates/{three[0]}" in page.text


@pytest.mark.parametrize(
    "arguments, places",
    [
        ({}, {0, 1, 2}),
        ({"text": "Mohammed"}, {0}),
        ({"text": "محمد"}, {0}),
        ({"text": "zeineb benali"}, {1}),
        ({"text": "nouakchott"}, {0}),
        ({"text": "صفاقس"}, {1}),
        ({"text": "a@example.org"}, {2}),
        ({"text": "2212 34"}, {0, 1, 2}),
        ({"text": "100%"}, set()),
        ({"text": "nobody_"}, set()),
        ({"state": "approved"}, {2}),
        ({"state": "nonsense"}, {0, 1, 2}),
        ({"category": "press"}, {1}),
        ({"country": "MR"}, {0, 2}),
        ({"country": "MR", "state": "submitted", "sort": "name"}, {0}),
        ({"page": "99"}, {0, 1, 2}),
    ],
)
def test_the_list_is_searched_and_narrowed(
    desk: FlaskClient, three: list[UUID], arguments: dict[str, str], places: set[int]
) -> None:
    assert shown(desk, **arguments) == {three[place] for place in places}


def test_names_written_as_asked_come_before_those_that_sound_alike(
    app: Flask, desk: FlaskClient, event_id: UUID
) -> None:
    with app.app_context():
        mahmoud = registered(event_id, name_ar="محمود", name_latin="Mahmoud")
        mohamed = registered(event_id, name_ar="محمد", name_latin="Mohamed")
    for text, first, second in (("mahmoud", mahmoud, mohamed), ("محمد", mohamed, mahmoud)):
        page = desk.get(LIST, query_string={"text": text}).text
        assert page.index(str(first)) < page.index(str(second))


def test_another_event_is_not_in_the_list(desk: FlaskClient, three: list[UUID], app: Flask) -> None:
    with app.app_context():
        elsewhere = registered(make_event("other"))
    assert elsewhere not in shown(desk)
    assert desk.get("/desk/other/delegates").status_code == 403


def test_one_delegates_page_decides_and_returns_to_it(desk: FlaskClient, three: list[UUID]) -> None:
    for sent in ({"act": "refuse", "reason": ""}, {"act": "approve"}):
        answer = desk.post(DECIDE, data={**sent, "ids": str(three[0]), "back": "delegate"})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{three[0]}")


@pytest.mark.parametrize("ids", [[], ["nonsense"], [str(new_id())]])
def test_deciding_on_nobody_harms_nobody(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID], ids: list[str]
) -> None:
    assert desk.post(DECIDE, data={"ids": ids, "act": "approve"}).status_code == 303
    assert desk.get(ACT, query_string={"ids": ids, "act": "delegates.approve"}).status_code in (200, 303)
    assert states(app, event_id) == {"submitted": 2, "approved": 1}


def test_who_only_looks_cannot_decide(app: Flask, event_id: UUID, three: list[UUID]) -> None:
    auditor = signed_in(app, event_id, "desk.view", "delegates.view")
    assert 'name="ids"' not in auditor.get(LIST).text
    assert auditor.post(DECIDE, data={"ids": str(three[0]), "act": "approve"}).status_code == 403


def test_strangers_are_sent_to_sign_in(client: FlaskClient, event_id: UUID) -> None:
    assert client.get(LIST).status_code == 302
    assert client.post(DECIDE).status_code == 302


def test_an_empty_list_says_why(desk: FlaskClient, event_id: UUID) -> None:
    assert "Nobody has registered yet." in desk.get(f"{LIST}?lang=en").text
    assert "Nobody matches." in desk.get(f"{LIST}?lang=en&text=zzz").text


def test_three_hundred_rows_cost_what_three_cost(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    desk.get(LIST)
    with counting() as few:
        desk.get(LIST)
    with app.app_context(), atomic():  # one transaction, so that making them is quick
        for number in range(300):
            registered(event_id, name_latin=f"Delegate {'ABCDEFGHIJ'[number % 10]}", name_ar="")
    with counting() as many:
        page = desk.get(f"{LIST}?page=2&lang=en")
    assert len(many) == len(few) <= 16
    assert "51 to 100 of 303" in page.text
