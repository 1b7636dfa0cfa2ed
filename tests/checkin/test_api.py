"""Scans over HTTP, by the contract: every outcome, every status, and codes that wish us ill."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import update

from app.badges import queries as badges
from app.badges.rules import code_from_bits
from app.checkin import service as checkin
from app.checkin.models import Pairing
from app.kernel import clock
from app.kernel.db import atomic
from app.people import service as people
from app.people.rules import ROLES
from app.registration import service as registration
from app.registration.models import Registration
from tests.checkin.conftest import Door, Json, ago, line, log, post
from tests.support.people import approved, delegate, hold, register

STRANGER = code_from_bits(b"sixteen bytes ok").payload
PROBLEM = "application/problem+json"


def only(results: list[Json]) -> Json:
    (one,) = results
    return one


def test_a_first_scan_is_admitted_with_the_face_of_its_holder(door: Door) -> None:
    amina = approved(door.event_id)
    sent = line(amina)
    answer = door.post(sent).get_json()
    result = only(answer["results"])
    person = result.pop("person")
    assert result == {
        "id": sent["id"], "outcome": "admitted", "registration": str(amina.id), "first_at": None, "rehearsal": False,
    }  # fmt: skip
    assert (person["name_ar"], person["name_latin"]) == ("أمينة بنت سالم", "Amina Mint Salem")
    assert (person["category"], person["city"]["fr"], person["country"]) == ("mayor", "Rosso", "MR")
    assert "email" not in json.dumps(person)
    assert abs((clock.parse(answer["server_time"]) - clock.now()).total_seconds()) < 60


def test_a_second_scan_is_told_since_when_and_where(app: Flask, door: Door) -> None:
    amina, since = approved(door.event_id), ago(30)
    door.scan(line(amina, at=since))
    again = only(Door(app, door.event_id, "Door B").scan(line(amina)))
    assert (again["outcome"], again["first_at"], again["first_checkpoint"]) == (
        "already_in",
        since,
        "opening",
    )
    assert (again["registration"], again["first_device"]) == (str(amina.id), "Door A")


def test_who_went_out_may_come_back(door: Door) -> None:
    amina = approved(door.event_id)
    ways = [line(amina, at=ago(9)), line(amina, direction="out", at=ago(6)), line(amina, at=ago(3))]
    assert door.outcomes(*ways) == ["admitted", "left", "admitted"]
    assert door.outcomes(line(amina)) == ["already_in"]


def test_each_checkpoint_counts_by_itself(door: Door) -> None:
    amina = approved(door.event_id)
    places = [line(amina, checkpoint=key) for key in ("main", "opening", "plenary-1", "main")]
    assert door.outcomes(*places) == ["admitted", "admitted", "admitted", "already_in"]


def test_a_badge_for_other_sessions_is_not_expected_here(door: Door) -> None:
    press = approved(door.event_id, category="press")
    result = only(door.scan(line(press, checkpoint="plenary-1")))
    assert (result["outcome"], result["registration"]) == ("not_expected", str(press.id))
    assert door.outcomes(line(press)) == ["admitted"]


def test_a_withdrawn_delegates_badge_is_revoked_for_good(door: Door) -> None:
    amina = approved(door.event_id)
    registration.withdraw(amina.id)
    result = only(door.scan(line(amina)))
    assert (result["outcome"], result["registration"]) == ("revoked", str(amina.id))
    registration.come_back(amina.id)
    registration.approve(door.event_id, [amina.id])
    assert door.outcomes(line(amina), line(delegate(amina.id))) == ["revoked", "admitted"]


def test_a_valid_badge_of_somebody_not_approved_is_not_confirmed(door: Door) -> None:
    amina = approved(door.event_id)
    with atomic() as session:  # no act leads here: a withdrawal revokes the badge as well
        row = session.get_one(Registration, amina.id)
        row.state = "submitted"
    result = only(door.scan(line(amina)))
    assert (result["outcome"], result["registration"]) == ("not_confirmed", str(amina.id))


CODES = (
    STRANGER, "2345 6789", "x", "MQ1:", "٣" * 8000, "<script>", "\ud800\udc00\ud83d", "a\0b", "\u202e\u2066", "🎫" * 99,
)  # fmt: skip


def test_a_code_that_nobody_has_is_unknown(door: Door) -> None:
    results = door.scan(*(line(code) for code in CODES))
    assert {(one["outcome"], one["registration"], "person" in one) for one in results} == {
        ("unknown", None, False)
    }
    assert [one.outcome for one in log(door.event_id)] == ["unknown"] * len(CODES)


def test_a_code_of_another_event_is_unknown_and_names_nobody(door: Door) -> None:
    elsewhere = approved(hold("elsewhere"))
    for code in (elsewhere.code, elsewhere.typed):
        result = only(door.scan(line(code)))
        assert (result["outcome"], result["registration"]) == ("unknown", None)


def test_a_typed_code_is_as_good_as_the_square(door: Door) -> None:
    amina = approved(door.event_id)
    assert door.outcomes(line(amina.typed.lower().replace(" ", "-"))) == ["admitted"]


def test_a_device_scans_only_where_its_pairing_allows(app: Flask, event_id: UUID) -> None:
    amina, hall = approved(event_id), Door(app, event_id, checkpoints=["plenary-1"])
    elsewhere, here = hall.scan(line(amina), line(amina, checkpoint="plenary-1"))
    assert (elsewhere["outcome"], elsewhere["registration"]) == ("not_allowed", None)
    assert "person" not in elsewhere
    assert here["outcome"] == "admitted"


def test_what_is_malformed_says_why_and_spoils_nothing_around_it(door: Door) -> None:
    amina, bad = approved(door.event_id), str(uuid4())
    results = door.scan(
        line(amina), "nonsense", None, [], {}, line(amina, id="7"), line(amina, id=bad, at="yesterday"),
        line(amina) | {"code": 7}, line(amina, checkpoint="cellar"), line(amina, direction="up"),
        line(amina, corrects="x"),
        line(amina, checkpoint="main"),
    )  # fmt: skip
    assert [one["outcome"] for one in results] == ["admitted", *["invalid"] * 10, "admitted"]
    reasons = [one["reason"] for one in results[1:-1]]
    assert reasons == [
        *["not_an_object"] * 3, "bad_id", "bad_id", "bad_at", "bad_code", "unknown_checkpoint", "bad_direction",
        "bad_corrects",
    ]  # fmt: skip
    assert all(one["detail"].endswith(".") for one in results[1:-1])
    assert [one["id"] for one in results[1:6]] == [None, None, None, None, None]
    assert results[6]["id"] == bad


def test_details_are_said_in_the_language_that_was_asked_for(door: Door) -> None:
    headers = {"Authorization": f"Bearer {door.token}", "Accept-Language": "ar"}
    answer = door.client.post("/api/v1/events/meeting/scans", json={"scans": [7]}, headers=headers)
    assert any("\u0600" <= letter <= "\u06ff" for letter in only(answer.get_json()["results"])["detail"])


def test_a_thousand_at_once_come_back_in_the_order_sent_and_one_more_is_too_many(door: Door) -> None:
    amina = approved(door.event_id)
    sent = [line(amina if number % 2 else STRANGER, at=ago(2000 - number)) for number in range(1000)]
    results = door.scan(*sent)
    assert [one["id"] for one in results] == [one["id"] for one in sent]
    assert [one["outcome"] for one in results[:4]] == ["unknown", "admitted", "unknown", "already_in"]
    assert len(log(door.event_id)) == 1000
    refused = door.post(*sent, line(amina))
    assert (refused.status_code, refused.content_type, refused.get_json()["code"]) == (
        413,
        PROBLEM,
        "too-many-scans",
    )
    assert len(log(door.event_id)) == 1000
    assert door.scan() == []


BODIES = (
    b"", b"{", b"null", b"[]", b'{"scans": null}', b'{"scans": {"id": 1}}', b"\xff\xfe", b'{"scans": "x"}',
    b"[" * 100_000, b'{"scans": [' + b"9" * 5000 + b"]}",
)  # fmt: skip


def test_a_body_of_anything_else_is_a_problem_and_no_crash(door: Door) -> None:
    bearer = {"Authorization": f"Bearer {door.token}"}
    for body in BODIES:
        answer = door.client.post("/api/v1/events/meeting/scans", data=body, headers=bearer)
        assert (answer.status_code, answer.content_type) == (400, PROBLEM), body[:30]
    deep = [b"[" * depth + b"]" * depth for depth in range(880, 1000, 3)]
    for value in (*deep, b'{"id": NaN}', b'{"walk_in": ' + b'{"names":' * 300 + b"1" + b"}" * 301):
        answer = door.client.post(
            "/api/v1/events/meeting/scans", data=b'{"scans": [' + value + b"]}", headers=bearer
        )
        assert answer.status_code in (200, 400), (answer.status_code, value[:30])


def test_without_a_known_token_nothing_is_taken(door: Door) -> None:
    for header in ("", "Bearer", "Bearer ", "Bearer guessed", "Basic YTpi", "Bearer \xff\xfe"):
        answer = door.client.post(
            "/api/v1/events/meeting/scans", json={"scans": []}, headers={"Authorization": header}
        )
        assert (answer.status_code, answer.content_type) == (401, PROBLEM), header
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_of_another_event_is_forbidden(app: Flask, door: Door) -> None:
    other = Door(app, hold("elsewhere"))
    amina = approved(door.event_id)
    answer = other.post(line(amina))
    assert (answer.status_code, answer.content_type) == (403, PROBLEM)
    assert log(door.event_id) == []
    assert door.post(line(amina), slug="nowhere").status_code == 404


def test_an_expired_device_is_unknown(door: Door) -> None:
    with atomic() as session:
        session.execute(update(Pairing).values(expires_at=clock.now()))
    assert door.post(line(STRANGER)).status_code == 401


def test_what_a_revoked_device_delivers_is_held_and_does_not_count(door: Door, app: Flask) -> None:
    amina = approved(door.event_id)
    checkin.revoke_pairing(door.pairing, door.event_id)
    result = only(door.scan(line(amina)))
    assert (result["outcome"], result["held"]) == ("admitted", True)
    assert [(one.outcome, one.held) for one in log(door.event_id)] == [("admitted", True)]
    assert only(Door(app, door.event_id, "Door B").scan(line(amina)))["outcome"] == "admitted"
    for address in ("roster", "door", "attendance?session=main"):
        bearer = {"Authorization": f"Bearer {door.token}"}
        assert door.client.get(f"/api/v1/events/meeting/{address}", headers=bearer).status_code == 403


def test_typed_codes_cannot_be_tried_out(door: Door) -> None:
    amina = approved(door.event_id)
    for _turn in range(6):
        assert door.outcomes(*[line("2222 3333") for _ in range(5)]) == ["unknown"] * 5
    refused = door.post(line("2222 4444"))
    assert (refused.status_code, refused.content_type) == (429, PROBLEM)
    assert int(refused.headers["Retry-After"]) > 0
    assert len(log(door.event_id)) == 30
    assert door.outcomes(line(amina)) == ["admitted"]  # the camera goes on


def test_a_users_token_scans_if_the_role_may(app: Flask, event_id: UUID) -> None:
    press = approved(event_id, category="press")
    for number, role in enumerate(ROLES):
        people.add_user(f"{role}@example.org", role, event_id)
        token = people.issue_token(f"{role}@example.org", event_id).token
        lines = [
            line(approved(event_id, number + 1)),
            line(press, checkpoint="plenary-1", override="Speaks there"),
        ]
        answer = post(app.test_client(), token, *lines)
        if role in ("owner", "organiser", "door-chief"):
            assert answer.get_json()["results"][0]["outcome"] == "admitted"
            assert answer.get_json()["results"][1]["outcome"] in ("admitted", "already_in")
        else:
            assert (answer.status_code, answer.content_type) == (403, PROBLEM)
    assert len(log(event_id)) == 6
    assert all(row.user_id and not row.device_id for row in log(event_id))


def test_a_cookie_is_no_token(app: Flask, door: Door) -> None:
    made = people.add_user("a@example.org", "owner", door.event_id)
    client = app.test_client()
    client.post(f"/desk/password/{made.token}", data={"password": "a long enough password"})
    assert client.get("/desk/meeting/").status_code == 200
    assert client.post("/api/v1/events/meeting/scans", json={"scans": []}).status_code == 401


def test_somebody_not_yet_approved_has_no_code_at_all(door: Door) -> None:
    waiting = register(door.event_id)
    roster: Any = door.client.get(
        "/api/v1/events/meeting/roster", headers={"Authorization": f"Bearer {door.token}"}
    ).get_json()
    assert [(one["registration"], one["codes"]) for one in roster["people"]] == [(str(waiting), [])]


def test_a_door_prints_a_badge_where_its_pairing_allows_it(app: Flask, event_id: UUID) -> None:
    amina = approved(event_id)
    client = app.test_client()
    address = f"/api/v1/events/meeting/badges/{amina.id}.pdf"
    for may_print, status in ((False, 403), (True, 200)):
        token = checkin.pair(event_id, "Door", may_print=may_print).token
        answer = client.get(f"{address}?lang=ar", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status
    assert answer.mimetype == "application/pdf"
    ((_sheet, run),) = badges.sheets_of(amina.id)
    assert run.reason == "Printed at the door."  # said in the language of whoever reads it
    unknown = address.replace(str(amina.id), str(UUID(int=7)))
    assert client.get(unknown, headers={"Authorization": f"Bearer {token}"}).status_code == 409
    assert client.get(address).status_code == 401
