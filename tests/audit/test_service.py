"""Writing the journal: with the act, in its transaction, or not at all."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.audit import queries
from app.audit.rules import Act
from app.audit.service import record
from app.kernel.db import atomic

EVENT = uuid4()


def act(name: str, fail: bool = False) -> None:
    """A use case that is written down, and may fail afterwards."""
    with atomic():
        record(Act(name, "test", None, EVENT))
        if fail:
            raise RuntimeError("the act failed")


def test_an_act_that_failed_is_not_written_and_silences_none_that_follows(db: SQLAlchemy) -> None:
    with pytest.raises(RuntimeError, match="the act failed"):
        act("test.failed", fail=True)
    act("test.done")
    assert [entry.action for entry in queries.entries(queries.Filter(EVENT))] == ["test.done"]
