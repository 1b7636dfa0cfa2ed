"""Editing and versions on both databases: several at once, random histories, whatever clashes is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.agenda import queries, service, signals
from app.agenda.rules import SessionPart, SpeakerPart, Tell
from app.events import queries as events
from app.events.rules import EventFileFaults
from app.kernel.db import db as database
from app.kernel.i18n import Text
from tests.support import people
from tests.support.meetings import meeting, with_many
from tests.support.statements import counting

THREADS = 8


@pytest.fixture
def event_id(db: SQLAlchemy) -> UUID:
    return people.hold()


def part(event_id: UUID, key: str) -> SessionPart:
    return next(one for one in queries.document(event_id).sessions if one.key == key)


def all_at_once(app: Flask, acts: list[Callable[[], object]]) -> list[str]:
    """Run acts in threads of their own that begin together; 'done' or the name of what refused each."""
    outcomes, barrier = [""] * len(acts), threading.Barrier(len(acts))

    def run(place: int) -> None:
        with app.app_context():
            barrier.wait()
            try:
                acts[place]()
                outcomes[place] = "done"
            except (service.Stale, service.Clashing) as refused:
                outcomes[place] = type(refused).__name__

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    database.session.rollback()  # what was read before is not what is there now
    return outcomes


def test_of_many_saves_at_once_one_is_taken_and_the_others_are_told(
    app: Flask, db: SQLAlchemy, event_id: UUID
) -> None:
    seen = part(event_id, "opening")

    def saving(number: int) -> Callable[[], object]:
        typed = replace(seen, title=Text({**seen.title, "fr": f"Ouverture {number}"}))
        return lambda: service.save_session(event_id, "opening", typed, seen)

    outcomes = all_at_once(app, [saving(number) for number in range(THREADS)])
    assert sorted(outcomes) == ["Stale"] * (THREADS - 1) + ["done"]
    assert part(event_id, "opening").title["fr"] == f"Ouverture {outcomes.index('done')}"


def test_two_who_want_the_same_room_at_once_cannot_both_have_it_unseen(
    app: Flask, db: SQLAlchemy, event_id: UUID
) -> None:
    blank = SessionPart(key="", day=2, starts=time(9), ends=time(10), room="hall", title=Text(fr="Atelier"))
    outcomes = all_at_once(app, [lambda: service.save_session(event_id, None, blank)] * THREADS)
    assert sorted(outcomes) == ["Clashing"] * (THREADS - 1) + ["done"]


def test_publishing_at_once_makes_one_version(app: Flask, db: SQLAlchemy, event_id: UUID) -> None:
    service.save_session(event_id, "opening", replace(part(event_id, "opening"), number=5))
    assert all_at_once(app, [lambda: service.publish(event_id)] * THREADS) == ["done"] * THREADS
    assert [one.number for one in queries.versions(event_id)] == [2, 1]


def test_a_publication_is_told_of_once_and_its_changes_can_be_asked_for(
    db: SQLAlchemy, event_id: UUID
) -> None:
    heard: list[tuple[UUID, int, Tell]] = []

    def listen(_sender: object, event_id: UUID, number: int, tell: Tell) -> None:
        heard.append((event_id, number, tell))

    moved = replace(part(event_id, "opening"), starts=time(9), ends=time(10))
    service.save_session(event_id, "opening", moved)
    with signals.published.connected_to(listen):
        service.publish(event_id, Tell.CONCERNED)
        assert service.publish(event_id, Tell.EVERYONE) is None
    assert heard == [(event_id, 2, Tell.CONCERNED)]
    (change,) = queries.changes_of(event_id, 2)
    (words,) = queries.told([change], events.scope_of(event_id))
    assert words.words == "\u206609:30\u2069 → \u206609:00\u2069, room unchanged"


hours = st.integers(0, 20).map(lambda half: time(half // 2 + 8, half % 2 * 30))
acts = st.lists(
    st.tuples(
        st.sampled_from(["move", "title", "cancel", "return", "new", "speaker", "publish"]),
        st.sampled_from(["opening", "plenary-1", "dinner"]), hours, st.sampled_from(["hall", "foyer", ""]),
    ),
    min_size=2, max_size=7,
)  # fmt: skip


@settings(
    max_examples=6, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(history=acts)
def test_a_restored_version_is_published_as_it_was(
    db: SQLAlchemy, history: list[tuple[str, str, time, str]]
) -> None:
    event_id = people.hold(f"of-{len(events.every_event())}")
    uids = {row.key: row.uid for row in queries.sessions(event_id)}
    sequences: dict[UUID, int] = {}
    for number, (act, key, starts, room) in enumerate(history):
        _edit(event_id, act, key, starts, room, number)
        newest = queries.find_publication(event_id)
        assert newest is not None
        for one in newest.sessions:
            assert one.sequence >= sequences.get(one.uid, 0)
            sequences[one.uid] = one.sequence
    service.restore(event_id, 1)
    service.publish(event_id)
    assert {row.key: row.uid for row in queries.sessions(event_id) if row.key in uids} == uids
    first, last = queries.find_version(event_id, 1), queries.find_publication(event_id)
    assert first is not None
    assert last is not None
    back = {one.uid: replace(one, sequence=0, modified=first.at) for one in last.sessions}
    assert all(back[one.uid] == replace(one, sequence=0, modified=first.at) for one in first.sessions)
    known = {one.uid for one in first.sessions}
    assert all(one.cancelled for one in last.sessions if one.uid not in known)


def _edit(event_id: UUID, act: str, key: str, starts: time, room: str, number: int) -> None:
    ends = time(starts.hour + 1, starts.minute)
    if act == "move":
        before = part(event_id, key)
        typed = replace(before, starts=starts, ends=ends, ends_next_day=False, room=room)
        service.save_session(event_id, key, typed, before, "meant")
    elif act == "title":
        service.save_session(event_id, key, replace(part(event_id, key), title=Text(fr=f"Titre {number}")))
    elif act == "cancel":
        service.cancel_session(event_id, key)
    elif act == "return":
        service.return_session(event_id, key, "meant")
    elif act == "new":
        made = SessionPart(key="", day=2, starts=starts, ends=ends, room=room, title=Text(fr="Neuve"))
        service.save_session(event_id, None, made, reason="meant")
    elif act == "speaker":
        who = service.save_speaker(event_id, None, SpeakerPart(key="", name_latin=f"Amina {number}"))
        service.save_session(event_id, key, replace(part(event_id, key), speakers=(who,)), reason="meant")
    else:
        service.publish(event_id)


def test_the_grid_and_what_clashes_cost_the_same_for_any_size(app: Flask, db: SQLAlchemy) -> None:
    costs = []
    for number in (2, 40):
        event_id = service.import_document(with_many(number, f"of-{number}")).event_id
        with counting() as statements:
            here = events.scope_of(event_id)
            shown = queries.grid(queries.draft(event_id), here, 1)
        assert sum(len(column.cards) for column in shown.columns) == number
        costs.append(len(statements))
    assert costs[0] == costs[1]


def test_a_moved_meeting_keeps_its_hours_where_clocks_change(db: SQLAlchemy, event_id: UUID) -> None:
    service.move_meeting(event_id, 7)  # into summer time
    opening = part(event_id, "opening")
    assert (opening.day, opening.starts) == (1, time(9, 30))
    row = service.find_row(queries.draft(event_id), "opening")
    assert row.starts_at.hour == 7
    assert events.get_event(event_id).starts == meeting().event.starts + timedelta(days=7)


def test_a_session_nobody_has_seen_may_go_and_a_published_one_may_not(db: SQLAlchemy, event_id: UUID) -> None:
    blank = SessionPart(key="", day=2, starts=time(9), ends=time(10), title=Text(fr="Brouillon"))
    key = service.save_session(event_id, None, blank).part.key
    service.remove_session(event_id, key)
    assert key not in {one.key for one in queries.document(event_id).sessions}
    with pytest.raises(service.StillPublished):
        service.remove_session(event_id, "opening")


def test_an_ics_of_our_own_is_known_again(db: SQLAlchemy, event_id: UUID) -> None:
    row = service.find_row(queries.draft(event_id), "opening")
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "BEGIN:VEVENT", f"UID:{row.uid}", "DTSTAMP:20270101T000000Z",
        "DTSTART:20270325T080000Z", "DTEND:20270325T090000Z", "SUMMARY;LANGUAGE=fr:Ouverture avancée",
        "LOCATION:Salle\\, Palais", "END:VEVENT", "BEGIN:VEVENT", "UID:other@example.org",
        "DTSTAMP:20270101T000000Z", "DTSTART;TZID=Europe/Paris:20270326T110000",
        "DTEND;TZID=Europe/Paris:20270326T120000", "SUMMARY:Nouvelle", "END:VEVENT", "END:VCALENDAR",
    )  # fmt: skip
    content = "\r\n".join(lines).encode()
    for _ in range(2):
        taken = service.import_sessions(event_id, content)
    assert [one.fields for one in taken] == [(), ()]
    opening = part(event_id, "opening")
    assert (opening.starts, opening.title["fr"], opening.title["ar"]) == (
        time(9),
        "Ouverture avancée",
        "الافتتاح",
    )
    assert len(queries.sessions(event_id)) == 4
    bad = content.replace(b"LOCATION:Salle", b"LOCATION:Attic").replace(
        b"DTSTART:20270325", b"DTSTART:20280325"
    )
    with pytest.raises(EventFileFaults) as refused:
        service.read_sessions(event_id, bad)
    assert {fault.line for fault in refused.value.faults} == {4}
