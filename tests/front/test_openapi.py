"""The API describes itself: every address is there, the description is valid, and real answers are as described."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from app.badges import queries as badges
from app.badges.rules import Code
from app.checkin import service as checkin
from app.front import service as front
from app.kernel.db import db
from app.kernel.signing import unseal
from app.people import service as people

Json = dict[str, Any]

AT = "2027-01-28T13:58:07.120Z"


@pytest.fixture
def description(client: FlaskClient) -> Json:
    """The document that the API gives of itself."""
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    found: Json = answer.get_json()
    return found


def closed(schema: Any) -> Any:
    """The schema without room for properties that it does not describe."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {name: closed(one) for name, one in schema.items()}
    return {**inner, "additionalProperties": False} if isinstance(inner.get("required"), list) else inner


class Door:
    """A program that speaks with the API about the demo, and holds every answer to the description."""

    def __init__(self, app: Flask, description: Json) -> None:
        """Make the demo, a door's token and an organiser's."""
        self.client, self.described = app.test_client(), description
        with app.app_context():
            demo = front.make_demo(8)
            self.slug = demo.slug
            self.token = checkin.pair(demo.event_id, "Door A").token
            people.add_user("chief@example.org", "organiser")
            self.organiser = people.issue_token("chief@example.org", None).token
            self.codes = [self._code(one) for one in badges.candidates(demo.event_id, badges.Choice())]
            db.session.remove()

    @staticmethod
    def _code(one: badges.Printable) -> str:
        return Code(unseal(one.code_sealed)).payload

    def ask(self, method: str, part: str, token: str | None = None, **more: Any) -> tuple[int, Json]:
        """Send one request; the status and the answer, which is as described for that status."""
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        answer = self.client.open(
            f"/api/v1/events/{self.slug}/{part}", method=method, headers=headers, **more
        )
        operation = self.described["paths"][f"/api/v1/events/{{event}}/{part.partition('?')[0]}"][
            method.lower()
        ]
        expected = operation["responses"][str(answer.status_code)]
        if "$ref" in expected:
            expected = self.described["components"]["responses"][expected["$ref"].rpartition("/")[2]]
        schema = expected["content"][answer.mimetype]["schema"]
        found: Json = answer.get_json()
        OAS31Validator({**schema, "components": closed(self.described["components"])}).validate(found)
        return answer.status_code, found

    def scan(self, **said: Any) -> Json:
        """Send one scan; its result."""
        line = {"id": str(uuid4()), "code": self.codes[0], "checkpoint": "main", "at": AT, **said}
        found: Json = self.ask("POST", "scans", json={"scans": [line]})[1]["results"][0]
        return found


@pytest.fixture
def door(sqlite_app: Flask) -> Door:
    """The demo, and a program at its door."""
    return Door(sqlite_app, sqlite_app.test_client().get("/api/v1/openapi.json").get_json())


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_the_description_is_valid_openapi(description: Json) -> None:
    validate(description, cls=OpenAPIV31SpecValidator)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_every_address_of_the_api_is_described(app: Flask, description: Json) -> None:
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    described = {
        (path, method)
        for path, item in description["paths"].items()
        for method in item
        if method in ("get", "post", "put", "patch", "delete")
    }
    assert served == described


def test_each_outcome_is_answered_as_described(door: Door) -> None:
    first = door.scan()
    assert first["outcome"] == "admitted"
    assert door.scan()["outcome"] == "already_in"
    assert door.scan(direction="out", at="2027-01-28T14:58:07Z")["outcome"] == "left"
    assert door.scan(corrects=first["id"])["outcome"] == "left"
    assert door.scan(code="MQ1:AAAAAAAAAAAAAAAAAAAAAAAAAA")["outcome"] == "unknown"
    for fault in ({"id": 7}, {"code": ""}, {"checkpoint": "nowhere"}, {"at": "noon"}, {"direction": "up"}):
        found = door.scan(**fault)
        assert found["outcome"] == "invalid", fault
        assert found["detail"]


def test_an_unknown_checkpoint_is_said_in_words(door: Door) -> None:
    found = door.scan(checkpoint="nowhere")
    assert (found["outcome"], found["reason"]) == ("invalid", "unknown_checkpoint")


def test_the_same_id_with_another_content_is_answered_as_described(door: Door) -> None:
    ident = str(uuid4())
    door.scan(id=ident)
    assert door.scan(id=ident, checkpoint="nowhere")["reason"] == "other_content"


def test_reading_is_answered_as_described(door: Door) -> None:
    door.scan()
    assert door.ask("GET", "door")[1]["device"] == "Door A"
    roster = door.ask("GET", "roster")[1]
    assert len(roster["scans"]) == 1
    assert roster["people"]
    assert "people" not in door.ask("GET", "attendance?session=main")[1]
    assert door.ask("GET", "attendance?session=main", door.organiser)[1]["people"]


def test_refusals_are_answered_as_described(door: Door) -> None:
    assert door.ask("GET", "roster", "guessed")[0] == 401
    assert door.ask("GET", "attendance?session=nowhere")[0] == 404
    assert door.ask("POST", "scans", data="no json")[0] == 400
    assert door.ask("POST", "scans", json={"scans": [{}] * 1001})[0] == 413
