"""Columns of a list, guesses at the headings of a table, previews."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accreditation.rules import DEFAULT_COLUMNS, columns_of, preview
from app.accreditation.rules.exchange import GUESSES, HEADS, guess
from app.registration.queries import Chosen


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (["Nom", "Prénom et nom", "Courriel", "Tél", "Ville"], ["name_latin", None, "email", "phone", "city"]),
        (["الإسم الكامل", "الصفة", "الدولة", "المدينة", "رقم الهاتف"],
         ["name_ar", "function", "country", "city", "phone"]),
        (["Full Name", "E-mail address", "Job title", "Country", "Mobile"],
         ["name_latin", "email", "function", "country", "phone"]),
        (["NOM ET PRÉNOM", "FONCTION", "COMMUNE", "EMAIL", "WhatsApp"],
         ["name_latin", "function", "city", "email", "phone"]),
        (["Participant (full name)", "Remarks"], ["name_latin", None]),
    ],
)  # fmt: skip
def test_headings_are_known_in_three_languages(head: list[str], fields: list[str | None]) -> None:
    found = guess(head, (), {})
    assert [found[place].field if place in found else None for place in range(len(head))] == fields


def test_every_field_can_be_guessed_and_has_a_heading() -> None:
    assert GUESSES.keys() == HEADS.keys()


def test_no_field_is_filled_twice() -> None:
    found = guess(["Nom", "Name", "Nom complet"], (), {})
    assert [one.field for one in found.values()] == ["name_latin"]


def test_columns_that_do_not_exist_are_left_out() -> None:
    assert columns_of(["phone", "nonsense", "email"]) == ("email", "phone")
    assert columns_of([]) == DEFAULT_COLUMNS


def test_a_preview_parts_the_ready_from_the_left() -> None:
    people = [Chosen(uuid4(), state, email, uuid4(), None, "", "N", False) for state, email in
              (("submitted", "a@b"), ("submitted", ""), ("approved", "c@d"))]  # fmt: skip
    found = preview(people, lambda one: "" if one.state == "submitted" else "decided", writes=True)
    assert (found.total, len(found.ready), found.left, found.mails, found.unreached) == (
        3,
        2,
        {"decided": 1},
        1,
        1,
    )
