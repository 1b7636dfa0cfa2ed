"""The rule of presence and the choices of sheets in event files and in copies of events."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from app.agenda import service as agenda
from app.attendance import queries, service
from app.attendance.rules import Measure, Paper, Rule
from app.attendance.rules.event_file import InFile, read_settings, write_settings
from app.attendance.rules.sheets import SheetChoices
from app.events.rules import EventFileFaults
from app.events.rules.tables import frozen
from tests.support.people import hold

RULE = Rule(Measure.MINUTES, 30, Paper.NEEDED)
SHEETS = SheetChoices("ar", "", ("ar", "fr"), 4, ("press",))
LANGUAGES, CATEGORIES = ("ar", "fr"), ("mayor", "press")
DESKS = Rule(Measure.SHARE, 50)


@pytest.mark.parametrize("said", [InFile(RULE, SHEETS), InFile(Rule()), InFile(DESKS, SheetChoices())])
def test_what_is_written_is_read(said: InFile) -> None:
    table = write_settings(said)
    categories = (*CATEGORIES, "staff")
    assert read_settings(table, LANGUAGES, categories) == said
    assert read_settings(frozen(table), LANGUAGES, categories) == said


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        (["scan"], ["attendance"]),
        ({"scan": "often"}, ["attendance.scan"]),
        ({"scan": "share", "least": 101}, ["attendance.least"]),
        ({"scan": "first", "least": 5}, ["attendance.least"]),
        ({"scan": "none"}, ["attendance.signature"]),
        ({"signature": 5}, ["attendance.signature"]),
        ({"sheets": {"languages": ["it"], "order": "luck", "blank": 9, "apart": ["queen"]}},
         ["attendance.sheets.order", "attendance.sheets.languages[0]", "attendance.sheets.blank",
          "attendance.sheets.apart[0]"]),
        ({"sheets": {}}, ["attendance.sheets.languages"]),
        ({"sheets": 3}, ["attendance.sheets"]),
    ],
)  # fmt: skip
def test_every_fault_of_the_table_is_named(table: Any, keys: list[str]) -> None:
    with pytest.raises(EventFileFaults) as refused:
        read_settings(table, LANGUAGES, CATEGORIES)
    assert [one.key for one in refused.value.faults] == keys


def test_a_file_is_taken_and_what_the_desk_changed_since_stays(app: Flask, db: SQLAlchemy) -> None:
    event_id = hold()
    assert service.settings_for_file(event_id) is None
    first, second = (write_settings(InFile(rule, SHEETS)) for rule in (RULE, Rule()))
    assert service.take_settings(event_id, first, None, force=False)
    assert service.settings_for_file(event_id) == first
    assert (queries.rule_of(event_id), queries.sheet_choices(event_id, LANGUAGES)) == (RULE, SHEETS)
    assert service.take_settings(event_id, second, first, force=False)  # the file changed, the desk did not
    service.set_rule(event_id, DESKS)
    assert not service.take_settings(event_id, first, second, force=False)
    assert queries.rule_of(event_id) == DESKS
    assert service.take_settings(event_id, first, second, force=True)
    assert service.settings_for_file(event_id) == first


def test_a_copy_of_an_event_judges_and_prints_as_its_source(app: Flask, db: SQLAlchemy) -> None:
    source = hold()
    service.set_rule(source, RULE)
    service.choose_sheets(source, SHEETS)
    made = agenda.copy_event(source, "again", date(2028, 3, 1))
    assert (queries.rule_of(made), queries.sheet_choices(made, LANGUAGES)) == (RULE, SHEETS)
