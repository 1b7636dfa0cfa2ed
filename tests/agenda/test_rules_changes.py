"""What became of each session between two versions, and versions that older programs stored."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.agenda.rules import (
    ChangeKind,
    PublishedRole,
    PublishedRoom,
    PublishedSession,
    PublishedSpeaker,
    Role,
    SessionState,
    changes,
    freeze,
    next_version,
    thaw,
    thaw_room,
    thaw_speaker,
)
from app.kernel.clock import Instant
from app.kernel.i18n import Text

NINE = Instant(datetime(2027, 1, 28, 9, tzinfo=UTC))
LATER = Instant(NINE + timedelta(days=1))
AMINA, BILAL = UUID(int=1), UUID(int=2)
ROLE = PublishedRole(speaker=uuid4(), role=Role.MODERATOR, name_latin="Amina", registration=AMINA)


def session(**facts: Any) -> PublishedSession:
    times = {"starts_at": NINE, "ends_at": Instant(NINE + timedelta(hours=1))}
    return PublishedSession(
        **{"key": "one", "uid": UUID(int=7), "modified": NINE, "title": Text(fr="Une"), **times, **facts}
    )


@pytest.mark.parametrize(
    ("facts", "kind", "field"),
    [
        ({"ends_at": LATER}, ChangeKind.MOVED, "ends_at"),
        ({"room_name": Text(fr="Salle B")}, ChangeKind.MOVED, "room_name"),
        ({"title": Text(fr="Autre")}, ChangeKind.REWORDED, "title"),
        ({"roles": (ROLE,)}, ChangeKind.REWORDED, "roles"),
        ({"state": SessionState.CANCELLED}, ChangeKind.CANCELLED, "state"),
    ],
)
def test_a_change_has_a_kind_and_names_its_fields(
    facts: dict[str, Any], kind: ChangeKind, field: str
) -> None:
    before = next_version((), [session()], NINE)
    (found,) = changes(before, next_version(before, [session(**facts)], LATER))
    assert (found.kind, found.fields) == (kind, {field})
    assert found.before == before[0]


def test_a_session_that_is_on_again_has_returned() -> None:
    before = next_version(next_version((), [session()], NINE), [session(state=SessionState.CANCELLED)], NINE)
    (found,) = changes(before, next_version(before, [session()], LATER))
    assert found.kind is ChangeKind.RETURNED


def test_a_session_that_was_called_off_before_anybody_saw_it_stays_unseen() -> None:
    assert next_version((), [session(state=SessionState.CANCELLED)], NINE) == ()


def test_a_new_session_has_no_before_and_the_same_version_no_change() -> None:
    version = next_version((), [session()], NINE)
    (found,) = changes((), version)
    assert (found.kind, found.before) == (ChangeKind.ADDED, None)
    assert changes(version, version) == ()


def test_a_version_keeps_roles_and_names_of_the_invited() -> None:
    one = session(roles=(ROLE, replace(ROLE, registration=None)), invited=(BILAL,), by_invitation=True)
    assert thaw(freeze(one)) == one


def test_a_version_keeps_its_speakers_and_rooms() -> None:
    speaker = PublishedSpeaker(id=uuid4(), key="amina", name_ar="أمينة", biography=Text(fr="Née à Rosso"))
    room = PublishedRoom(id=uuid4(), key="hall", name=Text(fr="Salle"), capacity=200, booths=2)
    assert (thaw_speaker(freeze(speaker)), thaw_room(freeze(room))) == (speaker, room)


def test_a_version_of_an_older_program_thaws() -> None:
    frozen = freeze(session(expected=("mayor",)))
    for unknown in ("by_invitation", "invited", "roles"):
        del frozen[unknown]
    assert thaw(frozen) == session(expected=("mayor",))


def test_by_invitation_only_the_named_are_awaited() -> None:
    closed = session(by_invitation=True, invited=(BILAL,), roles=(ROLE,))
    assert closed.awaits("mayor", BILAL)
    assert closed.awaits("press", AMINA)
    assert not closed.awaits("mayor", uuid4())
    assert not closed.awaits("mayor")


def test_a_name_goes_beside_the_categories() -> None:
    one = session(expected=("mayor",), invited=(BILAL,))
    assert [one.awaits(*asked) for asked in (("mayor",), ("press",), ("press", BILAL))] == [True, False, True]
