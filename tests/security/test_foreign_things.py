"""What belongs to one event is nowhere to be found in another, whoever asks there: every address that names a thing."""

from __future__ import annotations

import re

from app.audit import queries as journal
from app.kernel.db import db
from app.registration import queries as registrations
from tests.security.conftest import Place

IDENT = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")


def things(place: Place) -> list[tuple[str, str, str]]:
    """(method, rule, address) of whatever names a thing of the meeting, at the stranger's own event."""
    return [
        (method, rule.rule, address.replace("/meeting/", "/elsewhere/").replace("/meeting?", "/elsewhere?"))
        for method, rule, address in place.routes()
        if "event" in rule.arguments and IDENT.search(address)
    ]


def test_what_belongs_to_one_event_is_not_found_in_another(fresh: Place) -> None:
    before = journal.last_number(fresh.event_id)
    name = registrations.get(fresh.event_id, fresh.delegate.id).name_latin
    asked, found = things(fresh), []
    for method, rule, address in asked:
        data = {"act": "approve", "reason": "Why not", "name_latin": "Stolen", "state": "approved"}
        answer = fresh.ask("stranger", method, address, data=data if method == "POST" else None)
        if answer.status_code == 200 or answer.status_code >= 500 or "Amina" in answer.text:
            found.append(f"{method} {rule}: {answer.status_code}")
    db.session.rollback()
    assert len(asked) > 60
    assert not found, "\n".join(found)
    assert journal.last_number(fresh.event_id) == before
    assert registrations.get(fresh.event_id, fresh.delegate.id).name_latin == name
