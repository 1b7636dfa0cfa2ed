"""Backup and restore: whole while others write, checked before anything changes, and only into an empty place."""

from __future__ import annotations

import socket
import sqlite3
import tarfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.audit import queries as journal
from app.audit.models import JournalEntry
from app.badges.models import Badge
from app.checkin import queries as checkin
from app.checkin.models import Scan
from app.kernel import backup
from app.kernel.backup import BackupError
from app.kernel.db import db, on_postgresql
from app.kernel.signing import seal, unseal
from app.registration.models import Registration
from tests.checkin.conftest import Door, line
from tests.conftest import SECRET, make_app
from tests.support import postgres
from tests.support.archives import let_go, ready, within, written
from tests.support.people import approved, hold

New = Callable[..., Flask]


@pytest.fixture
def held(app: Flask) -> UUID:
    """A meeting with two delegates in an installation that keeps its own key."""
    ready(app)
    (Path(app.config["CONFIG"].instance) / "secret.key").write_text(SECRET)
    with app.app_context():
        event_id = hold()
        approved(event_id, 0)
        approved(event_id, 1)
        db.session.remove()
    return event_id


@pytest.fixture
def new(
    app: Flask, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[New]:
    """Makes empty installations on the same kind of database; `key` is what they find in their environment."""
    with ExitStack() as ends:

        def make(key: str = "") -> Flask:
            folder = tmp_path_factory.mktemp("restored")
            url = f"sqlite:///{folder / 'multaqa.db'}"
            if not str(app.config["CONFIG"].database_url).startswith("sqlite"):
                server = request.getfixturevalue("postgres_server")
                url = ends.enter_context(postgres.fresh_database(server))
            made = ready(make_app(folder, url))
            own = "a key made on first use"
            made.config["CONFIG"] = replace(made.config["CONFIG"], secret_key=key or own)
            if key:
                made.config["SECRET_KEYS"] = (key,)
            else:
                (folder / "secret.key").write_text(own)
                made.config["SECRET_KEYS"] = (own,)
            ends.callback(let_go, made)
            return made

        yield make


def count(kind: type) -> int:
    return db.session.scalars(select(func.count()).select_from(kind)).one()


def test_what_was_saved_comes_back(app: Flask, held: UUID, new: New, tmp_path: Path) -> None:
    instance = Path(app.config["CONFIG"].instance)
    (instance / "organiser.txt").write_text("a password")
    (instance / "uploads" / "a").mkdir(parents=True)
    (instance / "uploads" / "a" / "photo.jpg").write_bytes(b"a face")
    other = new()
    archive = written(app, tmp_path)
    with within(other):
        backup.restore(archive)
        place = Path(other.config["CONFIG"].instance)
        assert (place / "uploads" / "a" / "photo.jpg").read_bytes() == b"a face"
        for name, content in (("secret.key", SECRET), ("organiser.txt", "a password")):
            assert (place / name).read_text() == content
            assert (place / name).stat().st_mode & 0o777 == 0o600
        assert (count(Registration), count(Badge)) == (2, 2)
        assert journal.first_break(held) is None
    assert not list(place.glob(".backup-*"))


def test_a_backup_is_whole_while_others_write(app: Flask, held: UUID, new: New, tmp_path: Path) -> None:
    with within(app):
        door, guest = Door(app, held), approved(held, 2)
    enough, done = threading.Event(), threading.Event()

    def write(kind: Callable[[int], object]) -> None:
        with app.app_context():
            for turn in range(3, 1000):
                kind(turn)
                if turn == 8:
                    enough.set()
                if done.is_set():
                    break
            db.session.remove()

    jobs = (lambda turn: approved(held, turn), lambda _turn: door.scan(line(guest)))
    writers = [threading.Thread(target=write, args=(job,)) for job in jobs]
    for one in writers:
        one.start()
    assert enough.wait(60)
    archives = []
    for turn in range(2):
        (tmp_path / str(turn)).mkdir()
        archives.append(written(app, tmp_path / str(turn)))
    done.set()
    for one in writers:
        one.join(60)
    sizes = [_consistent(new(), archive, held) for archive in archives]
    assert sizes[0] > 3
    assert sizes[0] < sizes[1]


def _consistent(app: Flask, archive: Path, event_id: UUID) -> int:
    """Restores an archive and holds it to what every moment of the original fulfilled; how many are registered."""
    with within(app):
        backup.restore(archive)
        if not on_postgresql():
            assert db.session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert journal.first_break(event_id) is None
        assert checkin.first_break(event_id) is None
        submitted = select(func.count()).where(JournalEntry.action == "registration.submitted")
        found = count(Registration)
        assert found == db.session.scalars(submitted).one()
        badges = select(func.count()).where(Registration.state == "approved")
        assert count(Badge) == db.session.scalars(badges).one()
        assert count(Scan) == checkin.journal.head(checkin.chain_of(event_id))[0]
        return found


def test_an_archive_is_for_its_owner_only_and_named_when_whole(
    app: Flask, held: UUID, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    archive = written(app, target)
    assert archive.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in target.iterdir()] == ["backup.tar.gz"]
    with tarfile.open(archive) as tar:
        names = tar.getnames()
    assert names == ["manifest.json", "database", "keys/secret.key"]


def test_a_key_of_the_environment_stays_out_and_must_be_the_same(
    app: Flask, held: UUID, new: New, tmp_path: Path
) -> None:
    (Path(app.config["CONFIG"].instance) / "secret.key").write_text("one that is not used")
    with within(app):
        sealed = seal("code")
    archive = written(app, tmp_path)
    with within(new(key="another")), pytest.raises(BackupError, match="SECRET_KEY"):
        backup.restore(archive)
    with within(new(key=SECRET)):
        assert not backup.restore(archive).has_key
        assert unseal(sealed) == "code"


def test_nothing_is_restored_over_what_is_there(app: Flask, held: UUID, tmp_path: Path) -> None:
    archive = written(app, tmp_path)
    with within(app), pytest.raises(BackupError, match="not empty"):
        backup.restore(archive)


def test_nothing_is_restored_while_the_server_answers(
    app: Flask, held: UUID, new: New, tmp_path: Path
) -> None:
    archive, other = written(app, tmp_path), new()
    with _listening() as port:
        other.config["CONFIG"] = replace(other.config["CONFIG"], port=port)
        with within(other), pytest.raises(BackupError, match="Stop the server"):
            backup.restore(archive)


@contextmanager
def _listening() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as line:
        yield line.getsockname()[1]


def test_nothing_is_restored_while_something_is_connected(
    sqlite_app: Flask, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ready(sqlite_app)
    archive = written(sqlite_app, tmp_path_factory.mktemp("out"))
    place = Path(sqlite_app.config["CONFIG"].instance) / "multaqa.db"
    worker = sqlite3.connect(place)
    worker.execute("SELECT count(*) FROM event").fetchone()
    with within(sqlite_app), pytest.raises(BackupError, match="Something else uses"):
        backup.restore(archive)
    worker.close()
    with within(sqlite_app):
        assert backup.restore(archive).files == 1


def test_a_missing_program_is_said_with_what_to_install(postgres_app: Flask, tmp_path: Path) -> None:
    postgres_app.config["CONFIG"] = replace(postgres_app.config["CONFIG"], pg_dump="/nowhere/pg_dump")
    with within(postgres_app), pytest.raises(BackupError, match="postgresql-client"):
        backup.write(tmp_path / "backup.tar.gz")
    assert not list(tmp_path.glob("*.gz"))


def test_the_commands_say_what_they_did_and_what_to_do(
    sqlite_app: Flask, held_alone: None, tmp_path: Path
) -> None:
    runner, target = sqlite_app.test_cli_runner(), tmp_path / "backup.tar.gz"
    done = runner.invoke(args=["backup", str(target)])
    assert done.exit_code == 0, done.output
    assert "It holds the key" in done.output
    again = runner.invoke(args=["restore", str(target)])
    assert again.exit_code == 1
    assert "not empty" in again.output


@pytest.fixture
def held_alone(sqlite_app: Flask) -> None:
    """A meeting on SQLite, with a key of its own."""
    ready(sqlite_app)
    (Path(sqlite_app.config["CONFIG"].instance) / "secret.key").write_text(SECRET)
    with within(sqlite_app):
        hold()
