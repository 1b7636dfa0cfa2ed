"""The API under what nobody would send, and under tokens of others: answered as described, or refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect, select

from app.checkin import queries as doors
from app.checkin import service as checkin
from app.events.models import Event
from app.front import service as front
from app.kernel.db import atomic
from app.people import service as people
from app.registration.models import Registration
from tests.support.keeper import ROOT
from tests.support.server import Server, serving

SETTINGS = ROOT / "tests" / "support" / "schemathesis.toml"
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


@dataclass
class Api:
    """A real server with the demo, and a token of each kind."""

    server: Server
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API as programs meet it."""
    with serving(tmp_path_factory.mktemp("api"), RATE_FACTOR="1000000") as server:
        server.flask("demo", "--delegates", "8")
        door = json.loads(server.flask("door", "pair", "nouakchott", "--name", "A", "--json"))["token"]
        server.flask("user", "add", "chief@example.org", "--role", "owner")
        chief = json.loads(server.flask("user", "token", "chief@example.org", "--json"))["token"]
        yield Api(server, {"door": door, "chief": chief, "nobody": "invented"})


@pytest.mark.parametrize("who", ["door", "chief", "nobody"])
@pytest.mark.parametrize("count", [3, pytest.param(200, marks=pytest.mark.proof)])
def test_whatever_is_asked_is_answered_as_described(api: Api, who: str, count: int, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(SETTINGS), "run",
        f"{api.server.url}/api/v1/openapi.json", *(f"--checks={check}" for check in CHECKS),
        f"--header=Authorization: Bearer {api.tokens[who]}", f"--max-examples={count}", "--seed=7",
        "--phases=examples,coverage,fuzzing", "--suppress-health-check=all", "--generation-database=none",
        "--warnings=off",
    ]  # fmt: skip
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "SCHEMATHESIS_TELEMETRY": "0"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERROR" not in api.server.log.read_text()


@pytest.fixture
def two(app: Flask, db: SQLAlchemy) -> dict[str, str]:
    """Two events by their slugs, each with a door's token and an organiser's token for it alone."""
    demo = front.make_demo(4)
    person = db.session.scalars(select(Registration.id)).first()
    with atomic() as session:
        like = session.get_one(Event, demo.event_id)
        facts = {
            name: getattr(like, name)
            for name in inspect(Event).columns.keys()  # noqa: SIM118
            if name not in ("id", "slug")
        }
        other = Event(slug="other", **facts)
        session.add(other)
    tokens = {}
    for slug, event_id in (("nouakchott", demo.event_id), ("other", other.id)):
        tokens[f"person of {slug}"] = str(person)
        tokens[f"door of {slug}"] = checkin.pair(event_id, "A").token
        people.add_user(f"{slug}@example.org", "organiser", event_id)
        tokens[f"organiser of {slug}"] = people.issue_token(f"{slug}@example.org", event_id).token
    return tokens


def test_a_door_scans_at_none_but_its_own_checkpoint(app: Flask, db: SQLAlchemy) -> None:
    demo = front.make_demo(4)
    everywhere = doors.checkpoints(demo.event_id)
    token = checkin.pair(demo.event_id, "A", ["main"]).token
    scans = [
        {
            "id": str(uuid4()),
            "code": "nothing",
            "checkpoint": key,
            "direction": "in",
            "at": "2027-01-28T09:00:00Z",
        }
        for key in everywhere
    ]
    answer = app.test_client().post(
        f"/api/v1/events/{demo.slug}/scans",
        json={"scans": scans},
        headers={"Authorization": f"Bearer {token}"},
    )
    told = dict(zip(everywhere, (one["outcome"] for one in answer.get_json()["results"]), strict=True))
    assert told.pop("main") == "unknown"
    assert set(told.values()) == {"not_allowed"}


def test_no_token_opens_another_events_addresses(app: Flask, two: dict[str, str]) -> None:
    client = app.test_client()
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    asked = 0
    for path, operations in paths.items():
        if "{event}" not in path:
            continue
        for method in operations.keys() & {"get", "post", "put", "patch", "delete"}:
            for slug, stranger in (("nouakchott", "other"), ("other", "nouakchott")):
                for kind in ("door", "organiser"):
                    address = path.replace("{event}", slug).replace(
                        "{registration}", two[f"person of {slug}"]
                    )
                    headers = {"Authorization": f"Bearer {two[f'{kind} of {stranger}']}"}
                    answer = client.open(address, method=method.upper(), headers=headers, json={})
                    assert answer.status_code == 403, (kind, method, path, answer.status_code)
                    asked += 1
    assert asked >= 4 * 2 * 3
