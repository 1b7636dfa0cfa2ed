"""The team of an event: invitations by a link that works once, roles that change, sign-ins that an owner ends."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from app.audit import queries as journal
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.mail import queries as mails
from app.mail.service.composing import compose
from app.people import queries, service
from app.people.models import Invitation
from tests.support import people

LINK = re.compile(r"https?://[^\s\"<]+/desk/invitation/[\w-]+")


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    """A meeting."""
    return people.hold()


@pytest.fixture
def owner(app: Flask, event_id: UUID) -> FlaskClient:
    """Its owner, signed in."""
    return people.desk(app, event_id, "owner")


def invited(owner: FlaskClient, role: str, email: str = "amina@example.org") -> str:
    """The path of the link that the owner is shown."""
    data = {"email": email, "role": role, "name": "Amina", "language": "ar"}
    found = LINK.search(owner.post("/desk/meeting/team?lang=en", data=data).text)
    assert found is not None
    return urlsplit(found[0]).path


def roles(email: str) -> set[str]:
    """What an address may do."""
    user = queries.find_user(email)
    return {one.role for one in user.memberships} if user else set()


def test_an_invitation_gives_its_role_once_accepted_and_not_before(
    app: Flask, owner: FlaskClient, event_id: UUID
) -> None:
    path = invited(owner, "print")
    assert roles("amina@example.org") == set()
    guest = app.test_client()
    assert "amina@example.org" in guest.get(path).text
    assert guest.post(path, data={"password": "short"}).status_code == 422
    assert guest.post(path, data={"password": people.PASSWORD}).status_code == 302
    assert roles("amina@example.org") == {"print"}
    assert guest.get("/desk/meeting/badges").status_code == 200
    assert app.test_client().get(path).status_code == 404
    said = [entry.action for entry in journal.entries(journal.Filter(event_id), 10)]
    assert {"user.invited", "user.invitation-accepted", "user.role-given"} <= set(said)


def test_the_mail_says_who_invites_to_what_in_the_language_chosen(owner: FlaskClient, event_id: UUID) -> None:
    path = invited(owner, "auditor")
    (mail,) = [one for one in mails.mails(event_id) if one.occasion == "user.invitation"]
    composed = compose(mail)
    assert composed is not None
    assert path in composed.text
    assert "التدقيق" in composed.text
    assert (mail.to, mail.language) == ("amina@example.org", "ar")


def test_who_has_an_account_accepts_with_it(app: Flask, owner: FlaskClient, event_id: UUID) -> None:
    elsewhere = people.hold("elsewhere")
    known = people.desk(app, elsewhere, "print")
    path = invited(owner, "accreditation", people.address(elsewhere, "print"))
    assert app.test_client().post(path, data={"password": people.PASSWORD}).status_code == 403
    assert known.get("/desk/meeting/delegates").status_code == 403
    assert known.post(path).status_code == 303
    assert known.get("/desk/meeting/delegates").status_code == 200


def test_an_invitation_ends_by_time_by_its_owner_and_by_a_newer_one(
    app: Flask, owner: FlaskClient, event_id: UUID
) -> None:
    first = invited(owner, "print")
    second = invited(owner, "print")
    assert app.test_client().get(first).status_code == 404
    (open_one,) = queries.invitations(event_id)
    assert owner.post(f"/desk/meeting/team/invitations/{open_one.id}/send").status_code == 200
    assert app.test_client().get(second).status_code == 404
    (open_one,) = queries.invitations(event_id)
    third = f"/desk/invitation/{service.link_of(open_one)}"
    assert app.test_client().get(third).status_code == 200
    with atomic() as session:
        session.get_one(Invitation, open_one.id).expires_at = clock.instant(clock.now() - timedelta(1))
    assert app.test_client().get(third).status_code == 404
    fourth = invited(owner, "print")
    (open_one,) = queries.invitations(event_id)
    owner.post(f"/desk/meeting/team/invitations/{open_one.id}/revoke")
    assert app.test_client().get(fourth).status_code == 404
    assert not queries.invitations(event_id)


def test_roles_change_and_the_last_owner_stays(app: Flask, owner: FlaskClient, event_id: UUID) -> None:
    boss = queries.find_user(people.address(event_id, "owner"))
    printer = people.desk(app, event_id, "print")
    colleague = queries.find_user(people.address(event_id, "print"))
    assert boss is not None
    assert colleague is not None
    with pytest.raises(service.LastOwner):
        service.take_role(boss.id, "owner", event_id)
    with pytest.raises(service.LastOwner):
        service.change_role(boss.id, "owner", "print", event_id)
    owner.post(f"/desk/meeting/team/{colleague.id}/role", data={"role": "print", "other": "owner"})
    assert printer.get("/desk/meeting/team").status_code == 200
    service.take_role(boss.id, "owner", event_id)
    assert owner.get("/desk/meeting/team").status_code == 403
    said = [entry.action for entry in journal.entries(journal.Filter(event_id), 3)]
    assert said == ["user.role-taken", "user.role-given", "user.role-taken"]


def test_an_owner_ends_the_sign_ins_of_the_team_and_of_nobody_else(
    app: Flask, owner: FlaskClient, event_id: UUID
) -> None:
    printer = people.desk(app, event_id, "print")
    colleague = queries.find_user(people.address(event_id, "print"))
    elsewhere = people.hold("elsewhere")
    people.signed_in(elsewhere, "print")
    stranger = queries.find_user(people.address(elsewhere, "print"))
    assert colleague is not None
    assert stranger is not None
    assert printer.get("/desk/meeting/").status_code == 200
    assert owner.post(f"/desk/meeting/team/{colleague.id}/end-sign-ins").status_code == 303
    assert printer.get("/desk/meeting/").status_code == 302
    assert owner.post(f"/desk/meeting/team/{stranger.id}/end-sign-ins").status_code == 404
    with pytest.raises(NotFound):
        service.password_link(stranger.id, event_id)


def test_a_token_of_somebody_who_works_elsewhere_is_neither_shown_nor_ended(event_id: UUID) -> None:
    elsewhere = people.hold("elsewhere")
    people.signed_in(elsewhere, "owner")
    people.signed_in(event_id, "owner")
    service.issue_token(people.address(elsewhere, "owner"))
    service.issue_token(people.address(event_id, "owner"))
    (theirs,), (ours,) = queries.api_tokens(elsewhere), queries.api_tokens(event_id)
    assert ours.user.email == people.address(event_id, "owner")
    with pytest.raises(NotFound):
        service.revoke_token(theirs.id, event_id)
    service.revoke_token(ours.id, event_id)
    assert queries.api_tokens(event_id) == []
    assert queries.api_tokens(elsewhere) == [theirs]


def test_a_role_at_all_events_holds_at_one_without_a_team_of_its_own(app: Flask, event_id: UUID) -> None:
    auditor = people.desk(app, None, "auditor")
    assert auditor.get("/desk/meeting/journal").status_code == 200
    assert auditor.get("/desk/meeting/team").status_code == 200


def test_a_volunteer_comes_straight_to_the_door_and_makes_the_phone_one(app: Flask, event_id: UUID) -> None:
    volunteer = people.desk(app, event_id, "door-volunteer")
    assert volunteer.get("/desk/").location == "/desk/meeting/my-door"
    answer = volunteer.post("/desk/meeting/my-door")
    assert answer.location.startswith("/door/pair/")
    assert volunteer.get(answer.location).status_code == 200
    assert volunteer.get("/desk/meeting/").status_code == 403
    assert volunteer.get("/desk/account").status_code == 200
