"""Event files in and out of the database, and publishing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, Phase, given, settings
from sqlalchemy import func, select

from app.agenda import queries, rules, service
from app.agenda.models import AgendaVersion, Session
from app.agenda.rules import EventDocument, SessionState
from app.audit import queries as journal
from app.events import service as events
from app.events.models import City, Event
from app.events.rules import EventFileFaults
from app.events.service import AddressTaken
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.registration.models import Registration
from tests.support.documents import documents
from tests.support.meetings import FIRST, meeting, with_many, with_session, without_session
from tests.support.statements import counting


def imported(document: EventDocument | None = None, **options: bool) -> service.Report:
    return service.import_document(document or meeting(), **options)


def edit(event_id: UUID, key: str, **values: object) -> None:
    with atomic() as session:
        row = session.scalars(select(Session).where(Session.event_id == event_id, Session.key == key)).one()
        for name, value in values.items():
            setattr(row, name, value)


def session_of(event_id: UUID, key: str) -> Session:
    return next(row for row in queries.sessions(event_id) if row.key == key)


def test_an_import_brings_everything_that_the_file_says(db: SQLAlchemy) -> None:
    report = imported()
    assert report.created
    assert report.missing == ()
    assert queries.document(report.event_id) == meeting()


def test_importing_twice_doubles_nothing_and_keeps_every_identity(db: SQLAlchemy) -> None:
    first = imported()
    uids = {row.key: (row.id, row.uid) for row in queries.sessions(first.event_id)}
    cities = {row.id for row in db.session.scalars(select(City))}
    again = imported()
    assert not again.created
    assert (again.changes, again.kept, again.gone) == ((), (), ())
    assert {row.key: (row.id, row.uid) for row in queries.sessions(first.event_id)} == uids
    assert {row.id for row in db.session.scalars(select(City))} == cities
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_an_export_says_what_was_imported(db: SQLAlchemy) -> None:
    report = imported()
    assert rules.parse(service.export_document(report.event_id)) == meeting()


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # each example writes to a database: no shrinking
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(document=documents(), other=documents())
def test_any_file_survives_the_database(
    db: SQLAlchemy, document: EventDocument, other: EventDocument
) -> None:
    number = db.session.scalar(select(func.count()).select_from(Event))
    slug = f"event-{number}"
    document, other = (replace(one, event=replace(one.event, slug=slug)) for one in (document, other))
    report = imported(document)
    assert queries.document(report.event_id) == document
    imported(other, force=True, prune=True)
    expected = rules.merge(document, document, other, force=True, prune=True).document
    assert queries.document(report.event_id) == expected


def test_unknown_numbers_survive_the_database(db: SQLAlchemy) -> None:
    numbers = {"large": 1.2e23, "small": -4.4e-191, "whole": 5.0, "count": 2**60}
    report = imported(replace(meeting(), extra=numbers))
    kept = queries.document(report.event_id).extra
    assert {name: repr(value) for name, value in kept.items()} == {n: repr(v) for n, v in numbers.items()}


def test_the_news_of_a_file_are_taken(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    report = imported(with_session(meeting(), "opening", starts=time(9), room="foyer"))
    assert {change.key for change in report.changes} == {"sessions[opening].starts", "sessions[opening].room"}
    row = session_of(event_id, "opening")
    assert row.starts_at == clock.at(FIRST, time(9), "Europe/Paris")
    assert row.room is not None
    assert row.room.key == "foyer"


def test_what_the_desk_changed_is_kept_and_reported(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    edit(event_id, "opening", title=Text(ar="الافتتاح", fr="Ouverture solennelle", en="Opening"))
    report = imported(with_session(meeting(), "opening", kind="ceremony"))
    assert [(one.key, one.desk, one.both) for one in report.kept] == [
        ("sessions[opening].title.fr", "Ouverture solennelle", False)
    ]
    row = session_of(event_id, "opening")
    assert (row.title["fr"], row.kind) == ("Ouverture solennelle", "ceremony")


def test_force_lets_the_file_win(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    edit(event_id, "opening", title=Text(fr="Autre chose"))
    report = imported(force=True)
    assert report.kept == ()
    assert queries.document(event_id) == meeting()


def test_a_session_that_the_file_lost_stays_and_is_reported(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    for _ in range(2):
        report = imported(without_session(meeting(), "dinner"))
        assert [(one.table, one.label, one.pruned) for one in report.gone] == [("sessions", "dinner", False)]
    assert session_of(event_id, "dinner").state == "planned"


def test_prune_cancels_what_the_file_lost(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    uid = session_of(event_id, "dinner").uid
    report = imported(without_session(meeting(), "dinner"), prune=True)
    assert [(one.label, one.pruned) for one in report.gone] == [("dinner", True)]
    row = session_of(event_id, "dinner")
    assert (row.state, row.uid) == ("cancelled", uid)


def test_prune_keeps_a_city_that_somebody_comes_from(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    city = db.session.scalars(select(City)).one()
    with atomic() as session:
        session.add(
            Registration(
                event_id=event_id, state="submitted", link_hash=b"h" * 32, link_sealed=b"s", name_latin="A",
                category_id=session.get_one(Event, event_id).categories[0].id, city_id=city.id, country="MR",
                language="ar", submitted_at=clock.now(), changed_at=clock.now(),
            )
        )  # fmt: skip
    imported(meeting(cities=(), organisers=()), prune=True)
    assert db.session.scalars(select(City.id)).all() == [city.id]
    assert queries.document(event_id).event.organisers == ()


def test_a_room_goes_only_when_no_session_needs_it(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    moved = with_session(meeting(), "dinner", room="hall")
    imported(replace(moved, rooms=moved.rooms[:1]), prune=True)
    assert [room.key for room in queries.rooms(event_id)] == ["hall"]


def test_a_contradiction_with_the_desk_changes_nothing(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    before = queries.document(event_id)
    day = timedelta(days=1)
    row = session_of(event_id, "opening")
    edit(event_id, "opening", starts_at=row.starts_at + day, ends_at=row.ends_at + day)
    shorter = without_session(meeting(ends=FIRST, theme=Text(en="Other")), "dinner")
    with pytest.raises(EventFileFaults):
        imported(shorter, prune=True)
    assert queries.document(event_id).event == before.event


def test_hours_that_the_clocks_skip_are_refused_when_they_run_backwards(db: SQLAlchemy) -> None:
    skipped = meeting(starts=date(2027, 3, 28), ends=date(2027, 3, 29))
    with pytest.raises(EventFileFaults, match=r"sessions\[0\]\.ends"):
        imported(with_session(skipped, "opening", starts=time(2, 45), ends=time(3, 15)))
    assert db.session.scalar(select(func.count()).select_from(Event)) == 0


def test_a_former_address_finds_its_event_again(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    events.rename(event_id, "meeting-2027")
    report = imported(meeting(theme=Text(en="New")))
    assert (report.event_id, report.slug) == (event_id, "meeting-2027")


@pytest.mark.parametrize("slug", ["meeting", "desk", "Not a slug"])
def test_an_address_that_is_not_free_is_refused(db: SQLAlchemy, slug: str) -> None:
    imported()
    other = imported(meeting(slug="other")).event_id
    with pytest.raises(AddressTaken):
        events.rename(other, slug)


def test_a_former_address_of_another_event_is_not_free(db: SQLAlchemy) -> None:
    events.rename(imported().event_id, "renamed")
    other = imported(meeting(slug="other")).event_id
    with pytest.raises(AddressTaken):
        events.rename(other, "meeting")


def test_an_event_may_return_to_its_former_address(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    events.rename(event_id, "renamed")
    events.rename(event_id, "meeting")
    assert db.session.get_one(Event, event_id).slug == "meeting"


def test_an_import_publishes_only_when_told(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    assert queries.find_publication(event_id) is None
    assert db.session.get_one(Event, event_id).published_at is None
    assert imported(publish=True).version == 1
    assert db.session.get_one(Event, event_id).published_at is not None


def test_publishing_the_same_makes_no_version(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    number = db.session.get_one(Event, event_id).version
    assert service.publish(event_id) is None
    assert db.session.scalar(select(func.count()).select_from(AgendaVersion)) == 1
    assert db.session.get_one(Event, event_id).version == number


def test_a_publication_keeps_what_it_showed(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    edit(event_id, "opening", kind="changed")
    assert {one.kind for one in queries.published(event_id)} == {"opening", "plenary", "gala"}


def test_sequence_rises_when_a_session_moves_and_only_there(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    before = {one.key: one for one in queries.published(event_id)}
    imported(with_session(meeting(), "opening", ends=time(11)), publish=True)
    after = {one.key: one for one in queries.published(event_id)}
    assert after["opening"].sequence == 1
    assert after["opening"].modified > before["opening"].modified
    assert after["plenary-1"] == before["plenary-1"]


def test_moving_the_meeting_raises_every_sequence_and_keeps_uids(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    before = queries.published(event_id)
    service.move_event(event_id, date(2027, 4, 1))
    assert service.publish(event_id) is not None
    after = queries.published(event_id)
    assert [one.uid for one in after] == [one.uid for one in before]
    assert {one.sequence for one in after} == {1}
    assert after[0].starts_at == clock.at(date(2027, 4, 1), time(9, 30), "Europe/Paris")
    assert queries.document(event_id).sessions == meeting().sessions


def test_a_cancelled_session_stays_published_as_cancelled(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    imported(with_session(meeting(), "opening", state=SessionState.CANCELLED), publish=True)
    published = {one.key: one for one in queries.published(event_id)}
    assert (published["opening"].cancelled, published["opening"].sequence) == (True, 1)
    assert "opening" not in {row.key for row in queries.attended(event_id)}


def test_every_act_is_in_the_journal_and_its_chain_closes(db: SQLAlchemy) -> None:
    event_id = imported(publish=True).event_id
    imported(with_session(meeting(), "opening", starts=time(9)), publish=True)
    service.move_event(event_id, date(2027, 4, 1))
    events.rename(event_id, "renamed")
    acts = [entry.action for entry in journal.entries(journal.Filter(event_id))]
    assert acts == [
        "event.renamed", "event.moved", "agenda.published", "event.imported", "agenda.published", "event.imported",
    ]  # fmt: skip
    assert journal.first_break(event_id) is None


def test_an_import_that_changes_nothing_is_not_journalled(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    imported()
    assert len(journal.entries(journal.Filter(event_id))) == 1


def test_a_number_that_json_cannot_say_is_journalled_in_words(db: SQLAlchemy) -> None:
    event_id = imported().event_id
    service.import_document(replace(meeting(), extra={"network": {"age": float("-inf")}}), force=True)
    (entry, *_older) = journal.entries(journal.Filter(event_id))
    assert "-inf" in str(entry.content)


def test_reading_a_document_costs_the_same_for_any_size(db: SQLAlchemy) -> None:
    costs = []
    for number in (3, 60):
        event_id = imported(with_many(number, f"of-{number}")).event_id
        db.session.expunge_all()
        with counting() as statements:
            queries.document(event_id)
            queries.attended(event_id)
        costs.append(len(statements))
    assert costs == [16, 16]
