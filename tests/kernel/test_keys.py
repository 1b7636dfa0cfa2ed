"""Rotation of keys: everything sealed opens before, during and after, and the operator is told what is left."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from sqlalchemy import LargeBinary, update

from app.badges import queries as badges
from app.badges import service as codes
from app.calendar import service as calendar
from app.kernel import backup, jobs, keys, signing
from app.kernel.backup import BackupError
from app.kernel.db import atomic, db
from app.kernel.signing import Unsealable
from app.registration import queries, service
from app.registration.models import Registration
from app.registration.rules import PassportFacts
from tests.conftest import SECRET
from tests.kernel.test_backup import New, new  # noqa: F401 - a fixture
from tests.support.archives import ready, within, written
from tests.support.people import approved, hold

PASSPORT = PassportFacts("BA1234567", "MR", date(2031, 5, 28))
SEALED_BY_ONE = 5  # link, access, badge code, calendar link, passport


def configured(app: Flask, *secrets: str) -> None:
    """What a restart with these keys in SECRET_KEY does."""
    app.config["SECRET_KEYS"] = secrets
    app.config["CONFIG"] = replace(app.config["CONFIG"], secret_key=",".join(secrets))


@contextmanager
def one_delegate(app: Flask) -> Iterator[UUID]:
    """Somebody with something in every sealed column that delegates have."""
    with app.app_context():
        person = approved(hold(), access="A ramp")
        calendar.feed_for(person.id)
        service.keep_passport(person.id, PASSPORT)
        db.session.rollback()
        yield person.id
        db.session.remove()


def opened(ident: UUID) -> Sequence[object]:
    """Everything sealed of one delegate, in clear."""
    found = db.session.get_one(Registration, ident)
    db.session.refresh(found)
    badge = badges.of_registration(ident)[0]
    return (
        queries.link_token(found), queries.access_needs(found), codes.code_of(badge).value,
        calendar.feed_for(ident), queries.find_passport(ident),
    )  # fmt: skip


def older() -> int:
    """How many values wait for the current key."""
    return sum(one.older for one in keys.status())


def test_everything_opens_before_during_and_after_a_rotation(app: Flask) -> None:
    with one_delegate(app) as ident:
        before = opened(ident)
        assert before[-1] == PASSPORT
        configured(app, "new", SECRET)
        assert opened(ident) == before
        assert older() == SEALED_BY_ONE
        assert keys.reseal() == SEALED_BY_ONE
        assert (older(), keys.reseal()) == (0, 0)
        configured(app, "new")
        assert opened(ident) == before


def test_what_was_sealed_before_keys_had_marks_is_sealed_anew(app: Flask) -> None:
    with one_delegate(app) as ident:
        bare = Fernet(signing.base64.urlsafe_b64encode(signing._raw(SECRET))).encrypt(b"A ramp")
        with atomic() as session:
            session.execute(update(Registration).values(access_sealed=bare))
        assert older() == 1
        keys.reseal()
        assert older() == 0
        assert opened(ident)[1] == "A ramp"


def test_what_no_key_opens_is_counted_and_left_as_it_is(app: Flask) -> None:
    with one_delegate(app) as ident:
        configured(app, "another")
        assert sum(one.lost for one in keys.status()) == SEALED_BY_ONE
        assert (keys.reseal(), older()) == (0, 0)
        with pytest.raises(Unsealable):
            opened(ident)
        configured(app, "another", SECRET)
        assert keys.reseal() == SEALED_BY_ONE


def test_more_rows_than_a_batch_and_two_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "BATCH", 2)
    with one_delegate(app):
        event_id = hold("second")
        for number in range(5):
            approved(event_id, number)
        configured(app, "new", SECRET)
        db.session.rollback()

        def work() -> None:
            with app.app_context():
                keys.reseal()
                db.session.remove()

        both = [threading.Thread(target=work) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join(60)
        assert (older(), sum(one.lost for one in keys.status())) == (0, 0)


def test_every_sealed_column_is_binary_and_takes_part() -> None:
    found = {f"{table.name}.{column.name}": column for table, column in keys.sealed_columns()}
    assert {"registration.access_sealed", "passport.number_sealed", "badge.code_sealed"} <= set(found)
    assert all(isinstance(column.type, LargeBinary) for column in found.values())


def test_the_operator_is_led_through(sqlite_app: Flask) -> None:
    app, runner = sqlite_app, sqlite_app.test_cli_runner()
    place = Path(app.config["CONFIG"].instance) / "secret.key"
    place.write_text(SECRET)
    with one_delegate(app):
        pass
    assert "Restart the server" in runner.invoke(args=["keys", "new"]).output
    assert place.stat().st_mode & 0o777 == 0o600
    configured(app, *place.read_text().split(","))
    assert app.config["SECRET_KEYS"][1:] == (SECRET,)
    assert "Run keys rotate first" in runner.invoke(args=["keys", "retire"]).output
    assert "5 values wait" in runner.invoke(args=["keys", "status"]).output
    assert "Sealed 5 values anew" in runner.invoke(args=["keys", "rotate"]).output
    told = json.loads(runner.invoke(args=["keys", "status", "--json"]).output)
    assert sum(one["values"] for one in told) == SEALED_BY_ONE
    assert "current key only" in runner.invoke(args=["keys", "retire"]).output
    assert place.read_text() == app.config["SECRET_KEYS"][0]


def test_a_backup_in_the_midst_of_a_rotation_wants_both_keys(app: Flask, new: New, tmp_path: Path) -> None:  # noqa: F811
    ready(app)
    with one_delegate(app) as ident:
        before = opened(ident)
    configured(app, "new", SECRET)
    archive = written(app, tmp_path)
    with within(new(key="new")), pytest.raises(BackupError, match="SECRET_KEY"):
        backup.restore(archive)
    other = new(key="new")
    configured(other, "new", SECRET)
    with within(other):
        backup.restore(archive)
        assert opened(ident) == before
        keys.reseal()
        configured(other, "new")
        assert opened(ident) == before


def test_a_task_that_was_queued_under_the_old_key_still_runs(sqlite_app: Flask) -> None:
    old = jobs._Signed(("old",)).serialize({"a": "task"})
    assert jobs._Signed(("new", "old")).deserialize(old) == {"a": "task"}
    with pytest.raises(ValueError, match="mismatch"):
        jobs._Signed(("new",)).deserialize(old)
