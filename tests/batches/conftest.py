"""A kind of long work of the tests' own, done on real registrations of a meeting."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.batches import queries, service
from app.batches.models import Batch
from app.batches.service import Item, kinds
from app.kernel.db import atomic, db
from tests.batches.worker import handle
from tests.support import people


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that a test registers are gone after it; `stamp` is there."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    service.long_work("stamp", "Stamping", permission="delegates.decide", size=5)(handle)


def begun(event_id: UUID, numbers: list[int], **more: str) -> UUID:
    """Long work on items that say what should happen to them; its id."""
    with atomic():
        items = [Item(label=f"No. {number}", value={"number": number, **more}) for number in numbers]
        return service.begin("stamp", event_id, items).id


def read(event_id: UUID, batch_id: UUID) -> Batch:
    """The work as it is now."""
    db.session.rollback()
    db.session.expire_all()
    return queries.get_batch(event_id, batch_id)


@pytest.fixture
def event_id(db: object) -> UUID:
    """A meeting."""
    return people.hold()
