"""The page of registration, as a visitor without scripts meets it, in three languages and on both databases."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from app.events import queries as event_queries
from app.kernel.db import db as database
from app.kernel.ids import new_id
from app.registration import queries, service
from app.registration.public import registering as public
from tests.registration.conftest import Raw, make_event, registered, signed_in, submission
from tests.support.filled import fields
from tests.support.statements import counting

PAGE = "/meeting/register"
KEPT = {"email_choice": "ali@gmial.com", "access": "wheelchair"}


def submission_of(page: TestResponse) -> str:
    found = re.search(r'name="submission" type="hidden" value="([0-9a-f-]{36})"', page.text)
    assert found is not None
    return found[1]


def count(app: Flask, event_id: UUID) -> int:
    with app.app_context():
        database.session.rollback()
        return queries.counts(event_id).total()


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_the_form_speaks_three_languages(client: FlaskClient, event_id: UUID, language: str) -> None:
    page = client.get(f"{PAGE}?lang={language}")
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text
    words = {
        "ar": ("عمدة", "أوافق", "موريتانيا", "صفاقس"),
        "fr": ("Maire", "J’accepte", "Mauritanie", "Sfax"),
    }
    assert all(word in page.text for word in words.get(language, ("Mayor", "I agree", "Mauritania", "Fez")))


def test_the_countries_of_the_network_come_first(client: FlaskClient, event_id: UUID) -> None:
    page = client.get(f"{PAGE}?lang=fr").text
    listed = re.findall(r'<option value="([A-Z]{2})">', page)
    assert listed[:4] == ["DZ", "MA", "MR", "TN"]
    assert listed[4] == "AF"
    assert len(listed) == len(set(listed)) > 200


def test_registering_leads_to_thanks_that_tell_nothing(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw
) -> None:
    form = submission_of(client.get(PAGE))
    answer = client.post(PAGE, data={**raw, "submission": form})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/meeting/register/done")
    thanks = client.get(answer.headers["Location"])
    assert thanks.status_code == 200
    assert not any(secret in thanks.text for secret in ("mayor@", "Mohamed", "/p/"))
    assert count(app, event_id) == 1


def test_a_double_press_registers_once(app: Flask, client: FlaskClient, event_id: UUID, raw: Raw) -> None:
    sent = {**raw, "submission": submission_of(client.get(PAGE))}
    assert [client.post(PAGE, data=sent).status_code for _press in range(2)] == [303, 303]
    assert count(app, event_id) == 1


def test_the_same_page_may_register_a_second_person_when_asked_twice(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw
) -> None:
    sent = {**raw, "submission": submission_of(client.get(PAGE))}
    client.post(PAGE, data=sent)
    other = {**sent, "name_latin": "Aminata Sow", "name_ar": ""}
    asked = client.post(PAGE, data=other)
    assert asked.status_code == 409
    assert 'value="Aminata Sow"' in asked.text
    assert count(app, event_id) == 1
    assert client.post(PAGE, data={**other, "submission": submission_of(asked)}).status_code == 303
    assert count(app, event_id) == 2


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw, language: str
) -> None:
    sent = {
        **raw,
        "category": "",
        "name_latin": "Zeïneb <Mint>",
        "diet": "sans arachide",
        "consent_processing": "",
    }
    form = submission_of(client.get(f"{PAGE}?lang={language}"))
    page = client.post(f"{PAGE}?lang={language}", data={**sent, "submission": form})
    assert page.status_code == 422
    assert 'href="#category"' in page.text
    assert 'href="#consent_processing"' in page.text
    assert 'id="category-error"' in page.text
    assert 'value="Zeïneb &lt;Mint&gt;"' in page.text
    assert "sans arachide</textarea>" in page.text
    assert 'value="22 12 34 56"' in page.text
    assert re.search(r'<option selected value="MR">', page.text)
    assert submission_of(page) == form
    assert count(app, event_id) == 0


def test_a_mistyped_address_is_asked_about_once(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw
) -> None:
    sent = {**raw, "email": "Ali@gmial.com", "submission": submission_of(client.get(PAGE))}
    asked = client.post(f"{PAGE}?lang=en", data=sent)
    assert asked.status_code == 422
    assert "Did you mean ali@gmail.com?" in asked.text
    assert set(re.findall(r'name="email_choice" type="radio" value="([^"]+)"', asked.text)) == {
        "ali@gmail.com", "ali@gmial.com",
    }  # fmt: skip
    assert client.post(PAGE, data={**sent, "email_choice": "ali@gmial.com"}).status_code == 303
    with app.app_context():
        assert len(queries.with_address(event_id, "ali@gmial.com")) == 1


def test_an_own_submission_number_only_loses_its_protection(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw
) -> None:
    assert client.post(PAGE, data={**raw, "submission": "<script>"}).status_code == 303
    assert count(app, event_id) == 1


@pytest.mark.parametrize("days, words", [((-30, -20), "Registration is closed"), ((-5, 0), "not open yet")])
def test_outside_its_window_the_page_says_when(
    db: SQLAlchemy, client: FlaskClient, raw: Raw, days: tuple[int, int], words: str
) -> None:
    event_id = make_event("closed", registration_opens=days[0], registration_closes=days[1])
    page = client.get("/closed/register?lang=en")
    assert (page.status_code, words in page.text) == (200, True)
    assert client.post("/closed/register?lang=en", data=raw).status_code == 403
    assert queries.counts(event_id).total() == 0


@pytest.mark.parametrize("days", [(-30, 0), (-5, -3)])
def test_one_registers_as_what_is_open_whatever_the_others_are(
    db: SQLAlchemy, client: FlaskClient, raw: Raw, days: tuple[int, int]
) -> None:
    event_id = make_event("kinds", registration_opens=-30, registration_closes=-20)
    mayor, press = (one.id for one in queries.questions(event_id, 1).categories)
    service.set_places(event_id, None, 48, {press: (None, -30, 0, None), mayor: (None, *days, None)})
    page = client.get("/kinds/register?lang=en")
    assert ('value="mayor"' in page.text) == (days == (-30, 0))
    assert "/kinds/register" in client.get("/kinds/?lang=en").text
    taken = client.post("/kinds/register?lang=en", data={**raw, "category": "press"})
    other = client.post("/kinds/register?lang=en", data=raw)
    assert taken.status_code == 303
    assert other.status_code == (303 if days == (-30, 0) else 403)
    assert other.status_code == 303 or "One cannot register as this at this moment." in other.text
    assert queries.counts(event_id).total() == (2 if days == (-30, 0) else 1)


def test_a_category_that_is_closed_is_not_reached_by_a_change(
    db: SQLAlchemy, client: FlaskClient, event_id: UUID
) -> None:
    mayor, press = (one.id for one in queries.questions(event_id, 1).categories)
    ident = registered(event_id, category="press")
    service.set_places(event_id, None, 48, {press: (None, -30, 0, None), mayor: (None, -30, -20, None)})
    page = f"/p/{queries.link_token(queries.get(event_id, ident))}/change?lang=en"
    typed = fields(client.get(page).text)
    changed = client.post(page, data={**typed, "category": "mayor"})
    assert (changed.status_code, "cannot register as this" in changed.text) == (422, True)
    assert client.post(page, data={**typed, "function": "Adjointe"}).status_code == 303
    assert queries.get(event_id, ident).category_id == press
    service.change(ident, submission(event_id).answers)  # the program itself and the desk may
    assert queries.get(event_id, ident).category_id == mayor


def test_the_desk_is_told_of_a_category_that_closes_before_it_opens(
    db: SQLAlchemy, app: Flask, event_id: UUID
) -> None:
    desk = signed_in(app, event_id, "event.edit", "delegates.view", "desk.view")
    first = event_queries.get_event(event_id).starts
    opens, early, closes = (str(first + timedelta(days=days)) for days in (-10, -20, -5))
    typed = {"offer_hours": "48", "opens_press": opens, "closes_press": early}
    page = desk.post("/desk/meeting/places?lang=en", data=typed)
    assert (page.status_code, "It closes before it opens." in page.text) == (422, True)
    for wrong, words in (
        (str(first + timedelta(days=400)), "or leave it empty"),
        ("-5", "Write the day like"),
    ):
        page = desk.post("/desk/meeting/places?lang=en", data={**typed, "closes_press": wrong})
        assert (page.status_code, words in page.text, wrong in page.text) == (422, True, True)
    assert desk.post("/desk/meeting/places", data={**typed, "closes_press": closes}).status_code == 303
    shown = desk.get("/desk/meeting/places?lang=en").text
    assert f'value="{opens}"' in shown
    assert f'value="{closes}"' in shown
    press = next(one for one in event_queries.categories(event_id) if one.key == "press")
    assert (press.opens, press.closes) == (-10, -5)  # they move with the meeting


def test_an_event_that_is_not_published_takes_nobody(db: SQLAlchemy, client: FlaskClient, raw: Raw) -> None:
    make_event("hidden", published_at=None)
    assert client.get("/hidden/register").status_code == 404
    assert client.post("/hidden/register", data=raw).status_code == 404


def test_one_place_and_one_address_are_limited(
    client: FlaskClient, event_id: UUID, raw: Raw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "FROM_ONE_PLACE", "3/hour")
    monkeypatch.setattr(public, "TO_ONE_ADDRESS", "2/hour")
    faulty = client.post(PAGE, data={**raw, "email": "?"})
    taken = [client.post(PAGE, data=raw).status_code for _number in range(3)]
    assert (faulty.status_code, taken) == (422, [303, 303, 429])
    other = client.post(PAGE, data={**raw, "email": "other@example.org"})
    assert (other.status_code, "Retry-After" in other.headers) == (429, True)


def test_a_form_without_its_token_is_refused(app: Flask, event_id: UUID, raw: Raw) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert app.test_client().post(PAGE, data=raw).status_code == 400
    assert count(app, event_id) == 0


def test_a_registration_costs_few_statements(client: FlaskClient, event_id: UUID, raw: Raw) -> None:
    client.post(PAGE, data=raw)
    with counting() as seen:
        assert client.post(PAGE, data=raw).status_code == 303
    assert len(seen) <= 9, "\n".join(seen)


def test_a_delegate_changes_answers_on_a_page_of_their_own(
    app: Flask, client: FlaskClient, event_id: UUID, raw: Raw
) -> None:
    with app.app_context():
        done = service.register(event_id, submission(event_id, email="ali@gmial.com", **KEPT), new_id())
        token, registration_id = done.token, done.registration.id
    page = client.get(f"/p/{token}/change")
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert 'value="ali@gmial.com"' in page.text
    assert "wheelchair</textarea>" in page.text
    faulty = client.post(f"/p/{token}/change", data={**raw, "city": ""})
    assert (faulty.status_code, 'id="city-error"' in faulty.text) == (422, True)
    changed = {**raw, "email": "ali@gmial.com", "city": "Rosso", "access": ""}
    assert client.post(f"/p/{token}/change", data=changed).status_code == 303
    with app.app_context():
        stored = queries.get(event_id, registration_id)
        assert (stored.city_typed, stored.email, stored.access_sealed) == ("Rosso", "ali@gmial.com", None)


def test_a_guessed_link_opens_nothing(client: FlaskClient, event_id: UUID) -> None:
    assert client.get("/p/guessed/change").status_code == 404
