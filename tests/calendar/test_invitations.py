"""Invitations into calendars: for those who asked, once for each change, in mails that calendars read."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import icalendar
import vobject
from flask_sqlalchemy import SQLAlchemy

from app.agenda.rules import SessionState
from app.calendar import service as calendars
from app.kernel import clock
from app.mail.rules import mime
from app.registration import service as registrations
from tests.calendar.conftest import Publish, composed, outbox
from tests.support import people
from tests.support.meetings import meeting, with_session

AT = time(9)


def sent() -> list[tuple[str, str, int]]:
    """Method, session and sequence of each mail that is not superseded, in order."""
    found = []
    for mail in outbox(calendars.INVITATION):
        letter = composed(mail)
        if letter is not None:
            (file,) = [one for one in letter.attachments if one.alternative]
            read = icalendar.Calendar.from_ical(file.content)
            (event,) = read.walk("VEVENT")
            found.append((str(read["METHOD"]), str(event["SUMMARY"]), int(event["SEQUENCE"])))
    return found


def asking(event_id: UUID, **answers: str) -> UUID:
    delegate = people.approved(event_id, **answers)
    calendars.ask_for_invitations(delegate.id)
    calendars.invite(event_id)
    return delegate.id


def test_who_asks_gets_each_session_and_who_does_not_gets_none(event_id: UUID) -> None:
    people.approved(event_id, 1)
    assert calendars.invite(event_id) == 0
    asking(event_id)
    assert sent() == [("REQUEST", "Ouverture", 0), ("REQUEST", "Plénière 1", 0), ("REQUEST", "Dîner", 0)]


def test_nothing_is_sent_twice(event_id: UUID) -> None:
    asking(event_id)
    assert calendars.invite(event_id) == 0
    calendars.follow()
    assert len(outbox(calendars.INVITATION)) == 3


def test_a_move_a_cancellation_and_a_return_are_followed(event_id: UUID, publish: Publish) -> None:
    asking(event_id, category="press")
    moved = with_session(meeting(), "opening", starts=AT)
    for document in (moved, with_session(moved, "opening", state=SessionState.CANCELLED), moved):
        publish(document)
        calendars.invite(event_id)
    # What was superseded before it left is not sent at all.
    assert sent() == [("REQUEST", "Dîner", 0), ("REQUEST", "Ouverture", 3)]
    assert len(outbox(calendars.INVITATION)) == 5


def test_other_words_are_no_reason_to_write(event_id: UUID, publish: Publish) -> None:
    asking(event_id)
    publish(with_session(meeting(), "opening", attendance=False))
    assert calendars.invite(event_id) == 0


def test_who_withdraws_gets_cancellations(event_id: UUID) -> None:
    delegate = asking(event_id, category="press")
    registrations.withdraw(delegate)
    calendars.invite(event_id)
    assert sent() == [("CANCEL", "Ouverture", 1), ("CANCEL", "Dîner", 1)]


def test_who_is_no_longer_expected_gets_a_cancellation(event_id: UUID, publish: Publish) -> None:
    asking(event_id, category="press")
    publish(with_session(meeting(), "opening", expected=("mayor",)))
    calendars.invite(event_id)
    assert ("CANCEL", "Ouverture", 1) in sent()


def test_a_star_brings_a_session_in_and_takes_it_out(event_id: UUID) -> None:
    delegate = asking(event_id, category="press")
    for act, expected in ((calendars.star, "REQUEST"), (calendars.unstar, "CANCEL")):
        act(event_id, delegate, "plenary-1")
        calendars.invite(event_id)
        assert sent()[-1][:2] == (expected, "Plénière 1")


def test_who_wants_no_more_gets_no_more(event_id: UUID, publish: Publish) -> None:
    delegate = asking(event_id)
    calendars.no_more_invitations(delegate)
    publish(with_session(meeting(), "opening", starts=AT))
    assert calendars.invite(event_id) == 0
    calendars.ask_for_invitations(delegate)
    assert calendars.invite(event_id) == 1  # the one that moved meanwhile


def test_the_message_is_what_calendars_expect(event_id: UUID, db: SQLAlchemy) -> None:
    asking(event_id, category="press")
    letter = composed(outbox(calendars.INVITATION)[0])
    assert letter is not None
    message = mime(
        letter, sender="desk@example.org", recipient="delegate0@example.org", message_id="<one@example.org>",
        date=clock.now(), language="fr",
    )  # fmt: skip
    assert message.get_content_type() == "multipart/alternative"
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    assert part.get_content_disposition() != "attachment"
    content = part.get_payload(decode=True)
    read = icalendar.Calendar.from_ical(content)
    assert part.get_param("method") == read["METHOD"] == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    (event,) = read.walk("VEVENT")
    assert event["ATTENDEE"] == "mailto:delegate0@example.org"
    assert (event["ATTENDEE"].params["RSVP"], event["ATTENDEE"].params["PARTSTAT"]) == ("FALSE", "ACCEPTED")
    assert event["ORGANIZER"] == "mailto:secretariat@example.org"
    assert vobject.readOne(content.decode()).validate()
    assert "Ouverture" in letter.text
    assert letter.subject.startswith("Invitation : Ouverture")
