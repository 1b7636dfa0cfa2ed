"""Which messages a delegate's calendar gets: enough to be right, each counting higher than the last."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.agenda.rules import PublishedSession, SessionState, next_version
from app.calendar.rules import CANCEL, REQUEST, Sent, messages
from app.kernel.clock import Instant
from app.kernel.i18n import Text

NOW = Instant(datetime(2027, 3, 20, tzinfo=UTC))
SESSION = PublishedSession(
    key="opening", uid=UUID(int=1), sequence=2, modified=NOW, title=Text(fr="Ouverture"),
    starts_at=Instant(NOW + timedelta(days=5)), ends_at=Instant(NOW + timedelta(days=5, hours=1)),
)  # fmt: skip
OFF = replace(SESSION, state=SessionState.CANCELLED, sequence=3)
UID = SESSION.uid


def said(
    session: PublishedSession, is_mine: bool, last: Sent | None, now: Instant = NOW
) -> list[tuple[str, int]]:
    found = messages([session], {UID} if is_mine else set(), {UID: last} if last else {}, now)
    return [(one.method, one.sequence) for one in found]


@pytest.mark.parametrize(
    ("session", "is_mine", "last", "expected"),
    [
        (SESSION, True, None, [(REQUEST, 2)]),
        (SESSION, False, None, []),
        (SESSION, True, Sent(REQUEST, 2, 2), []),
        (replace(SESSION, sequence=3), True, Sent(REQUEST, 2, 2), [(REQUEST, 3)]),
        (OFF, True, Sent(REQUEST, 2, 2), [(CANCEL, 3)]),
        (OFF, True, Sent(CANCEL, 3, 3), []),
        (OFF, True, None, []),
        (SESSION, False, Sent(REQUEST, 2, 2), [(CANCEL, 3)]),
        (SESSION, True, Sent(CANCEL, 3, 2), [(REQUEST, 4)]),
        (replace(SESSION, sequence=9), True, Sent(CANCEL, 3, 2), [(REQUEST, 9)]),
    ],
)
def test_what_is_sent_follows_from_what_was_sent(
    session: PublishedSession, is_mine: bool, last: Sent | None, expected: list[tuple[str, int]]
) -> None:
    assert said(session, is_mine, last) == expected


def test_nothing_is_sent_about_what_is_over() -> None:
    assert said(SESSION, True, None, SESSION.ends_at) == []
    assert said(SESSION, False, Sent(REQUEST, 2, 2), SESSION.ends_at) == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["move", "retitle", "reword", "cancel", "return"]), st.booleans(), st.booleans()
    ),
    max_size=12,
)


@given(steps)
def test_whatever_happens_a_calendar_ends_where_the_agenda_does(
    history: list[tuple[str, bool, bool]],
) -> None:
    """A reader that believes the highest SEQUENCE shows, after each step, what is so and nothing else."""
    draft, version, now = SESSION, next_version((), [SESSION], NOW), NOW
    last: Sent | None = None
    shown: tuple[str, int] | None = None
    for number, (act, is_mine, is_seen) in enumerate(history):
        now = Instant(now + timedelta(minutes=1))
        draft = edited(draft, act, number)
        version = next_version(version, [draft], now)
        if not is_seen:  # the job did not run between two publications
            continue
        found = messages(version, {UID} if is_mine else set(), {UID: last} if last else {}, now)
        assert len(found) <= 1
        for one in found:
            assert shown is None or one.sequence > shown[1]
            assert one.sequence >= one.session.sequence
            shown, last = (one.method, one.sequence), Sent(one.method, one.sequence, one.session.sequence)
        there = shown is not None and shown[0] == REQUEST
        assert there == (is_mine and not version[0].cancelled)
        assert messages(version, {UID} if is_mine else set(), {UID: last} if last else {}, now) == ()


def edited(draft: PublishedSession, act: str, number: int) -> PublishedSession:
    if act == "move":
        hour = timedelta(hours=1)
        return replace(
            draft, starts_at=Instant(draft.starts_at + hour), ends_at=Instant(draft.ends_at + hour)
        )
    if act == "retitle":
        return replace(draft, title=Text(fr=f"Titre {number}"))
    if act == "reword":
        return replace(draft, description=Text(fr=f"Des mots {number}"))
    return replace(draft, state=SessionState.CANCELLED if act == "cancel" else SessionState.PLANNED)


REVISING = {"move", "retitle"}


@given(st.lists(st.sampled_from(["move", "retitle", "reword", "cancel", "return"]), max_size=12))
def test_the_feed_counts_exactly_what_people_plan_by(history: list[str]) -> None:
    draft = replace(SESSION, sequence=0)
    version = next_version((), [draft], NOW)
    for number, act in enumerate(history, 1):
        now, before = Instant(NOW + timedelta(minutes=number)), version[0]
        draft = edited(draft, act, number)
        (after,) = version = next_version(version, [draft], now)
        raised = act in REVISING or before.cancelled != after.cancelled
        assert after.uid == before.uid
        assert after.sequence == before.sequence + raised
        assert after.modified == (now if raised or act == "reword" else before.modified)
