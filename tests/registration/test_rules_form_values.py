"""Typed answers: from what people type, with a fault for the rest, and back to text that means the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.i18n import Text
from app.registration.rules import Faulty, KnownCategory, Own, Questions, check_answers
from app.registration.rules.faults import Wrong
from app.registration.rules.form import Form, Kind, check_own, raw_of
from tests.registration.conftest import RAW, WINDOW
from tests.support.questions import HOTEL, NIGHTS, PLANE, added, with_questions

FILE = "0123456789abcdef" * 2


def typed(**changes: str) -> dict[str, str]:
    return {**RAW, **changes}


def asked(form: Form) -> Questions:
    categories = tuple(KnownCategory(uuid4(), key, Text(en=key)) for key in ("mayor", "press"))
    return Questions(("ar", "fr"), ("ar", "fr"), (), ("MR",), categories, (), (), WINDOW, form)


def checked(kind: Kind, text: str, **more: object) -> Own | None:
    return check_own(added("x", kind, **more), {"q_x": text}, "MR")


TYPED = [
    (Kind.TEXT, "  Hôtel \u202eX ", {"text": "Hôtel X"}),
    (Kind.LONG, "one\r\n\r\n\r\n\r\ntwo", {"text": "one\n\ntwo"}),
    (Kind.ONE, "a", {"choices": ("a",)}),
    (Kind.ONE, "answer b", {"choices": ("b",)}),
    (Kind.SEVERAL, "b\na\nb", {"choices": ("a", "b")}),
    (Kind.SEVERAL, "Answer B; a", {"choices": ("a", "b")}),
    (Kind.YESNO, "yes", {"yes": True}),
    (Kind.YESNO, "Non", {"yes": False}),
    (Kind.YESNO, "نعم", {"yes": True}),
    (Kind.NUMBER, "٣٫٥", {"number": 3.5}),
    (Kind.NUMBER, "1 250", {"number": 1250.0}),
    (Kind.NUMBER, "2,5", {"number": 2.5}),
    (Kind.DATE, "2027-01-28", {"day": date(2027, 1, 28)}),
    (Kind.DATE, "28/1/2027", {"day": date(2027, 1, 28)}),
    (Kind.DATE, "٢٨/٠١/٢٠٢٧", {"day": date(2027, 1, 28)}),
    (Kind.EMAIL, " Fatou@Example.org ", {"text": "fatou@example.org"}),
    (Kind.PHONE, "22 12 34 56", {"text": "+22222123456"}),
    (Kind.COUNTRY, "MA", {"text": "MA"}),
    (Kind.CITY, "Rosso", {"text": "Rosso"}),
    (Kind.FILE, FILE, {"file": FILE}),
    (Kind.CONSENT, "y", {"yes": True}),
]
WRONG = [
    (Kind.TEXT, "x" * 301, "too-long"),
    (Kind.ONE, "c", "unknown-choice"),
    (Kind.ONE, "a\nb", "unknown-choice"),
    (Kind.SEVERAL, "a\nc", "unknown-choice"),
    (Kind.YESNO, "perhaps", "unknown-choice"),
    (Kind.NUMBER, "three", "not-a-number"),
    (Kind.NUMBER, "1e5", "not-a-number"),
    (Kind.NUMBER, "9" * 20, "not-a-number"),
    (Kind.NUMBER, "nan", "not-a-number"),
    (Kind.DATE, "31/02/2027", "not-a-date"),
    (Kind.DATE, "0001-01-01", "not-a-date"),
    (Kind.EMAIL, "fatou", "not-an-email"),
    (Kind.PHONE, "12", "not-a-phone"),
    (Kind.COUNTRY, "XX", "unknown-choice"),
    (Kind.FILE, "../../etc/passwd", "file-gone"),
]


@pytest.mark.parametrize(("kind", "text", "value"), TYPED)
def test_what_is_typed_becomes_a_value(kind: Kind, text: str, value: dict[str, object]) -> None:
    assert checked(kind, text) == Own(key="x", kind=kind, **value)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "text", "code"), WRONG)
def test_what_cannot_be_one_is_a_fault(kind: Kind, text: str, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        checked(kind, text)
    assert wrong.value.code == code


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PHOTO])
def test_nothing_is_nothing_and_required_where_it_is(kind: Kind) -> None:
    assert checked(kind, "  ") is None
    with pytest.raises(Wrong):
        checked(kind, "", required=True)


@given(st.sampled_from([kind for kind in Kind if kind is not Kind.PHOTO]), st.text(max_size=40))
def test_a_value_written_as_text_gives_the_same_value(kind: Kind, text: str) -> None:
    try:
        own = checked(kind, text)
    except Wrong:
        return
    if own is not None and raw_of(own):
        assert checked(kind, raw_of(own)) == own


def test_numbers_keep_to_their_range() -> None:
    for text, code in (("0", "number-small"), ("8", "number-great")):
        with pytest.raises(Wrong) as wrong:
            checked(Kind.NUMBER, text, least=1.0, most=7.0)
        assert wrong.value.code == code


def test_a_retired_choice_stays_with_who_holds_it_only() -> None:
    retired = replace(HOTEL, choices=(HOTEL.choices[0], replace(HOTEL.choices[1], retired=True)))
    assert check_own(retired, {"q_hotel": "b"}, held="b") == Own(key="hotel", kind=Kind.ONE, choices=("b",))
    with pytest.raises(Wrong):
        check_own(retired, {"q_hotel": "b"})


def faults(raw: dict[str, str], form: Form) -> list[tuple[str, str]]:
    with pytest.raises(Faulty) as faulty:
        check_answers(raw, asked(form))
    return [(fault.field, fault.code) for fault in faulty.value.faults]


FORM = with_questions(PLANE, HOTEL, NIGHTS)


def test_faults_of_both_kinds_come_in_the_order_of_the_form() -> None:
    raw = typed(email="no", q_plane="yes", q_nights="many", category="nobody")
    assert faults(raw, FORM) == [
        ("category", "unknown-choice"), ("email", "not-an-email"), ("q_hotel", "missing"),
    ]  # fmt: skip


def test_a_page_that_did_not_show_a_question_asks_it_now_even_an_optional_one() -> None:
    shown = "email q_plane"
    assert faults(typed(asked=shown, q_plane="yes"), FORM)[-1] == ("q_hotel", "now-asked")
    raw = typed(asked=shown + " q_hotel", q_plane="yes", q_hotel="a")
    assert faults(raw, FORM)[-1] == ("q_nights", "now-asked")


def test_those_who_show_no_page_need_only_what_is_required() -> None:
    found = check_answers(typed(q_plane="yes", q_hotel="a"), asked(FORM))
    assert [own.key for own in found.own] == ["plane", "hotel"]
    assert check_answers(typed(q_hotel="a", q_nights="3"), asked(FORM)).own == ()


def test_a_change_empties_what_it_made_fall_away_and_nothing_that_the_form_dropped() -> None:
    before = typed(q_plane="yes", q_hotel="a", q_nights="3", diet="no fish")
    now = check_answers(typed(q_plane="no"), asked(FORM), before)
    assert {"plane", "hotel", "nights"} <= now.written
    without = with_questions(replace(PLANE, hidden=True), HOTEL, NIGHTS)
    left = check_answers(typed(), asked(without), before)
    assert not {"plane", "hotel", "nights"} & left.written


def test_the_programs_own_questions_can_be_required_left_out_and_asked_of_some() -> None:
    form = with_questions()
    change = lambda key, **more: replace_question(form, key, **more)  # noqa: E731
    assert faults(typed(gender=""), change("gender", required=True)) == [("gender", "missing")]
    assert faults(typed(name_ar=""), change("name_ar", required=True)) == [("name_ar", "missing")]
    hidden = check_answers(typed(diet="no fish"), asked(change("diet", hidden=True)))
    assert (hidden.diet, "diet" in hidden.written) == ("", False)
    press = check_answers(typed(diet="no fish"), asked(change("diet", categories=("press",))))
    assert press.diet == ""


def replace_question(form: Form, key: str, **more: object) -> Form:
    sections = tuple(
        replace(
            one,
            questions=tuple(replace(q, **more) if q.key == key else q for q in one.questions),  # type: ignore[arg-type]
        )
        for one in form.sections
    )
    return replace(form, sections=sections)


def test_a_photo_comes_with_its_crop() -> None:
    form = replace_question(with_questions(), "photo", hidden=False)
    found = check_answers(typed(photo=FILE, photo_crop="10,20.5,٥٠"), asked(form)).photo
    assert found is not None
    assert (found.file, found.crop) == (FILE, (0.1, 0.205, 0.5))
    for crop in ("", "1,2", "a,b,c", "nan,0,1", "inf,0,1"):
        middle = check_answers(typed(photo=FILE, photo_crop=crop), asked(form)).photo
        assert middle is not None
        assert middle.crop is None
