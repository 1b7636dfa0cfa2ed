"""Summaries after a publication: one a delegate, of what changed for them, if it was to be told."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import pytest

from app.agenda import queries as agenda
from app.agenda.rules import SessionState, Tell
from app.calendar import queries
from app.calendar import service as calendars
from app.calendar.models import Star
from app.kernel import clock
from app.kernel.db import atomic
from app.registration import service as registrations
from tests.calendar.conftest import Publish, composed, outbox
from tests.support import people
from tests.support.meetings import meeting, with_session
from tests.support.statements import counting

LATER = with_session(meeting(), "plenary-1", starts=time(14, 30))


def told() -> dict[str, str]:
    """The text of each summary by the address that it goes to."""
    letters = ((mail.to, composed(mail)) for mail in outbox(calendars.CHANGES))
    return {address: letter.text for address, letter in letters if letter is not None}


def test_a_summary_goes_to_those_whose_session_moved(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id, 0)
    people.approved(event_id, 1, category="press")
    number = publish(LATER, Tell.CONCERNED)
    assert calendars.tell(event_id, number) == 1
    said = told()
    assert list(said) == ["delegate0@example.org"]
    assert "Plénière 1" in said["delegate0@example.org"]
    assert "14:30" in said["delegate0@example.org"]
    assert "Dîner" not in said["delegate0@example.org"]


def test_nobody_is_told_when_nobody_was_to_be(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id)
    assert calendars.tell(event_id, publish(LATER)) == 0
    assert not outbox(calendars.CHANGES)


def test_everyone_is_told_when_everyone_was_to_be(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id, 1, category="press")
    assert calendars.tell(event_id, publish(LATER, Tell.EVERYONE)) == 1
    (text,) = told().values()
    assert "Rien n’a changé dans votre programme" in text
    assert "Plénière 1" in text


@pytest.mark.parametrize("tell", Tell)
def test_what_is_foretold_is_what_is_written(event_id: UUID, publish: Publish, tell: Tell) -> None:
    _mayor, speaker, fan, _bored = (
        people.approved(event_id, number, category="mayor" if number == 0 else "press") for number in range(4)
    )
    before = agenda.find_version(event_id, 1)
    assert before is not None
    session = next(one for one in before.sessions if one.key == "plenary-1")
    with atomic() as open_session:
        open_session.add(Star(registration_id=fan.id, session_uid=session.uid, at=clock.now()))
    number = publish(with_session(LATER, "plenary-1", invited=(str(speaker.id),)), tell)
    after = agenda.find_version(event_id, number)
    assert after is not None
    foretold = queries.reach(event_id, before.sessions, after.sessions)
    assert foretold == {Tell.NOBODY: 0, Tell.CONCERNED: 3, Tell.EVERYONE: 4}
    assert calendars.tell(event_id, number) == foretold[tell]


def test_a_repeated_job_writes_to_nobody_twice(event_id: UUID, publish: Publish) -> None:
    people.all_approved(event_id, 3)
    number = publish(LATER, Tell.CONCERNED)
    assert calendars.tell(event_id, number) == 3
    assert calendars.tell(event_id, number) == 0
    calendars.tell_recent()
    assert len(outbox(calendars.CHANGES)) == 3


def test_three_publications_in_a_row_are_one_mail(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id)
    history = [
        LATER,
        with_session(LATER, "opening", starts=time(9)),
        with_session(LATER, "opening", starts=time(8)),
    ]
    for document in history:
        calendars.tell(event_id, publish(document, Tell.CONCERNED))
    assert len(outbox(calendars.CHANGES)) == 1
    (text,) = told().values()
    assert "Plénière 1" in text
    assert "08:00" in text
    assert "09:00" not in text.replace("09:30", "")


def test_what_came_back_to_what_it_was_is_not_told(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id)
    for document in (LATER, meeting()):
        calendars.tell(event_id, publish(document, Tell.CONCERNED))
    assert not told()


def test_words_alone_are_not_told(event_id: UUID, publish: Publish) -> None:
    people.approved(event_id)
    number = publish(with_session(meeting(), "opening", attendance=False), Tell.CONCERNED)
    assert calendars.tell(event_id, number) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"state": SessionState.CANCELLED}, "Annulée"),
        ({"expected": ("press",)}, "Vous n’êtes plus attendu(e)"),
    ],
)
def test_what_became_of_it_is_said_in_a_word(
    event_id: UUID, publish: Publish, changes: dict[str, object], words: str
) -> None:
    people.approved(event_id)
    calendars.tell(event_id, publish(with_session(meeting(), "opening", **changes), Tell.CONCERNED))
    (text,) = told().values()
    assert words in text


def test_who_came_later_or_withdrew_is_not_written_to(event_id: UUID, publish: Publish) -> None:
    gone = people.approved(event_id, 0)
    number = publish(LATER, Tell.CONCERNED)
    calendars.tell(event_id, number)
    registrations.withdraw(gone.id)
    people.approved(event_id, 1)
    assert calendars.tell(event_id, number) == 0
    assert not told()


def test_many_cost_as_many_statements_as_few(event_id: UUID, publish: Publish) -> None:
    people.all_approved(event_id, 2)
    number = publish(LATER, Tell.CONCERNED)
    with counting() as few:
        calendars.tell(event_id, number)
    for place in range(2, 9):
        people.approved(event_id, place, email=f"more{place}@example.org")
    number = publish(with_session(LATER, "opening", starts=time(9)), Tell.CONCERNED)
    with counting() as many:
        calendars.tell(event_id, number)
    assert len(many) <= len(few) + 1
