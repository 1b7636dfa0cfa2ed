"""Every address, asked by everybody: nobody gets in without the permission that the address states."""

from __future__ import annotations

import pytest
from werkzeug.routing import Rule

from app.audit import queries as journal
from app.events.models import Event
from app.kernel.db import atomic, db
from app.people.rules import ROLES
from tests.security.conftest import ACTORS, Place

SIGNED_IN = set(ROLES)
EVERY = SIGNED_IN - {"door-volunteer"}
DESK = {"owner", "organiser"}
MAY = {
    "account.own": SIGNED_IN,
    "desk.view": EVERY,
    "door.work": DESK | {"door-chief", "door-volunteer"},
    "delegates.view": EVERY,
    "delegates.decide": DESK | {"accreditation"},
    "delegates.edit": DESK | {"accreditation"},
    "badges.view": EVERY - {"door-chief"},
    "badges.print": DESK | {"accreditation", "print"},
    "doors.view": DESK | {"door-chief", "auditor"},
    "doors.manage": DESK | {"door-chief"},
    "scan": DESK | {"door-chief", "device"},
    "roster.read": DESK | {"door-chief", "device"},
    "attendance.counts": (EVERY - {"print"}) | {"device"},
    "attendance.view": EVERY - {"print"},
    "attendance.manage": DESK | {"door-chief"},
    "attendance.sign": DESK | {"door-chief"},
    "attendance.export": DESK | {"door-chief", "auditor"},
    "agenda.view": EVERY - {"print"},
    "agenda.edit": DESK,
    "event.edit": DESK,
    "mail.view": DESK | {"accreditation", "auditor"},
    "mail.send": DESK | {"accreditation"},
    "journal.view": DESK | {"auditor"},
    "team.view": DESK | {"auditor"},
    "privacy.view": DESK | {"auditor"},
    "privacy.manage": DESK,
    "team.manage": {"owner"},
    "delegates.export": DESK | {"accreditation", "auditor"},
    "batches.run": DESK | {"accreditation", "print"},
    "evidence.make": DESK | {"auditor"},
    "evidence.manage": DESK,
}
"""Who holds what at the meeting, written down a second time: a slip in the roles is seen here."""


def permission(place: Place, rule: Rule) -> str | None:
    """What the route states; None when it is open."""
    found: str | None = place.app.view_functions[rule.endpoint].permission  # type: ignore[attr-defined]
    return found


def may(place: Place, actor: str, rule: Rule, wanted: str) -> bool:
    """True when the actor is let in: by token at the API, by cookie elsewhere, at an event of their own."""
    known = actor in (place.tokens if rule.rule.startswith("/api/") else place.cookies)
    if not known:
        return False
    if actor == "stranger":
        return "event" not in rule.arguments and wanted in ("desk.view", "account.own")
    return actor in MAY[wanted]


def refused(actor: str, status: int, rule: Rule, where: str) -> bool:
    """True when the answer is a refusal that fits: 401 for programs, the sign-in page for people, 403 for the known."""
    if actor == "stranger":
        return status in (403, 404)
    if rule.rule.startswith("/api/"):
        return status == (401 if actor in ("anonymous", "delegate") else 403)
    if actor in ROLES:
        return status == 403
    return status == 302 and "/desk/sign-in" in where


@pytest.mark.parametrize("actor", ACTORS)
def test_an_address_lets_in_whom_it_says_and_nobody_else(place: Place, actor: str) -> None:
    wrong = []
    for method, rule, address in place.routes():
        answer = place.ask(actor, method, address)
        wanted, status = permission(place, rule), answer.status_code
        if wanted is None:
            fine = status < 500
        elif may(place, actor, rule, wanted):
            fine = (
                status < 500 and status not in (401, 403) and "/desk/sign-in" not in (answer.location or "")
            )
        else:
            fine = refused(actor, status, rule, answer.location or "")
        if not fine:
            wrong.append(f"{actor} {method} {rule.rule} ({wanted}): {status} {answer.location or ''}")
    assert not wrong, "\n".join(wrong)


def test_every_permission_of_the_addresses_is_written_down_here(place: Place) -> None:
    stated = {permission(place, rule) for _, rule, _ in place.routes()} - {None}
    assert stated <= set(MAY)


def test_an_auditor_changes_nothing(fresh: Place) -> None:
    before = [journal.last_number(fresh.event_id), journal.last_number(None)]
    asked = 0
    for method, rule, address in fresh.routes():
        if method == "POST" and permission(fresh, rule) not in (None, "account.own"):
            assert fresh.ask("auditor", method, address, data={"act": "approve"}).status_code == 403, (
                rule.rule
            )
            asked += 1
    db.session.rollback()
    assert asked > 10
    assert [journal.last_number(fresh.event_id), journal.last_number(None)] == before


def test_a_sign_in_of_somebody_else_is_not_ones_own_to_end(fresh: Place) -> None:
    page = fresh.ask("owner", "GET", "/desk/account?lang=en").text
    ident = page.partition("/desk/account/sign-ins/")[2].partition("/end")[0]
    assert fresh.ask("print", "POST", f"/desk/account/sign-ins/{ident}/end").status_code == 404
    assert fresh.ask("owner", "GET", "/desk/account").status_code == 200


def test_a_door_volunteer_sees_the_door_and_nothing_of_the_desk(fresh: Place) -> None:
    opened = [
        (permission(fresh, rule), rule)
        for method, rule, address in fresh.routes()
        if permission(fresh, rule) is not None
        and fresh.ask("door-volunteer", method, address).status_code < 400
    ]
    assert {wanted for wanted, _rule in opened} == {"account.own", "door.work"}
    assert {rule.endpoint for _wanted, rule in opened if "event" in rule.arguments} == {
        "checkin_desk.my_door"
    }


def test_a_token_of_one_event_opens_no_other(place: Place) -> None:
    for actor in ("owner", "device"):
        for path in ("roster", "attendance?session=main", "door"):
            answer = place.ask(actor, "GET", f"/api/v1/events/elsewhere/{path}")
            assert (answer.status_code, answer.content_type) == (403, "application/problem+json")


def test_strangers_cannot_tell_a_hidden_event_from_none(place: Place) -> None:
    with atomic() as session:
        session.get_one(Event, place.other_id).published_at = None
    for path in ("/{}/", "/{}/agenda", "/desk/{}/", "/desk/{}/delegates", "/api/v1/events/{}/roster"):
        for actor in ("anonymous", "organiser"):
            hidden, none = (place.ask(actor, "GET", path.format(slug)) for slug in ("elsewhere", "nowhere"))
            assert hidden.status_code == none.status_code, (actor, path)
            assert hidden.status_code != 200
