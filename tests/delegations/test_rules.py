"""What sheets of people and of cities say: whichever way their columns are called, and every fault by line."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.delegations.rules import CITY_COLUMNS, PEOPLE_COLUMNS, Invitation, columns_of, invitation, typed_rows
from app.delegations.rules.cities import read_cities
from app.delegations.rules.people import Shared, read_people
from app.kernel import clock
from app.kernel.i18n import Text
from app.registration.rules import AskedConsent, KnownCategory, KnownCity, Questions
from tests.registration.conftest import WINDOW

MAYOR, PRESS, ROSSO = (UUID(int=number) for number in (1, 2, 3))
ASKED = Questions(
    languages=("ar", "fr"), fallback=("ar", "fr"), interpretation=(), network=("MR",),
    categories=(
        KnownCategory(MAYOR, "mayor", Text(ar="عمدة", fr="Maire")),
        KnownCategory(PRESS, "press", Text(ar="صحافة", fr="Presse")),
    ),
    consents=(
        AskedConsent("processing", True, Text(fr="J’accepte")), AskedConsent("photo", False, Text(fr="Photos")),
    ),
    cities=(KnownCity(ROSSO, "MR", Text(ar="روصو", fr="Rosso")),), window=WINDOW,
)  # fmt: skip
SHARED = Shared("MR", "Rosso", "fr", frozenset({"processing"}))


@pytest.mark.parametrize(
    "head",
    [
        ["Nom et prénom", "Fonction", "Catégorie", "Courriel"],
        ["Name", "Function", "CATEGORY *", "E-mail"],
        ["الاسم باللاتينية", "الوظيفة", "الفئة", "البريد الإلكتروني"],
    ],
)
def test_columns_are_known_in_each_language(head: list[str]) -> None:
    found = columns_of(["?", *head], PEOPLE_COLUMNS)
    assert found == {1: "name_latin", 2: "function", 3: "category", 4: "email"}


def test_people_of_a_sheet_are_read_with_words_that_people_write() -> None:
    rows = [(2, {"name_latin": "Amina Sy", "category": "maire", "gender": "Femme", "language": "Arabe"})]
    people, faults = read_people(rows, SHARED, ASKED, "fr")
    assert not faults
    said = people[0].answers
    assert (said.category_id, said.gender, said.language, said.city_id, said.email) == (
        MAYOR,
        "female",
        "ar",
        ROSSO,
        "",
    )
    assert [(one.key, one.given) for one in people[0].consents] == [("processing", True), ("photo", False)]


def test_every_fault_of_a_sheet_is_told_with_its_line() -> None:
    rows = [
        (2, {"name_latin": "Amina Sy", "category": "mayor"}),
        (3, {"function": "Maire", "category": "king"}),
        (5, {"name_latin": "Bilal Ba", "category": "press", "email": "no address", "phone": "12"}),
    ]
    people, faults = read_people(rows, SHARED, ASKED, "fr")
    assert len(people) == 1
    assert [(one.line, one.column) for one in faults] == [
        (3, "name_ar"), (3, "category"), (5, "email"), (5, "phone"),
    ]  # fmt: skip


def test_a_focal_point_never_gives_a_consent_that_may_be_refused() -> None:
    shared = Shared("MR", "Rosso", "fr", frozenset())
    _people, faults = read_people([(2, {"name_latin": "Amina Sy", "category": "mayor"})], shared, ASKED, "fr")
    assert [one.column for one in faults] == ["consent_processing"]


def test_empty_lines_of_a_sheet_are_left_out() -> None:
    assert list(typed_rows([(2, ["", ""]), (3, ["A", ""])], {0: "name_latin"})) == [(3, {"name_latin": "A"})]


COUNTRIES = {"mauritanie": "MR", "tunisie": "TN"}


def test_cities_are_read_with_their_quotas() -> None:
    head = ["Ville", "المدينة", "Pays", "Contact", "Courriel", "Langue", "Maire", "quota:press"]
    rows = [
        (2, ["Rosso", "", "Mauritanie", "Mme Sy", "a@x.org", "arabe", "1", "2"]),
        (3, ["Sfax", "صفاقس", "TN", "", "", "", "", ""]),
    ]
    found, faults = read_cities(head, rows, ASKED, COUNTRIES)
    assert not faults
    assert (found[0].city_id, found[0].language, found[0].quotas) == (ROSSO, "ar", {MAYOR: 1, PRESS: 2})
    assert (found[1].city_id, found[1].country, found[1].name, found[1].quotas) == (
        None, "TN", Text(ar="صفاقس", fr="Sfax", en="Sfax"), {},
    )  # fmt: skip


def test_every_fault_in_a_list_of_cities_is_told_and_doubles_are_seen() -> None:
    head = ["name_fr", "country", "focal_email", "places", "mayor"]
    rows = [
        (2, ["Rosso", "MR", "", "", ""]), (3, ["", "MR", "", "", ""]),
        (4, ["Sfax", "Atlantis", "nobody", "many", "-1"]),
        (5, ["روصو", "MR", "", "", ""]), (6, ["Gabès", "TN", "", "", ""]),
    ]  # fmt: skip
    _found, faults = read_cities(head, rows, ASKED, COUNTRIES, frozenset({("TN", "gabes", "gabes")}))
    assert [(one.line, one.column) for one in faults] == [
        (3, "name_fr"), (4, "country"), (4, "places"), (4, "focal_email"), (4, "places"), (5, "name_fr"),
        (6, "name_fr"),
    ]  # fmt: skip
    assert columns_of(["الاسم بالعربية", "البلد"], CITY_COLUMNS) == {0: "name_ar", 1: "country"}


def test_an_invitation_is_where_its_furthest_moment_says() -> None:
    now = clock.now()
    later = clock.instant(now + timedelta(hours=1))
    assert [
        invitation(None, None, None, None), invitation(now, None, None, None), invitation(now, later, None, None),
        invitation(None, later, later, None), invitation(now, later, later, later),
    ] == list(Invitation)  # fmt: skip
