"""Erasures against each other and against the person's own changes: nothing comes back, nothing breaks."""

from __future__ import annotations

import threading
from collections.abc import Callable

from flask import Flask

from app.audit import queries as journal
from app.checkin import queries as checkin
from app.kernel.db import db
from app.kernel.errors import NotFound
from app.privacy import service
from app.registration import service as registering
from tests.privacy.conftest import PASSPORT, WORDS, amina, everywhere
from tests.support.people import hold


def test_erasing_while_the_person_changes_leaves_nothing(app: Flask) -> None:
    with app.app_context():
        event_id = hold()
        person = amina(event_id)
        db.session.rollback()
    begin = threading.Barrier(4)
    faults: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        with app.app_context():
            begin.wait()
            try:
                act()
            except NotFound:
                pass  # erased a moment before
            except BaseException as fault:  # noqa: BLE001 - told by the test below
                faults.append(fault)
            finally:
                db.session.remove()

    acts: list[Callable[[], object]] = [
        lambda: service.erase(event_id, person.id),
        lambda: service.erase(event_id, person.id),
        lambda: registering.keep_passport(person.id, PASSPORT),
        lambda: registering.withdraw(person.id, WORDS[1]),
    ]
    workers = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    with app.app_context():
        assert faults == []
        assert everywhere(WORDS) == []
        assert (journal.first_break(event_id), checkin.first_break(event_id)) == (None, None)
        erased = journal.entries(journal.Filter(event_id, action="registration.erased"))
        assert len(erased) == 1
