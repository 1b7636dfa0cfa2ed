"""Acts on many delegates: first what will happen, then the act, for those ticked or for all who match."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accreditation import service as desk_service
from app.accreditation.service.deciding import APPROVE
from app.audit import queries as journal
from app.events.models import Event
from app.kernel.db import atomic
from app.kernel.db import db as database
from app.mail.models import OutboxMail
from app.registration import queries, service
from app.registration.queries import Filter
from tests.registration.conftest import registered, signed_in
from tests.support.statements import counting

ACT = "/desk/meeting/delegates/act"


def hidden(page: str) -> dict[str, list[str]]:
    """What the form of the preview sends back."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(value)
    return found


def preview(desk: FlaskClient, act: str, ids: Collection[UUID] = (), **more: str) -> str:
    """The page before an act."""
    asked = {"act": act, "ids": [str(one) for one in ids], "lang": "en", **more}
    answer = desk.get(ACT, query_string=asked)
    assert answer.status_code == 200
    return answer.text


def states(app: Flask, ids: Collection[UUID], event_id: UUID) -> list[str]:
    """Where these stand now."""
    with app.app_context():
        database.session.rollback()
        return [queries.get(event_id, one).state for one in ids]


def test_a_preview_says_who_is_left_and_who_gets_a_mail_and_changes_nothing(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = preview(desk, APPROVE, three)
    assert "For 2 delegates" in page
    assert "1 is left as it is: already decided, or withdrawn" in page
    assert "2 mails leave" in page
    assert states(app, three, event_id) == ["submitted", "submitted", "approved"]


def test_those_ticked_are_approved_and_the_list_comes_back_as_it_was(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = preview(desk, APPROVE, three[:2], sort="name", columns="email")
    answer = desk.post(ACT, data=hidden(page))
    assert answer.status_code == 303
    assert answer.location == "/desk/meeting/delegates?sort=name&columns=email"
    assert "Done for 2 delegates." in desk.get(f"{answer.location}&lang=en").text
    assert states(app, three, event_id) == ["approved"] * 3
    with app.app_context():
        entries = journal.entries(journal.Filter(event_id, action="registration.approved"), 10)
        assert {entry.actor_kind for entry in entries} <= {"user", "system"}


def test_all_who_match_are_meant_and_not_the_page_alone(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context(), atomic():
        more = [
            registered(event_id, name_latin=f"Sidi {chr(65 + n % 26)}{chr(97 + n // 26)}") for n in range(60)
        ]
    assert "All 63 that match" in desk.get("/desk/meeting/delegates?lang=en").text
    page = preview(desk, APPROVE, state="submitted", all="1")
    assert "For 62 delegates" in page
    desk.post(ACT, data=hidden(page))
    assert set(states(app, more, event_id)) == {"approved"}


def test_who_came_to_match_meanwhile_is_not_decided_on_unseen(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = preview(desk, APPROVE, all="1", state="submitted")
    with app.app_context():
        late = registered(event_id, name_latin="Late Comer", name_ar="")
    answer = desk.post(ACT, data={**hidden(page), "lang": "en"})
    assert answer.status_code == 409
    assert states(app, [*three, late], event_id).count("approved") == 1


def test_a_refusal_wants_its_reason_and_keeps_the_ticks(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    sent = hidden(preview(desk, "delegates.refuse", three[:1]))
    answer = desk.post(ACT, data={**sent, "said": " "})
    assert answer.status_code == 422
    assert str(three[0]) in answer.text
    assert states(app, three[:1], event_id) == ["submitted"]
    assert desk.post(ACT, data={**sent, "said": "The list is complete."}).status_code == 303
    assert states(app, three[:1], event_id) == ["refused"]
    with app.app_context():
        assert queries.get(event_id, three[0]).reason == "The list is complete."


def test_a_category_changes_for_many(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = preview(desk, "delegates.category", three, said="press")
    assert "1 is left as it is: in this category already" in page
    sent = hidden(page)
    assert desk.post(ACT, data={**sent, "said": "king"}).status_code == 422
    desk.post(ACT, data={**sent, "said": "press"})
    with app.app_context():
        database.session.rollback()
        assert {queries.get(event_id, one).category.key for one in three} == {"press"}


def test_links_are_sent_again_as_they_are(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        before = queries.link_token(queries.get(event_id, three[0]))
    desk.post(ACT, data=hidden(preview(desk, "delegates.link", three)))
    with app.app_context():
        database.session.rollback()
        assert queries.link_token(queries.get(event_id, three[0])) == before
        sent = database.session.query(OutboxMail).filter_by(occasion="registration.link").all()
        assert {one.subject_id for one in sent} == set(three)


def test_badges_of_the_chosen_are_one_file(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    page = preview(desk, "delegates.print", three)
    assert "2 are left as they are: not approved" in page
    answer = desk.post(ACT, data={**hidden(page), "said": "a6"})
    batch = desk.get(f"{answer.location}?lang=en").text
    found = re.search(r'href="([^"]+/file)"', batch)
    assert found is not None
    assert desk.get(found[1]).data.startswith(b"%PDF")


def test_a_full_event_is_told_before_and_said_of_each_who_stays(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        service.refuse(event_id, three[:2], "Not yet.")
        with atomic() as session:
            session.get_one(Event, event_id).capacity = 2
    page = preview(desk, APPROVE, three[:2])
    assert "One finds no place any more" in page
    answer = desk.post(ACT, data=hidden(page))
    batch = desk.get(f"{answer.location}?lang=en").text
    assert "No place is free here." in batch
    assert sorted(states(app, three[:2], event_id)) == ["approved", "refused"]


@pytest.mark.parametrize("act", ["", "nonsense", "delegates.approve"])
def test_what_one_may_not_do_is_not_offered_and_not_done(
    app: Flask, event_id: UUID, three: list[UUID], act: str
) -> None:
    printer = signed_in(app, event_id, "desk.view", "delegates.view", "badges.print", "batches.run")
    assert "delegates.approve" not in printer.get("/desk/meeting/delegates").text
    assert printer.get(ACT, query_string={"act": act, "ids": str(three[0])}).status_code == 303
    assert printer.post(ACT, data={"act": act, "ids": str(three[0]), "expected": 1}).status_code == 422


def test_a_preview_costs_the_same_for_many(app: Flask, event_id: UUID, three: list[UUID]) -> None:
    act = desk_service.acts._acts[APPROVE]
    with app.app_context():
        with counting() as few:
            desk_service.preview_of(event_id, act, Filter(), {})
        with atomic():
            for number in range(100):
                registered(event_id, name_latin=f"Sidi {'ABCDEFGHIJ'[number % 10]}", name_ar="")
        with counting() as many:
            desk_service.preview_of(event_id, act, Filter(), {})
    assert len(few) == len(many) == 1
