"""Reading events: what every page knows of one, the window of registration, lists."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service
from app.events import queries
from app.events import service as events
from app.events.rules import emblem_of, registration_window
from app.kernel.clock import Instant
from app.kernel.errors import NotFound
from app.kernel.i18n import Text
from tests.support.meetings import FIRST, meeting
from tests.support.statements import counting


def test_a_scope_says_what_every_page_needs(db: SQLAlchemy) -> None:
    event_id = service.import_document(meeting(), publish=True).event_id
    found = queries.find_scope("meeting")
    assert found is not None
    assert found == queries.scope_of(event_id)
    assert (found.timezone, found.languages, found.published) == ("Europe/Paris", ("ar", "fr", "en"), True)
    assert found.title["fr"] == "Réunion annuelle"


def test_a_scope_costs_one_statement(db: SQLAlchemy) -> None:
    service.import_document(meeting())
    with counting() as statements:
        queries.find_scope("meeting")
    assert len(statements) == 1


def test_an_address_that_nobody_has_is_no_event(db: SQLAlchemy) -> None:
    assert queries.find_scope("nowhere") is None
    assert queries.find_event("nowhere") is None
    for get in (queries.get_event, queries.scope_of, queries.event_part):
        with pytest.raises(NotFound):
            get(uuid4())


def test_who_has_an_address_now_comes_before_who_had_it(db: SQLAlchemy) -> None:
    former = service.import_document(meeting()).event_id
    events.rename(former, "renamed")
    found = queries.find_scope("meeting")
    assert found is not None
    assert (found.id, found.slug) == (former, "renamed")


def test_only_published_events_are_listed(db: SQLAlchemy) -> None:
    service.import_document(meeting(slug="draft"))
    shown = service.import_document(meeting(), publish=True).event_id
    assert [event.id for event in queries.listed()] == [shown]
    assert len(queries.every_event()) == 2


def test_lists_come_in_the_files_order(db: SQLAlchemy) -> None:
    event_id = service.import_document(meeting()).event_id
    assert [one.key for one in queries.categories(event_id)] == ["mayor", "press"]
    assert [one.key for one in queries.consents(event_id)] == ["processing"]
    assert [one.country for one in queries.cities(event_id)] == ["MR"]


def test_registration_is_open_from_the_first_midnight_to_the_last() -> None:
    window = registration_window(FIRST, -60, -3, "Europe/Paris")
    assert window.opens == datetime(2027, 1, 23, 23, tzinfo=UTC)
    assert window.closes == datetime(2027, 3, 22, 23, tzinfo=UTC)
    assert window.is_open(window.opens)
    assert not window.is_open(window.closes)
    assert not window.is_open(Instant(datetime(2027, 1, 23, 22, 59, tzinfo=UTC)))


def test_an_event_knows_its_window_and_days(db: SQLAlchemy) -> None:
    event = queries.get_event(service.import_document(meeting()).event_id)
    assert queries.registration_window(event) == registration_window(FIRST, -60, -3, "Europe/Paris")
    assert [day.day for day in queries.days_of(event)] == [25, 26]


@pytest.mark.parametrize(
    ("funder", "named", "emblem"),
    [
        (Text(fr="Union européenne"), "", "eu"),
        (Text(ar="الاتحاد الأوروبي"), "", "eu"),
        (Text(en="Friends of the European Union"), "", ""),
        (Text(fr="European Union"), "", ""),
        (Text(en="A foundation"), "eu", "eu"),
        (Text(), "", ""),
    ],
)
def test_the_emblem_is_the_named_one_or_that_of_the_union_itself(
    funder: Text, named: str, emblem: str
) -> None:
    assert emblem_of(funder, named) == emblem
