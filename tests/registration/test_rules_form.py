"""Forms as values: what is due, what may be published, and changes that never lose a question that was asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel.i18n import Text
from app.registration.rules.form import (
    CORE,
    Choice,
    Condition,
    Form,
    FormFaults,
    Kind,
    Question,
    default_form,
    due,
    editing,
    plain_form,
    problems,
    read_form,
)
from tests.support.questions import HOTEL, NIGHTS, PLANE, with_questions

CATEGORIES = ("mayor", "press")

keys = st.sampled_from(["a", "b", "c", "d", "e"])
texts = st.dictionaries(st.sampled_from(["ar", "fr", "en"]), st.text(min_size=1, max_size=20)).map(Text)
choices = st.lists(st.builds(Choice, key=keys, label=texts, retired=st.booleans()), max_size=4).map(tuple)
conditions = st.none() | st.builds(Condition, question=keys, values=st.lists(keys, max_size=2).map(tuple))
questions = st.builds(
    Question, key=keys, kind=st.sampled_from(list(Kind)), label=texts, help=texts, required=st.booleans(),
    hidden=st.booleans(), categories=st.lists(st.sampled_from(CATEGORIES), max_size=2, unique=True).map(tuple),
    when=conditions, choices=choices, least=st.none() | st.integers(-9, 9).map(float),
    most=st.none() | st.integers(-9, 9).map(float),
)  # fmt: skip
forms = st.lists(questions, max_size=6, unique_by=lambda one: one.key).map(lambda made: with_questions(*made))
raws = st.dictionaries(
    st.sampled_from(["category", "q_a", "q_b", "q_c", "q_d", "q_e"]),
    st.sampled_from(["", "a", "b", "yes", "no", "a\nb", "mayor", "press"]),
)


def test_the_programs_own_form_is_ready_and_asks_everything_but_the_photo() -> None:
    assert not problems(default_form(), CATEGORIES)
    assert [one.key for one in due(default_form(), {})] == [key for key in CORE if key != "photo"]


@settings(max_examples=40)
@given(forms)
def test_a_form_survives_being_written_and_read(form: Form) -> None:
    assert read_form(plain_form(form)) == form


@settings(max_examples=40)
@given(forms, raws)
def test_what_is_due_hangs_on_nothing_that_is_not(form: Form, raw: dict[str, str]) -> None:
    asked = due(form, raw)
    seen: list[str] = []
    for question in asked:
        assert not question.hidden
        assert not question.categories or raw.get("category") in question.categories
        assert question.when is None or question.when.question in seen
        seen.append(question.key)
    assert [question for question in form.questions() if question in asked] == list(asked)


@settings(max_examples=40)
@given(forms, raws, st.text(max_size=5))
def test_answers_to_what_is_not_due_change_nothing(form: Form, raw: dict[str, str], noise: str) -> None:
    asked = due(form, raw)
    left = {f"q_{question.key}" for question in form.questions() if question not in asked}
    assert due(form, raw | dict.fromkeys(left, noise)) == asked


def test_a_chain_of_conditions_falls_together() -> None:
    form = with_questions(PLANE, HOTEL, NIGHTS)
    added = lambda raw: [one.key for one in due(form, raw) if one.key not in CORE]  # noqa: E731
    assert added({}) == ["plane"]
    assert added({"q_plane": "yes"}) == ["plane", "hotel"]
    assert added({"q_plane": "yes", "q_hotel": "a"}) == ["plane", "hotel", "nights"]
    assert added({"q_plane": "no", "q_hotel": "a"}) == ["plane"]


FAULTS = {
    "core-missing": lambda form: editing._without(form, "email"),
    "core-hidden": lambda form: editing.change_question(form, "city", lambda q: replace(q, hidden=True)),
    "core-optional": lambda form: editing.change_question(
        form, "email", lambda q: replace(q, required=False)
    ),
    "core-narrowed": lambda form: editing.change_question(
        form, "country", lambda q: replace(q, categories=("press",))
    ),
    "twice": lambda form: editing.add_question(form, "who", PLANE),
    "no-label": lambda form: editing.change_question(form, "plane", lambda q: replace(q, label=Text())),
    "no-choices": lambda form: editing.change_question(form, "hotel", lambda q: replace(q, choices=())),
    "condition-later": lambda form: editing.place_question(form, "plane", "meeting", 99),
    "condition-self": lambda form: editing.change_question(
        form, "plane", lambda q: replace(q, when=Condition(question="plane"))
    ),
    "condition-choice": lambda form: editing.change_question(
        form, "nights", lambda q: replace(q, when=Condition(question="hotel", values=("z",)))
    ),
    "condition-values": lambda form: editing.change_question(
        form, "plane", lambda q: replace(q, when=Condition(question="email", values=("z",)))
    ),
    "category": lambda form: editing.change_question(
        form, "plane", lambda q: replace(q, categories=("nobody",))
    ),
    "range": lambda form: editing.change_question(form, "nights", lambda q: replace(q, least=9.0)),
    "no-title": lambda form: replace(
        form, sections=(*form.sections, replace(form.sections[0], key="x", questions=()))
    ),
    "photo-twice": lambda form: editing.add_question(
        form, "who", Question(key="face", kind=Kind.PHOTO, label=Text(en="Face"))
    ),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_form_with_a_fault_is_not_published(code: str) -> None:
    form = with_questions(PLANE, HOTEL, NIGHTS)
    assert not problems(form, CATEGORIES)
    assert code in {fault.code for fault in problems(FAULTS[code](form), CATEGORIES)}


@pytest.mark.parametrize(
    ("plain", "place"),
    [
        ([], "form"),
        ({"sections": "x"}, "form.sections"),
        ({"sections": [{"key": "A b"}]}, "form.sections[0].key"),
        ({"sections": [{"key": "a", "questions": [{"key": "b"}]}]}, "form.sections[0].questions[0].kind"),
        ({"sections": [{"key": "a", "questions": [{"key": "b", "kind": "text", "label": {"en": 5}}]}]},
         "form.sections[0].questions[0].label"),
        ({"sections": [{"key": "a", "questions": [{"key": "b", "kind": "text", "required": "yes"}]}]},
         "form.sections[0].questions[0].required"),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_with_its_place(plain: object, place: str) -> None:
    with pytest.raises(FormFaults) as refused:
        read_form(plain)
    assert refused.value.params["place"] == place


moves = st.lists(
    st.tuples(
        st.sampled_from(["up", "down", "place", "hide", "remove", "section up", "section gone"]),
        st.sampled_from([*list(CORE), "plane", "hotel", "nights"]),
        st.sampled_from(["who", "where", "contact", "meeting", "nowhere"]),
        st.integers(-3, 9),
    ),
    max_size=12,
)


@given(moves)
def test_no_change_loses_a_question_that_was_asked(steps: list[tuple[str, str, str, int]]) -> None:
    form = before = with_questions(PLANE, HOTEL, NIGHTS)
    asked = {question.key for question in before.questions()}
    for what, key, section, index in steps:
        form = {
            "up": lambda: editing.move_question(form, key, -1),  # noqa: B023
            "down": lambda: editing.move_question(form, key, 1),  # noqa: B023
            "place": lambda: editing.place_question(form, key, section, index),  # noqa: B023
            "hide": lambda: editing.remove_question(form, key, asked),  # noqa: B023
            "remove": lambda: editing.remove_question(form, key, asked),  # noqa: B023
            "section up": lambda: editing.move_section(form, section, -1),  # noqa: B023
            "section gone": lambda: editing.remove_section(form, section),  # noqa: B023
        }[what]()
    found = [question.key for question in form.questions()]
    assert sorted(found) == sorted(asked)


def test_moving_goes_over_the_border_of_a_section_and_stops_at_the_ends() -> None:
    form = default_form()
    moved = editing.move_question(form, "country", -1)
    assert moved.sections[0].questions[-1].key == "country"
    assert editing.move_question(moved, "country", 1) == form
    assert editing.move_question(form, "honorific", -1) == form
    assert editing.move_question(form, "access", 1) == form


def test_a_choice_that_was_offered_retires_and_comes_back_under_its_key() -> None:
    left = editing.set_choices(HOTEL, [("b", Text(en="B"))], asked_before=True)
    assert [(one.key, one.retired) for one in left.choices] == [("b", False), ("a", True)]
    again = editing.set_choices(left, [("b", Text(en="B")), ("a", Text(en="A"))], asked_before=True)
    assert [(one.key, one.retired) for one in again.choices] == [("b", False), ("a", False)]
    assert [
        one.key for one in editing.set_choices(HOTEL, [("b", Text(en="B"))], asked_before=False).choices
    ] == ["b"]


@pytest.mark.parametrize(
    ("wanted", "taken", "key"),
    [
        ("Arrival date?", [], "arrival-date"),
        ("Arrival date", ["arrival-date"], "arrival-date-2"),
        ("تاريخ الوصول", [], "question-1"),
        ("تاريخ الوصول", ["question-1"], "question-2"),
        ("2027", [], "question-1"),
        ("x" * 100, [], "x" * 30),
    ],
)
def test_a_key_is_made_of_the_words(wanted: str, taken: list[str], key: str) -> None:
    assert editing.new_key(wanted, taken, "question") == key
