"""Importing a table: columns guessed, every line judged, then all of it or nothing; what left comes back unchanged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.accreditation.models import ImportDraft
from app.accreditation.rules.verdicts import Verdict
from app.accreditation.service import export, importing, taking
from app.accreditation.service.examining import examine
from app.accreditation.service.importing import guess_matching
from app.accreditation.service.taking import NotClean
from app.batches import service as batches
from app.kernel.db import db as database
from app.kernel.ids import new_id
from app.kernel.tables import Table, read_table, write_csv
from app.mail.models import OutboxMail
from app.registration import queries, service
from app.registration.models import Registration
from app.registration.queries import Filter
from tests.registration.conftest import registered, submission
from tests.support.statements import counting

PAGE = "/desk/meeting/delegates/import"
HEAD = ["Nom et prénom", "الاسم", "Catégorie", "Pays", "Ville", "E-mail", "Tél.", "Langue", "Sexe"]
AMINA = ["Amina Mint Salem", "أمينة بنت سالم", "Maire", "Mauritanie", "Nouakchott", "amina@example.org", "36 11 22 33",
         "Français", "F"]  # fmt: skip
OMAR = ["Omar Haddad", "", "mayor", "Tunisia", "Sfax", "omar@example.org", "", "العربية", "ذكر"]


def judged(event_id: UUID, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> list[Verdict]:
    """The verdicts on a table whose columns are as guessed."""
    table = read_table(write_csv(head, rows))
    return examine(event_id, table, guess_matching(event_id, table))


def people(event_id: UUID) -> int:
    """How many are registered."""
    query = select(func.count()).select_from(Registration).where(Registration.event_id == event_id)
    return database.session.scalars(query).one()


def test_lines_of_three_languages_become_people(app: Flask, event_id: UUID) -> None:
    with app.app_context():
        verdicts = judged(event_id, [AMINA, OMAR])
        assert [one.kind for one in verdicts] == ["new", "new"]
        taking.take(event_id, verdicts, "list.csv", new_id(), doubtful=False, writes=False)
        amina = queries.listing(event_id, Filter(text="amina")).rows[0]
        assert (amina.category.key, amina.country, amina.phone, amina.language, amina.gender) == (
            "mayor", "MR", "+22236112233", "fr", "female",
        )  # fmt: skip
        assert amina.city is not None
        assert amina.state == "submitted"
        omar = queries.listing(event_id, Filter(text="omar")).rows[0]
        assert (omar.language, omar.gender, omar.country) == ("ar", "male", "TN")
        assert not database.session.scalars(select(OutboxMail)).all()
        assert not queries.get(event_id, amina.id).consents


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_what_was_exported_is_imported_again_unchanged(
    app: Flask, event_id: UUID, three: list[UUID], language: str, ending: str
) -> None:
    with app.app_context():
        registered(
            event_id, name_latin="=Formula Ben Ali", function="+ deputy", diet="- nuts", access="@door",
            honorific="'=H", phone="", gender="unsaid", interpretation="none", city="Kiffa",
        )  # fmt: skip
        table = read_table(export(event_id, Filter(), ending, language, needs=True))  # type: ignore[arg-type]
        verdicts = examine(event_id, table, guess_matching(event_id, table))
        assert [one.kind for one in verdicts] == ["same"] * 4
        assert [one.faults for one in verdicts] == [()] * 4


def test_a_changed_cell_changes_its_answer_and_an_empty_one_leaves_it(
    app: Flask, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        head = ["id", "function", "phone"]
        verdicts = judged(event_id, [[str(three[0]), "Ministre", ""], [str(three[1]), "", ""]], head)
        assert [(one.kind, one.changes) for one in verdicts] == [("changed", ("function",)), ("same", ())]
        taking.take(event_id, verdicts, "list.csv", new_id(), doubtful=False, writes=False)
        found = queries.get(event_id, three[0])
        assert (found.function, found.phone) == ("Ministre", "+22222123456")


def test_every_fault_is_told_with_its_line_and_column_and_nothing_is_taken(
    app: Flask, event_id: UUID, three: list[UUID]
) -> None:
    wrong = [
        AMINA,
        ["", "", *AMINA[2:]],
        [*AMINA[:2], "roi", *AMINA[3:5], "omar at example", "123", *AMINA[7:]],
        [*AMINA[:3], "Atlantide", *AMINA[4:]],
    ]
    with app.app_context():
        before = people(event_id)
        verdicts = judged(event_id, wrong)
        assert [one.kind for one in verdicts] == ["new", "wrong", "wrong", "wrong"]
        assert [[fault.field for fault in one.faults] for one in verdicts[1:]] == [
            ["name_ar"], ["category", "email", "phone"], ["country"],
        ]  # fmt: skip
        assert [one.line for one in verdicts] == [2, 3, 4, 5]
        with pytest.raises(NotClean):
            taking.take(event_id, verdicts, "list.csv", new_id(), doubtful=True, writes=False)
        assert people(event_id) == before


def test_who_has_no_address_goes_out_and_comes_in_and_is_doubtful_where_new(
    app: Flask, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        answers = submission(event_id, name_latin="Cheikhna Ould Bah", name_ar="").answers
        silent = service.invite(event_id, replace(answers, email="")).registration.id
        table = read_table(export(event_id, Filter(), "csv", "fr", needs=True))
        matching = guess_matching(event_id, table)
        assert {one.kind for one in examine(event_id, table, matching)} == {"same"}
        verdicts = judged(event_id, [[str(silent), "Ministre"]], ["id", "function"])
        assert [(one.kind, one.changes) for one in verdicts] == [("changed", ("function",))]
        (new,) = judged(event_id, [[*OMAR[:5], "", *OMAR[6:]]])
        assert (new.kind, [one.field for one in new.doubts]) == ("doubtful", ["email"])
        taking.take(event_id, [*verdicts, new], "l.csv", new_id(), doubtful=True, writes=True)
        assert queries.get(event_id, silent).function == "Ministre"
        assert [one.email for one in queries.listing(event_id, Filter(text="omar")).rows] == [""]


def test_who_may_be_somebody_known_is_in_doubt(app: Flask, event_id: UUID, three: list[UUID]) -> None:
    twin = [
        "Mohammed Wuld Ahmad",
        "",
        "Maire",
        "Mauritanie",
        "Nouakchott",
        "other@example.org",
        "",
        "Français",
        "",
    ]
    typing = ["Sidi Ould Bah", "", "Maire", "Mauritanie", "Atar", "sidi@gmial.com", "", "Français", ""]
    with app.app_context():
        verdicts = judged(
            event_id, [twin, AMINA, [*AMINA[:1], "", *AMINA[2:5], "b@example.org", *AMINA[6:]], typing]
        )
        assert [one.kind for one in verdicts] == ["doubtful", "new", "doubtful", "doubtful"]
        assert verdicts[0].doubts[0].params["name"] == "Mohamed Ould Ahmed"
        assert verdicts[3].doubts[0].params == {"suggestion": "sidi@gmail.com"}
        done = taking.take(event_id, verdicts, "list.csv", new_id(), doubtful=False, writes=False)
        assert (done.new, done.left) == (1, 3)


def test_the_same_address_and_name_is_the_same_person(app: Flask, event_id: UUID, three: list[UUID]) -> None:
    same = [
        "Mohammed Wuld Ahmed",
        "محمد ولد أحمد",
        "Maire",
        "MR",
        "Nouakchott",
        "MAYOR@ville.example.org",
        "",
        "",
        "",
    ]
    with app.app_context():
        (one,) = judged(event_id, [same])
        assert (one.kind, one.target, one.changes) == ("changed", three[0], ("name_latin",))
        twice = judged(event_id, [same, same])
        assert [verdict.kind for verdict in twice] == ["changed", "wrong"]


def test_a_wrong_number_and_somebody_withdrawn_are_told(
    app: Flask, event_id: UUID, three: list[UUID]
) -> None:
    with app.app_context():
        service.withdraw(three[1])
        head = ["id", "fonction"]
        kinds = judged(event_id, [["nonsense", "x"], [str(event_id), "x"], [str(three[1]), "x"]], head)
        assert [one.kind for one in kinds] == ["wrong"] * 3


def test_a_thousand_lines_cost_the_statements_of_ten(app: Flask, event_id: UUID) -> None:
    rows = [[f"Sidi Number{chr(97 + n % 26)}{chr(97 + n // 26)}", "", *OMAR[2:5], f"s{n}@example.org", *OMAR[6:]]
            for n in range(300)]  # fmt: skip
    with app.app_context():
        judged(event_id, rows[:3])
        with counting() as few:
            judged(event_id, rows[:3])
        with counting() as many:
            judged(event_id, rows)
        assert len(few) == len(many)


def upload(desk: FlaskClient, content: bytes, name: str = "list.csv") -> str:
    """Send a table; where its columns are."""
    answer = desk.post(PAGE, data={"file": (BytesIO(content), name)})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def matched(desk: FlaskClient, place: str) -> dict[str, str]:
    """What the page of the columns sends back when nobody corrects it."""
    page = desk.get(place).text
    found: dict[str, str] = {}
    for name, options in re.findall(
        r'<select[^>]*name="(column-\d+|default-\w+)">(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def test_the_pages_lead_from_a_file_to_people(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    place = upload(desk, write_csv(HEAD, [AMINA, OMAR]))
    said = matched(desk, place)
    assert said["column-1"] == "name_ar"
    assert said["column-6"] == "phone"
    answer = desk.post(f"{place}/look", data=said)
    assert answer.location == place
    page = desk.get(f"{place}?lang=en").text
    assert "Import it all" in page
    answer = desk.post(f"{place}/take", data={"doubtful": "leave"})
    again = desk.post(f"{place}/take?lang=en", data={"doubtful": "leave"})
    assert (again.status_code, "A table is being imported" in again.text) == (409, True)
    with app.app_context():
        assert people(event_id) == 3
        assert not batches.hurry(UUID(answer.location.rpartition("/")[2]), 60)
        assert people(event_id) == 5
        assert importing.drafts(event_id) == []
        (draft,) = database.session.scalars(select(ImportDraft))
        assert draft.content_sealed == b""
    assert "Amina Mint Salem" in desk.get("/desk/meeting/delegates").text


def test_a_guess_is_corrected_and_two_columns_never_fill_one_field(
    desk: FlaskClient, three: list[UUID]
) -> None:
    place = upload(desk, write_csv(["A", "B", "C"], [["Amina Mint Salem", "a@example.org", "Atar"]]))
    assert desk.post(f"{place}/look", data={"column-0": "email", "column-1": "email"}).status_code == 422
    assert desk.post(f"{place}/look", data={"column-1": "email"}).status_code == 422
    said = {"column-0": "name_latin", "column-1": "email", "column-2": "city", "default-category": "mayor",
            "default-country": "MR", "default-language": "fr"}  # fmt: skip
    assert desk.post(f"{place}/look", data=said).status_code == 303
    page = desk.get(f"{place}?lang=en").text
    assert "Import it all" in page


def test_a_wrong_table_is_told_line_by_line_and_not_taken(
    app: Flask, desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    place = upload(desk, write_csv(HEAD, [AMINA, [*AMINA[:5], "nothing", *AMINA[6:]]]))
    desk.post(f"{place}/look", data=matched(desk, place))
    page = desk.get(f"{place}?lang=en").text
    assert "One line is wrong." in page
    assert "This is not a complete mail address." in page
    assert "E-mail" in page
    assert desk.post(f"{place}/take").status_code == 409
    assert desk.post(f"{place}/forget").status_code == 303
    assert desk.get(place).status_code == 404
    with app.app_context():
        assert people(event_id) == 3


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 100, b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a\nb"]
)
def test_what_is_no_table_comes_back_with_a_sentence(
    desk: FlaskClient, event_id: UUID, content: bytes
) -> None:
    answer = desk.post(f"{PAGE}?lang=fr", data={"file": (BytesIO(content), "x.xlsx")})
    if answer.status_code != 303:
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text


@given(st.lists(st.lists(st.text(max_size=12), min_size=9, max_size=9), min_size=1, max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_cells_are_judged_and_never_crash(app: Flask, event_id: UUID, rows: list[list[str]]) -> None:
    with app.app_context():
        table = Table(HEAD, list(enumerate(rows, start=2)), "csv")
        kinds = {one.kind for one in examine(event_id, table, guess_matching(event_id, table))}
    assert kinds <= {"new", "doubtful", "wrong"}
