"""`flask delegates import` and `export`: what leaves comes in again, a dry run changes nothing, faults are named."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from flask import Flask
from flask.testing import FlaskCliRunner

from app.kernel.db import db as database
from app.kernel.tables import read_table, write_csv
from app.registration import queries

NEW = ["Sidi Ould Bah", "mayor", "MR", "Atar", "sidi@example.org"]
HEAD = ["Nom", "Catégorie", "Pays", "Ville", "Courriel"]


def counted(app: Flask, event_id: UUID) -> int:
    """How many are registered."""
    with app.app_context():
        database.session.rollback()
        return sum(queries.counts(event_id).values())


def test_a_table_goes_out_and_comes_in(app: Flask, event_id: UUID, three: list[UUID], tmp_path: Path) -> None:
    run: FlaskCliRunner = app.test_cli_runner()
    out = tmp_path / "delegates.xlsx"
    assert (
        run.invoke(args=["delegates", "export", "meeting", "--out", str(out), "--lang", "ar"]).exit_code == 0
    )
    assert len(read_table(out.read_bytes()).rows) == len(three)
    told = run.invoke(args=["delegates", "import", "meeting", str(out), "--json"])
    assert json.loads(told.output)["same"] == len(three)
    assert run.invoke(args=["delegates", "export", "meeting"]).stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_a_dry_run_changes_nothing_and_faults_are_named(
    app: Flask, event_id: UUID, three: list[UUID], tmp_path: Path
) -> None:
    run, table = app.test_cli_runner(), tmp_path / "new.csv"
    table.write_bytes(write_csv(HEAD, [NEW]))
    told = run.invoke(args=["delegates", "import", "meeting", str(table), "--dry-run"])
    assert "1 new" in told.output
    assert counted(app, event_id) == 3
    assert run.invoke(args=["delegates", "import", "meeting", str(table)]).exit_code == 0
    assert counted(app, event_id) == 4
    table.write_bytes(write_csv(HEAD, [[*NEW[:4], "nothing"], ["Aly Fall", *NEW[1:4], "aly@example.org"]]))
    told = run.invoke(args=["delegates", "import", "meeting", str(table)])
    assert told.exit_code == 1
    assert "line 2, Sidi Ould Bah (wrong), email" in told.output
    assert counted(app, event_id) == 4
    table.write_bytes(b"PK\x03\x04")
    assert run.invoke(args=["delegates", "import", "meeting", str(table)]).exit_code == 1
