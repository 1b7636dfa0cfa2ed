"""The commands of the contract, as somebody types them: what they print, what programs read, and what is refused."""

from __future__ import annotations

import json
import re
import stat
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click import Command, Group, Option
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from app.kernel.db import db as database
from app.people import service as accounts
from app.people.queries import find_user, sign_ins
from tests.conftest import make_app
from tests.support import people
from tests.support.keeper import ROOT

CONTRACT = {
    "event import": ("--starts", "--force", "--prune", "--publish", "--json"),
    "event export": (),
    "event rename": (),
    "demo": ("--delegates", "--seed"),
    "user add": ("--role", "--event", "--json"),
    "user token": ("--event", "--json"),
    "delegates import": (),
    "delegates export": (),
    "door pair": ("--name", "--checkpoint", "--json"),
    "badges print": ("--out", "--format"),
    "attendance export": ("--out", "--session", "--halfday", "--sheet", "--matrix", "--show"),
    "worker": (),
    "backup": (),
    "restore": (),
    "purge": (),
    "serve": (),
}


def run(app: Flask, *arguments: str) -> Result:
    """A command in the application's own process."""
    return app.test_cli_runner().invoke(args=list(arguments))


def said(app: Flask, *arguments: str) -> Any:
    """What a command told a program; AssertionError when it failed."""
    done = run(app, *arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def held(app: Flask) -> Flask:
    """The small meeting with two who are approved and one who waits."""
    with app.app_context():
        event_id = people.hold()
        people.all_approved(event_id, 2)
        people.register(event_id, 2)
    return app


@pytest.mark.parametrize("command", CONTRACT)
def test_every_command_of_the_contract_explains_itself(sqlite_app: Flask, command: str) -> None:
    done = run(sqlite_app, *command.split(), "--help")
    assert done.exit_code == 0
    for option in CONTRACT[command]:
        assert option in done.output


def test_the_operators_guide_names_all_that_a_command_needs(sqlite_app: Flask) -> None:
    lines = (ROOT / "docs" / "operators.md").read_text().splitlines()
    shown = [one for line in lines if line.startswith("| `") for one in re.findall("`([^`]+)`", line[:120])]
    names = [name for name in CONTRACT for one in shown if f"{one} ".startswith(f"{name} ")]
    assert {"door pair", "attendance export", "delegates import"} <= set(names)
    for one in shown:
        command: Command | None = sqlite_app.cli
        for word in one.split():
            command = command.commands.get(word, command) if isinstance(command, Group) else command
        if isinstance(command, Group) or command is None:
            continue
        wanted = [part.opts for part in command.params if isinstance(part, Option) and part.required]
        assert all(any(name in one for name in names) for names in wanted), one


def test_a_command_on_an_empty_database_makes_its_tables(tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{tmp_path}/empty.db")
    made = said(app, "user", "add", "first@example.org", "--role", "owner")
    assert "/desk/password/" in made["url"]


def test_a_command_leaves_a_database_of_another_version_alone(sqlite_app: Flask) -> None:
    with sqlite_app.app_context(), database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    done = run(sqlite_app, "event", "export", "meeting")
    assert done.exit_code == 1
    assert "another version" in done.output
    assert "Traceback" not in done.output


def test_an_event_goes_out_and_comes_in_again_unchanged(held: Flask, tmp_path: Path) -> None:
    file = tmp_path / "event.toml"
    file.write_text(run(held, "event", "export", "meeting").stdout)
    report = said(held, "event", "import", str(file))
    assert (report["created"], report["changes"], report["kept"], report["gone"]) == (False, 0, [], [])


def test_presence_and_sheets_travel_with_the_event_file(held: Flask, tmp_path: Path) -> None:
    bare = run(held, "event", "export", "meeting").stdout
    file = tmp_path / "event.toml"
    file.write_text(
        f'{bare}\n[attendance]\nscan = "minutes"\nleast = 30\n\n[attendance.sheets]\nlanguages = ["fr"]\n'
    )
    said(held, "event", "import", str(file))
    out = run(held, "event", "export", "meeting").stdout
    table = tomllib.loads(out)["attendance"]
    assert (table["scan"], table["least"], table["sheets"]["languages"]) == ("minutes", 30, ["fr"])
    file.write_text(out)
    said(held, "event", "import", str(file))
    assert run(held, "event", "export", "meeting").stdout == out
    file.write_text(out.replace("least = 30", "least = 3000"))
    refused = run(held, "event", "import", str(file))
    assert refused.exit_code == 1
    assert "attendance.least: must be from 0 to 600" in refused.output
    assert run(held, "event", "export", "meeting").stdout == out


def test_an_event_gets_another_address_and_is_found_at_both(held: Flask) -> None:
    assert run(held, "event", "rename", "meeting", "meeting-2027").exit_code == 0
    moved = held.test_client().get("/meeting/agenda?lang=fr")
    assert (moved.status_code, moved.location) == (301, "/meeting-2027/agenda?lang=fr")
    for taken in ("desk", "Two words", ""):
        refused = run(held, "event", "rename", "meeting-2027", taken)
        assert (refused.exit_code, "Traceback" in refused.output) == (1, False)


def test_a_bad_file_changes_nothing_and_every_fault_has_its_line(held: Flask, tmp_path: Path) -> None:
    before = run(held, "event", "export", "meeting").stdout
    file = tmp_path / "event.toml"
    file.write_text(
        before.replace('slug = "meeting"', 'slug = "desk"').replace("capacity = 200", "capacity = -1")
    )
    done = run(held, "event", "import", str(file))
    assert done.exit_code == 1
    assert "slug" in done.output
    assert "capacity" in done.output
    assert run(held, "event", "export", "meeting").stdout == before


def test_a_new_link_is_the_way_back_from_a_lost_password(app: Flask) -> None:
    first, second = (said(app, "user", "add", "a@example.org", "--role", "owner")["url"] for _ in range(2))
    assert first != second


def test_the_demo_tells_a_sign_in_that_nobody_uses_yet(held: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.serve.serve", lambda app: None)  # all but the serving
    first, again = run(held, "up").output, run(held, "up").output
    told = [line.split()[-2:] for line in first.splitlines() if "organiser@example.org" in line]
    assert told == [line.split()[-2:] for line in again.splitlines() if "organiser@example.org" in line]
    with held.app_context():
        assert accounts.sign_in(*told[0]).token
        user = find_user("organiser@example.org")
        assert user is not None
        assert len(sign_ins(user.id)) == 1


def test_a_token_has_the_role_of_its_account(held: Flask) -> None:
    run(held, "user", "add", "a@example.org", "--role", "owner", "--event", "meeting")
    token = said(held, "user", "token", "a@example.org", "--event", "meeting")["token"]
    client, bearer = held.test_client(), {"Authorization": f"Bearer {token}"}
    seen = client.get("/api/v1/events/meeting/attendance?session=opening", headers=bearer)
    assert seen.status_code == 200
    assert len(seen.get_json()["people"]) >= 2


def test_a_door_is_paired_for_the_places_that_are_named(held: Flask) -> None:
    made = said(held, "door", "pair", "meeting", "--name", "A", "--checkpoint", "opening")
    assert "/door/pair/" in made["url"]
    door = held.test_client().get(
        "/api/v1/events/meeting/door", headers={"Authorization": f"Bearer {made['token']}"}
    )
    assert [one["key"] for one in door.get_json()["checkpoints"]] == ["opening"]
    wrong = run(held, "door", "pair", "meeting", "--name", "A", "--checkpoint", "nowhere")
    assert wrong.exit_code != 0
    assert "Traceback" not in wrong.output


@pytest.mark.parametrize("paper", ["a4x8", "a6", "id1", "label"])
def test_badges_are_printed_in_every_format(held: Flask, tmp_path: Path, paper: str) -> None:
    out = tmp_path / "badges.pdf"
    done = run(held, "badges", "print", "meeting", "--out", str(out), "--format", paper)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600  # codes that open doors


@pytest.mark.parametrize("options", [(), ("--session", "opening"), ("--halfday", "1am")])
@pytest.mark.parametrize("ending, begins", [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_attendance_is_written_by_the_ending_of_its_file(
    held: Flask, tmp_path: Path, options: tuple[str, ...], ending: str, begins: bytes
) -> None:
    out = tmp_path / f"list.{ending}"
    done = run(held, "attendance", "export", "meeting", "--out", str(out), *options)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("ending", "options", "begins"),
    [
        ("pdf", ("--sheet",), b"%PDF"),
        ("xlsx", ("--sheet", "--halfday", "1am"), b"PK"),
        ("json", ("--halfday", "1am", "--show", "absent"), b"{"),
        ("csv", ("--session", "opening"), b"\xef\xbb\xbf"),
        ("csv", ("--matrix",), b"\xef\xbb\xbf"),
    ],
)
def test_sheets_lists_and_the_matrix_are_written_too(
    held: Flask, tmp_path: Path, ending: str, options: tuple[str, ...], begins: bytes
) -> None:
    out = tmp_path / f"list.{ending}"
    done = run(held, "attendance", "export", "meeting", "--out", str(out), *options)
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(begins)
    assert run(held, "attendance", "export", "meeting", "--out", str(tmp_path / "list.csv")).exit_code == 1


def test_an_event_that_is_not_there_is_said_with_those_that_are(held: Flask) -> None:
    done = run(held, "event", "export", "nowhere")
    assert done.exit_code == 1
    assert "meeting" in done.output
