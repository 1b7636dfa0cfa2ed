"""Importing again: the file's news come in, the desk's changes stay, nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.agenda.rules import (
    EventDocument,
    RoomPart,
    SessionPart,
    SessionState,
    check,
    dump,
    merge,
    parse,
    recall,
)
from app.kernel.i18n import Text
from tests.support.documents import documents

REFERENCE = Path(__file__).parents[2] / "app/front/data/nouakchott.toml"
TOGETHER = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture
def file() -> EventDocument:
    return parse(REFERENCE.read_bytes())


def with_event(document: EventDocument, **values: Any) -> EventDocument:
    return replace(document, event=replace(document.event, **values))


def with_session(document: EventDocument, key: str, **values: Any) -> EventDocument:
    sessions = tuple(replace(s, **values) if s.key == key else s for s in document.sessions)
    return replace(document, sessions=sessions)


def without_session(document: EventDocument, key: str) -> EventDocument:
    return replace(document, sessions=tuple(s for s in document.sessions if s.key != key))


def session(document: EventDocument, key: str) -> SessionPart:
    return next(s for s in document.sessions if s.key == key)


@TOGETHER
@given(documents())
def test_importing_the_same_file_twice_changes_nothing(file: EventDocument) -> None:
    result = merge(file, file, file)
    assert (result.document, result.base) == (file, file)
    assert (result.changes, result.kept, result.gone) == ((), (), ())


@TOGETHER
@given(documents(), documents())
def test_an_untouched_event_takes_the_whole_new_file(old: EventDocument, new: EventDocument) -> None:
    result = merge(old, old, new, prune=True)
    assert result.kept == ()
    sessions = {s.key: s for s in result.document.sessions}
    assert [sessions[s.key] for s in new.sessions] == list(new.sessions)
    left = [s for s in result.document.sessions if s not in new.sessions]
    assert all(s.state is SessionState.CANCELLED for s in left)
    if not left:
        assert result.document == new


@TOGETHER
@given(documents(), documents())
def test_what_only_the_desk_changed_stays_as_the_desk_has_it(
    file: EventDocument, desk: EventDocument
) -> None:
    result = merge(file, desk, file)
    assert result.document == desk
    assert result.changes == ()
    assert result.gone == ()


@TOGETHER
@given(documents(), documents(), documents())
def test_a_merge_repeated_with_the_same_file_adds_nothing(
    old: EventDocument, desk: EventDocument, new: EventDocument
) -> None:
    first = merge(old, desk, new)
    again = merge(recall(dump(first.base)), first.document, new)
    assert again.document == first.document
    assert again.changes == ()
    assert again.gone == first.gone


@TOGETHER
@given(documents(), documents(), documents())
def test_force_brings_every_value_of_the_file(
    old: EventDocument, desk: EventDocument, new: EventDocument
) -> None:
    result = merge(old, desk, new, force=True)
    assert result.kept == ()
    sessions = {s.key: s for s in result.document.sessions}
    for wanted in new.sessions:
        got = sessions[wanted.key]
        assert (got.starts, got.room, got.topics) == (wanted.starts, wanted.room, wanted.topics)
        assert wanted.title.items() <= got.title.items()


@TOGETHER
@given(documents(), documents(), documents(), st.booleans(), st.booleans())
def test_a_merged_event_never_points_at_what_is_not_there(
    old: EventDocument, desk: EventDocument, new: EventDocument, force: bool, prune: bool
) -> None:
    faults = check(merge(old, desk, new, force, prune).document)
    assert {fault.code for fault in faults} <= {"outside", "duplicate"}


def test_a_value_changed_in_the_file_is_taken(file: EventDocument) -> None:
    new = with_session(file, "opening", starts=time(9), attendance=False)
    result = merge(file, file, new)
    assert result.document == new
    assert [(c.key, c.before, c.after) for c in result.changes] == [
        ("sessions[opening].starts", time(9, 30), time(9)),
        ("sessions[opening].attendance", True, False),
    ]


def test_each_language_of_a_text_is_a_value_of_its_own(file: EventDocument) -> None:
    title = file.event.title
    desk = with_event(file, title=Text({**title, "ar": "عنوان المكتب"}))
    new = with_event(file, title=Text({**title, "fr": "Titre du fichier"}))
    result = merge(file, desk, new)
    assert result.document.event.title == Text({**title, "ar": "عنوان المكتب", "fr": "Titre du fichier"})
    assert [kept.key for kept in result.kept] == ["event.title.ar"]


def test_a_value_changed_on_both_sides_stays_the_desks_and_is_reported(file: EventDocument) -> None:
    desk, new = with_event(file, contact="desk@example.org"), with_event(file, contact="file@example.org")
    result = merge(file, desk, new)
    assert result.document.event.contact == "desk@example.org"
    assert [(k.key, k.desk, k.file, k.both) for k in result.kept] == [
        ("event.contact", "desk@example.org", "file@example.org", True)
    ]
    assert merge(file, desk, new, force=True).document == new


def test_force_also_takes_back_what_was_kept_at_an_earlier_import(file: EventDocument) -> None:
    desk, new = with_event(file, contact="desk@example.org"), with_event(file, contact="file@example.org")
    first = merge(file, desk, new)
    assert merge(first.base, first.document, new, force=True).document == new


def test_hours_are_kept_or_taken_together(file: EventDocument) -> None:
    desk = with_session(file, "opening", starts=time(10, 15))
    new = with_session(file, "opening", ends=time(10))
    merged = session(merge(file, desk, new).document, "opening")
    assert (merged.starts, merged.ends) == (time(10, 15), time(10, 30))


def test_an_event_moved_by_the_desk_stays_where_it_is(file: EventDocument) -> None:
    desk = with_event(file, starts=date(2027, 1, 28), ends=date(2027, 1, 29))
    new = with_event(file, ends=date(2024, 1, 30))
    assert merge(file, desk, new).document.event.ends == date(2027, 1, 29)


def test_what_the_file_no_longer_has_is_reported_at_every_import(file: EventDocument) -> None:
    new = without_session(file, "closing")
    first = merge(file, file, new)
    again = merge(recall(dump(first.base)), first.document, new)
    for result in (first, again):
        assert [(g.table, g.label, g.pruned) for g in result.gone] == [("sessions", "closing", False)]
        assert session(result.document, "closing").state is SessionState.PLANNED


def test_pruning_cancels_sessions_and_removes_the_rest(file: EventDocument) -> None:
    new = with_event(without_session(file, "closing"), cities=file.event.cities[1:])
    result = merge(file, file, new, prune=True)
    assert session(result.document, "closing").state is SessionState.CANCELLED
    assert result.document.event.cities == file.event.cities[1:]
    assert {(g.table, g.label, g.pruned) for g in result.gone} == {
        ("sessions", "closing", True),
        ("cities", "MR Nouakchott", True),
    }
    again = merge(recall(dump(result.base)), result.document, new, prune=True)
    assert (again.gone, again.changes) == ((), ())


def test_a_cancelled_session_that_comes_back_in_the_file_is_on_again(file: EventDocument) -> None:
    pruned = merge(file, file, without_session(file, "closing"), prune=True)
    back = merge(recall(dump(pruned.base)), pruned.document, file)
    assert session(back.document, "closing").state is SessionState.PLANNED


def test_a_room_that_a_session_still_needs_is_not_pruned(file: EventDocument) -> None:
    desk = with_session(file, "opening", room="foyer")
    new = with_session(replace(file, rooms=file.rooms[:2]), "welcome", room="plenary")
    result = merge(file, desk, new, prune=True)
    assert [(g.label, g.pruned) for g in result.gone] == [("foyer", False)]
    assert not list(check(result.document))


def test_what_the_desk_removed_does_not_come_back(file: EventDocument) -> None:
    desk = without_session(file, "welcome")
    result = merge(file, desk, with_event(file, contact="file@example.org"))
    assert "welcome" not in {s.key for s in result.document.sessions}
    assert [k.key for k in result.kept] == ["sessions[welcome]"]


def test_what_the_desk_added_stays_even_with_force_and_prune(file: EventDocument) -> None:
    added = RoomPart(key="press", name=Text(fr="Presse"))
    desk = replace(file, rooms=(added, *file.rooms))
    assert added in merge(file, desk, file, force=True, prune=True).document.rooms


def test_a_city_spelt_better_by_the_desk_is_not_doubled(file: EventDocument) -> None:
    first = file.event.cities[0]
    better = replace(first, name=Text({**first.name, "fr": "Nouakchott (ville)"}))
    desk = with_event(file, cities=(better, *file.event.cities[1:]))
    result = merge(file, desk, file)
    assert result.document.event.cities == desk.event.cities


def test_entries_follow_the_files_order_unless_the_desk_moved_them(file: EventDocument) -> None:
    turned = with_event(file, categories=file.event.categories[::-1])
    assert merge(file, file, turned).document == turned
    assert merge(file, turned, file).document == turned
    assert merge(file, turned, file, force=True).document == file


def test_an_event_made_at_the_desk_keeps_what_it_says_and_is_filled_from_the_file(
    file: EventDocument,
) -> None:
    desk = with_event(file, venue=Text(fr="Autre lieu"), theme=Text(), expected_delegates=None, funding=None)
    result = merge(None, desk, file)
    assert result.document.event.venue == Text({**file.event.venue, "fr": "Autre lieu"})
    assert result.document.event.theme == file.event.theme
    assert result.document.event.expected_delegates == 150
    assert result.document.event.funding == file.event.funding


def test_unknown_parts_follow_the_file(file: EventDocument) -> None:
    new = replace(file, extra={**file.extra, "hotels": ({"name": "x"},), "network": {"values": ()}})
    assert merge(file, file, new).document.extra == new.extra
