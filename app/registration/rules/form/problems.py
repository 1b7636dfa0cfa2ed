"""What keeps a form from being published: it must ask what the program needs, and nothing may hang in the air."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from app.kernel.i18n import N_
from app.registration.rules.form.core import CORE
from app.registration.rules.form.document import (
    CHOOSING,
    MOST_CHOICES,
    MOST_QUESTIONS,
    Form,
    FormFault,
    Kind,
    Question,
)

MESSAGES: Mapping[str, str] = {
    "core-missing": N_("The program needs this question."),
    "core-hidden": N_("This question cannot be left out."),
    "core-optional": N_("This question is always required."),
    "core-narrowed": N_("This question is asked of everyone, whatever they answered."),
    "core-kind": N_("The kind of this question cannot be changed."),
    "twice": N_("Another question has the same key."),
    "no-label": N_("Write the question in at least one of the event’s languages."),
    "no-title": N_("Give this section a heading."),
    "no-choices": N_("Give at least two answers to choose from."),
    "too-many-choices": N_("Give fewer answers to choose from."),
    "choice-no-label": N_("An answer to choose from has no words."),
    "choice-twice": N_("Two answers to choose from have the same key."),
    "condition-later": N_("It depends on a question that is asked later or not at all. Move it down."),
    "condition-self": N_("It depends on its own answer."),
    "condition-choice": N_("It depends on an answer that the other question does not offer."),
    "condition-values": N_("It can only depend on whether the other question was answered."),
    "category": N_("It is asked of a category that the event does not have."),
    "range": N_("The least number is greater than the greatest."),
    "too-many": N_("The form has too many questions."),
    "photo-twice": N_("A photo can only be asked for by the question made for it."),
}


def problems(form: Form, categories: Collection[str]) -> tuple[FormFault, ...]:
    """All that is wrong with a form, in its order; `categories` are the keys that the event has."""
    return tuple(_problems(form, frozenset(categories)))


def _problems(form: Form, categories: frozenset[str]) -> Iterator[FormFault]:
    seen: dict[str, Question] = {}
    if sum(1 for _ in form.questions()) > MOST_QUESTIONS:
        yield FormFault("", "too-many")
    for section in form.sections:
        if not section.title and section.key not in ("who", "where", "contact", "meeting"):
            yield FormFault(f"section:{section.key}", "no-title")
        for question in section.questions:
            if question.key in seen:
                yield FormFault(question.key, "twice")
            for code in (*_own(question, categories), *_condition(question, seen)):
                yield FormFault(question.key, code)
            seen[question.key] = question
    yield from (FormFault(key, "core-missing") for key in CORE if key not in seen)


def _own(question: Question, categories: frozenset[str]) -> Iterator[str]:
    if question.key in CORE:
        yield from _core(question)
    elif not question.label:
        yield "no-label"
    elif question.kind is Kind.PHOTO:
        yield "photo-twice"
    if question.key not in CORE and question.kind in (Kind.ONE, Kind.SEVERAL):
        yield from _choices(question)
    if not categories.issuperset(question.categories):
        yield "category"
    if question.least is not None and question.most is not None and question.least > question.most:
        yield "range"


def _core(question: Question) -> Iterator[str]:
    core = CORE[question.key]
    if question.kind is not core.kind:
        yield "core-kind"
    if core.fixed and question.hidden:
        yield "core-hidden"
    if core.fixed and (question.categories or question.when):
        yield "core-narrowed"
    if core.needed and not question.required:
        yield "core-optional"


def _choices(question: Question) -> Iterator[str]:
    offered = [choice for choice in question.choices if not choice.retired]
    if len(offered) < 2:
        yield "no-choices"
    if len(question.choices) > MOST_CHOICES:
        yield "too-many-choices"
    if any(not choice.label for choice in question.choices):
        yield "choice-no-label"
    if len({choice.key for choice in question.choices}) < len(question.choices):
        yield "choice-twice"


def _condition(question: Question, earlier: Mapping[str, Question]) -> Iterator[str]:
    condition = question.when
    if condition is None or question.hidden:
        return
    if condition.question == question.key:
        yield "condition-self"
        return
    other = earlier.get(condition.question)
    if other is None or other.hidden:
        yield "condition-later"
    elif condition.values and other.kind not in CHOOSING:
        yield "condition-values"
    elif _offers_its_own(other) and not set(offered_values(other)).issuperset(condition.values):
        yield "condition-choice"


def _offers_its_own(question: Question) -> bool:
    """False for what the event or the world says: categories, languages, countries."""
    return question.key not in CORE and question.kind is not Kind.COUNTRY


def offered_values(question: Question) -> tuple[str, ...]:
    """What a condition can name of a question that the event added; of the program's own the event says it."""
    if question.kind in (Kind.YESNO, Kind.CONSENT):
        return ("yes", "no") if question.kind is Kind.YESNO else ("yes",)
    return tuple(choice.key for choice in question.choices)
