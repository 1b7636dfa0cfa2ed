"""Quorum as a fact, publication, files for a pack, on both databases."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pypdfium2
import pytest
from flask import Flask
from openpyxl import load_workbook

from app.audit import queries as journal
from app.events import queries as events
from app.kernel import clock
from app.registration import service as registration
from app.statistics import queries, service
from app.statistics.rules import Basis, Filter, Position, Table, table_of
from tests.statistics.conftest import Past, moment, scan, write
from tests.support.people import hold, register
from tests.support.statements import counting


def table(found: tuple[Table, ...], key: str) -> Table:
    return next(one for one in found if one.key == key)


def at_closing(past: Past, *numbers: int, direction: str = "in", minute: int = 0) -> None:
    write(past.event_id, [scan(past.people[n], moment(14, minute, 2), "closing", direction) for n in numbers])


def test_a_quorum_is_kept_as_it_was(past: Past) -> None:
    none = service.record_quorum(past.event_id, "closing")
    assert (none.members, none.needed, none.cities, none.reached, none.reached_at) == (1, 1, [], False, None)
    at_closing(past, 2, minute=5)  # of the press, without a vote
    at_closing(past, 0, minute=10)
    kept = service.record_quorum(past.event_id, "closing")
    assert (len(kept.cities), kept.reached, kept.reached_at) == (1, True, moment(14, 10, 2))
    at_closing(past, 0, direction="out", minute=20)
    gone = service.record_quorum(past.event_id, "closing")
    assert (gone.reached, gone.reached_at) == (False, moment(14, 10, 2))
    records = queries.quorum_records(past.event_id)
    assert [one.scans for one in records] == [3, 2, 0]
    assert "quorum.recorded" in journal.actions(past.event_id)


def test_only_a_session_that_decides_has_a_quorum(past: Past) -> None:
    for key in ("opening", "main", "nowhere"):
        with pytest.raises(service.NoSuchSession):
            service.record_quorum(past.event_id, key)


def test_what_makes_a_quorum_is_the_desks_choice(past: Past) -> None:
    service.set_basis(past.event_id, Basis.TWO_THIRDS)
    service.set_basis(past.event_id, Basis.TWO_THIRDS)
    assert queries.basis_of(past.event_id) is Basis.TWO_THIRDS
    assert service.record_quorum(past.event_id, "closing").basis == "two-thirds"


def test_what_is_published_stays_until_it_is_published_anew_and_holds_no_small_count(past: Past) -> None:
    write(past.event_id, [scan(one, moment(9, 40), "opening") for one in past.people[:9]])
    assert queries.find_publication(past.event_id) is None
    assert not service.withdraw(past.event_id)
    made = service.publish(past.event_id)
    write(past.event_id, [scan(one, moment(9, 50), "opening") for one in past.people[9:]])
    shown = tuple(table_of(one) for one in queries.find_publication(past.event_id).content)  # type: ignore[union-attr]
    assert table(shown, "sessions").cell("opening", "present") == 9
    cells = [cell for one in shown if one.hides for row in one.rows for cell in row.cells]
    assert all(cell is None or cell >= 5 for cell in cells)
    assert not {"arrivals", "delegations"} & {one.key for one in shown}
    assert service.publish(past.event_id).number == made.number + 1
    assert service.withdraw(past.event_id)
    assert queries.find_publication(past.event_id) is None


def test_the_files_of_a_position_are_the_same_whatever_comes_after(past: Past) -> None:
    write(past.event_id, [scan(one, moment(9, 40), "opening") for one in past.people[:7]])
    service.record_quorum(past.event_id, "closing")
    position = queries.position_now(past.event_id)
    before = service.files_for_pack(past.event_id, position, ("ar", "fr"))
    write(past.event_id, [scan(past.people[8], moment(9, 45), "opening")])
    registration.withdraw(past.people[0])
    registration.approve(past.event_id, [register(past.event_id, 40)])
    service.record_quorum(past.event_id, "closing")
    assert service.files_for_pack(past.event_id, position, ("ar", "fr")) == before
    assert queries.position_now(past.event_id) != position
    names = [
        "statistics.csv",
        "statistics-ar.pdf",
        "statistics-ar.xlsx",
        "statistics-fr.pdf",
        "statistics-fr.xlsx",
    ]
    assert [one.name for one in before] == names
    said = list(csv.reader(io.StringIO(before[0].content.decode("utf-8-sig"))))
    assert ["sessions", "opening", "present", "7"] in said
    assert ["overview", "approved", "people", "12"] in said


def test_the_pack_for_everybody_hides_what_is_small_and_names_nobody(past: Past) -> None:
    service.record_quorum(past.event_id, "closing")
    files = service.files_for_pack(
        past.event_id, queries.position_now(past.event_id), ("fr",), published=True
    )
    values = [line.split(",")[3] for line in files[0].content.decode("utf-8-sig").splitlines()[1:]]
    assert "" in values
    with_names, without = (
        _text(
            service.files_for_pack(
                past.event_id, queries.position_now(past.event_id), ("fr",), published=one
            )[1].content
        )
        for one in (False, True)
    )
    assert "Multaqa" in with_names
    assert "Multaqa" not in without


def _text(content: bytes) -> str:
    paper = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in paper)
    finally:
        paper.close()


def test_a_workbook_is_read_from_the_right_and_ready_for_print(past: Past) -> None:
    content = service.export(past.event_id, "xlsx", "ar", Filter())
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) > 8
    for sheet in book:
        assert sheet.sheet_view.rightToLeft
        assert sheet.print_title_rows
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToHeight == 0
    sheet = book["من التسجيل إلى الحضور"]
    numbers = [row[1].value for row in sheet.iter_rows(min_row=1) if isinstance(row[1].value, int)]
    assert numbers == [12, 12, 0, 0]


def test_an_unknown_kind_is_refused(past: Past) -> None:
    with pytest.raises(service.UnknownKind):
        service.export(past.event_id, "docx", "fr", Filter())


def test_figures_cost_the_same_statements_for_any_number_of_people_and_scans(past: Past) -> None:
    def cost() -> int:
        with counting() as seen:
            queries.facts(past.event_id, queries.position_now(past.event_id), now=clock.now())
        return len(seen)

    few = cost()
    write(past.event_id, [scan(one, moment(9, 20 + n, 1), "main") for n in range(20) for one in past.people])
    for number in range(50, 56):
        register(past.event_id, number)
    assert cost() == few


def test_figures_are_counted_once_while_nothing_changes(past: Past) -> None:
    first = queries.live(past.event_id)
    assert queries.live(past.event_id).facts is first.facts
    write(past.event_id, [scan(past.people[0], moment(9, 40), "opening")])
    again = queries.live(past.event_id)
    assert again.facts is not first.facts
    assert again.stamp != first.stamp


def test_before_anything_happened_there_is_nothing_to_count(app: Flask, past: Past) -> None:
    empty = hold("empty")
    facts = queries.facts(empty, Position(0, 0, 0))
    assert facts.people == {}
    assert facts.as_of < clock.instant(clock.now() + timedelta(days=400))
    assert events.get_event(empty).slug == "empty"
    assert service.files_for_pack(empty, Position(0, 0, 0), ("fr",))[0].name == "statistics.csv"
