"""Changes of a draft: pure, one at a time; what was ever asked is hidden instead of removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from app.kernel.i18n import Text
from app.registration.rules.folding import words
from app.registration.rules.form.core import CORE
from app.registration.rules.form.document import Choice, Form, Kind, Question, Section


def new_key(wanted: str, taken: Collection[str], stem: str) -> str:
    """A key that nobody has, out of the words where they are Latin, else out of the stem and a number."""
    bare = re.sub(r"[^a-z0-9]+", "-", " ".join(words(wanted))).strip("-")[:30].strip("-")
    base = bare if bare and bare[0].isalpha() else ""
    if base and base not in taken:
        return base
    number = 2 if base else 1
    while f"{base or stem}-{number}" in taken:
        number += 1
    return f"{base or stem}-{number}"


def add_question(form: Form, section: str, question: Question) -> Form:
    """The form with one question more, at the end of a section (of the last one when there is none of that key)."""
    keys = [one.key for one in form.sections]
    at = keys.index(section) if section in keys else len(keys) - 1
    return _with_sections(
        form,
        (
            replace(one, questions=(*one.questions, question)) if index == at else one
            for index, one in enumerate(form.sections)
        ),
    )


def change_question(form: Form, key: str, change: Callable[[Question], Question]) -> Form:
    """The form with one question changed; its key and kind stay."""

    def changed(question: Question) -> Question:
        return replace(change(question), key=question.key, kind=question.kind)

    return _with_sections(
        form,
        (
            replace(one, questions=tuple(changed(q) if q.key == key else q for q in one.questions))
            for one in form.sections
        ),
    )


def remove_question(form: Form, key: str, asked_before: Collection[str]) -> Form:
    """The form without a question: hidden where it is the program's own or was ever asked, else gone."""
    if key in CORE or key in asked_before:
        return change_question(form, key, lambda question: replace(question, hidden=True))
    return _without(form, key)


def ask_again(form: Form, key: str) -> Form:
    """The form with a hidden question asked again."""
    return change_question(form, key, lambda question: replace(question, hidden=False))


def blank(kind: Kind) -> Question:
    """A new question, before anything is said of it."""
    return Question(key="new", kind=kind)


def move_question(form: Form, key: str, step: int) -> Form:
    """The form with a question one place earlier (-1) or later (+1), over the border of its section at its ends."""
    for at, section in enumerate(form.sections):
        keys = [question.key for question in section.questions]
        if key not in keys:
            continue
        index = keys.index(key) + step
        if 0 <= index < len(keys):
            return place_question(form, key, section.key, index)
        if 0 <= at + step < len(form.sections):
            other = form.sections[at + step]
            return place_question(form, key, other.key, len(other.questions) if step < 0 else 0)
    return form


def place_question(form: Form, key: str, section: str, index: int) -> Form:
    """The form with a question at this place of a section; unchanged where either is not there."""
    question = form.find(key)
    if question is None or section not in {one.key for one in form.sections}:
        return form

    def placed(one: Section) -> Section:
        if one.key != section:
            return one
        kept = one.questions
        at = max(0, min(index, len(kept)))
        return replace(one, questions=(*kept[:at], question, *kept[at:]))

    return _with_sections(form, map(placed, _without(form, key).sections))


def add_section(form: Form, title: Text) -> Form:
    """The form with one empty section more, at its end."""
    taken = {section.key for section in form.sections}
    key = new_key(title.pick("en", ("fr",)), taken, "section")
    return _with_sections(form, (*form.sections, Section(key=key, title=title)))


def rename_section(form: Form, key: str, title: Text) -> Form:
    """The form with another heading for a section."""
    return _with_sections(
        form, (replace(one, title=title) if one.key == key else one for one in form.sections)
    )


def move_section(form: Form, key: str, step: int) -> Form:
    """The form with a section one place earlier or later."""
    keys = [section.key for section in form.sections]
    if key not in keys or not 0 <= keys.index(key) + step < len(keys):
        return form
    sections = list(form.sections)
    at = keys.index(key)
    sections[at], sections[at + step] = sections[at + step], sections[at]
    return _with_sections(form, sections)


def remove_section(form: Form, key: str) -> Form:
    """The form without a section that holds no question; others stay."""
    return _with_sections(form, (one for one in form.sections if one.key != key or one.questions))


def set_choices(question: Question, wanted: Iterable[tuple[str, Text]], asked_before: bool) -> Question:
    """The question with these choices, by key ('' for new ones); of those left out, the ones ever offered retire."""
    known = {choice.key: choice for choice in question.choices}
    made: dict[str, Choice] = {}
    for key, label in wanted:
        if not label:
            continue
        if key not in known:
            taken = known.keys() | made.keys()
            key = new_key(label.pick("en", ("fr",)), taken, "choice")
        made[key] = Choice(key=key, label=label)
    gone = [choice for choice in question.choices if choice.key not in made] if asked_before else []
    return replace(question, choices=(*made.values(), *(replace(choice, retired=True) for choice in gone)))


def _with_sections(form: Form, sections: Iterable[Section]) -> Form:
    return replace(form, sections=tuple(sections))


def _without(form: Form, key: str) -> Form:
    return _with_sections(
        form,
        (replace(one, questions=tuple(q for q in one.questions if q.key != key)) for one in form.sections),
    )
