"""Several people at one session: what another saved meanwhile is seen, kept and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from app.agenda.rules import SessionPart, combined, edits, overtaken, remember, remembered
from app.kernel.i18n import Text
from tests.support.documents import documents

SEEN = SessionPart(
    key="one",
    day=1,
    starts=time(9),
    ends=time(10),
    room="hall",
    title=Text(ar="واحدة", fr="Une"),
    speakers=("a",),
)


def test_nothing_is_overtaken_where_nobody_else_saved() -> None:
    assert overtaken(SEEN, SEEN, replace(SEEN, room="foyer")) == ()


def test_what_another_saved_stands_beside_what_was_typed() -> None:
    stored, typed = replace(SEEN, room="foyer"), replace(SEEN, room="garden", ends=time(11))
    (found,) = overtaken(SEEN, stored, typed)
    assert (found.field, found.stored, found.typed, found.both) == ("room", "foyer", "garden", True)


def test_what_was_left_alone_is_taken_over() -> None:
    stored = replace(SEEN, room="foyer", title=Text(ar="واحدة", fr="La première"))
    typed = replace(SEEN, ends=time(11), title=Text(ar="الأولى", fr="Une"))
    assert not any(one.both for one in overtaken(SEEN, stored, typed))
    assert combined(SEEN, stored, typed) == replace(
        stored, ends=time(11), title=Text(ar="الأولى", fr="La première")
    )


def test_the_journal_is_told_fields_and_languages_that_differ() -> None:
    after = replace(SEEN, title=Text(ar="واحدة", fr="La première"), speakers=("a", "b"), starts=time(8))
    before, told = edits(SEEN, after)
    assert before == {"starts": "09:00:00", "title.fr": "Une", "speakers": ["a"]}
    assert told == {"starts": "08:00:00", "title.fr": "La première", "speakers": ["a", "b"]}


@given(documents())
def test_a_form_remembers_what_it_showed(document: object) -> None:
    for name in ("days", "rooms", "speakers", "sessions", "documents"):
        for part in getattr(document, name):
            assert remembered(type(part), remember(part)) == part


@given(st.text(max_size=80))
def test_what_is_not_whole_is_not_remembered(text: str) -> None:
    assert remembered(SessionPart, text) is None
