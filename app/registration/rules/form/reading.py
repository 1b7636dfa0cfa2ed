"""Forms as plain values, for the database and the event file: what is no form is refused with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.errors import Refusal
from app.kernel.i18n import N_, Text
from app.registration.rules.form.core import CORE
from app.registration.rules.form.document import (
    LONGEST_HELP,
    LONGEST_LABEL,
    Choice,
    Condition,
    Form,
    Kind,
    Question,
    Section,
)

KEY = re.compile(r"[a-z][a-z0-9_-]{0,38}")


class FormFaults(Refusal):
    """Plain values that are no form; `place` says where, as in form.sections[1].questions[0].kind."""

    code = "form-faults"
    status = 422
    message = N_("%(place)s of the form cannot be read.")


def plain_form(form: Form) -> dict[str, Any]:
    """The form as JSON and TOML can hold it, without what says nothing."""
    return {"sections": [_plain_section(section) for section in form.sections]}


def _plain_section(section: Section) -> dict[str, Any]:
    said = {"key": section.key, "title": dict(section.title)}
    return {**_filled(said), "questions": [_plain_question(question) for question in section.questions]}


def _plain_question(question: Question) -> dict[str, Any]:
    when = question.when
    return _filled({
        "key": question.key,
        "kind": str(question.kind),
        "label": dict(question.label),
        "help": dict(question.help),
        "required": question.required,
        "hidden": question.hidden,
        "categories": list(question.categories),
        "when": _filled({"question": when.question, "values": list(when.values)}) if when else None,
        "choices": [
            _filled({"key": one.key, "label": dict(one.label), "retired": one.retired})
            for one in question.choices
        ],
        "least": question.least,
        "most": question.most,
    })  # fmt: skip


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value or isinstance(value, float)}


def read_form(plain: object, number: int = 0) -> Form:
    """The form that plain values say; raises FormFaults at the first thing that cannot be one."""
    sections = _list(_table(plain, "form"), "sections", "form")
    return Form(sections=tuple(_section(one, place) for one, place in sections), number=number)


def _section(plain: object, place: str) -> Section:
    table = _table(plain, place)
    return Section(
        key=_key(table, place),
        title=_words(table, "title", place, LONGEST_LABEL),
        questions=tuple(_question(one, where) for one, where in _list(table, "questions", place)),
    )


def _question(plain: object, place: str) -> Question:
    table = _table(plain, place)
    key = _key(table, place)
    kind = table.get("kind", str(CORE[key].kind) if key in CORE else "")
    if kind not in list(Kind):
        raise FormFaults(place=f"{place}.kind")
    when = _table(table["when"], f"{place}.when") if "when" in table else None
    return Question(
        key=key,
        kind=Kind(kind),
        label=_words(table, "label", place, LONGEST_LABEL),
        help=_words(table, "help", place, LONGEST_HELP),
        required=_true(table, "required", place),
        hidden=_true(table, "hidden", place),
        categories=_strings(table, "categories", place),
        when=None if when is None else _condition(when, f"{place}.when"),
        choices=tuple(_choice(one, where) for one, where in _list(table, "choices", place)),
        least=_number(table, "least", place),
        most=_number(table, "most", place),
    )


def _condition(table: Mapping[str, Any], place: str) -> Condition:
    question = table.get("question")
    if not isinstance(question, str) or not KEY.fullmatch(question):
        raise FormFaults(place=f"{place}.question")
    return Condition(question=question, values=_strings(table, "values", place))


def _choice(plain: object, place: str) -> Choice:
    table = _table(plain, place)
    return Choice(
        key=_key(table, place),
        label=_words(table, "label", place, LONGEST_LABEL),
        retired=_true(table, "retired", place),
    )


def _table(plain: object, place: str) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise FormFaults(place=place)
    return plain


def _list(table: Mapping[str, Any], name: str, place: str) -> list[tuple[object, str]]:
    found = table.get(name, ())
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise FormFaults(place=f"{place}.{name}")
    return [(one, f"{place}.{name}[{index}]") for index, one in enumerate(found)]


def _key(table: Mapping[str, Any], place: str) -> str:
    key = table.get("key")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise FormFaults(place=f"{place}.key")
    return key


def _words(table: Mapping[str, Any], name: str, place: str, most: int) -> Text:
    said = table.get(name, {})
    if not isinstance(said, Mapping):
        raise FormFaults(place=f"{place}.{name}")
    for language, words in said.items():
        if not isinstance(language, str) or not isinstance(words, str) or len(words) > most:
            raise FormFaults(place=f"{place}.{name}")
    return Text(said)


def _true(table: Mapping[str, Any], name: str, place: str) -> bool:
    value = table.get(name, False)
    if not isinstance(value, bool):
        raise FormFaults(place=f"{place}.{name}")
    return value


def _strings(table: Mapping[str, Any], name: str, place: str) -> tuple[str, ...]:
    found = [one for one, _where in _list(table, name, place)]
    if not all(isinstance(one, str) for one in found):
        raise FormFaults(place=f"{place}.{name}")
    return tuple(str(one) for one in found)


def _number(table: Mapping[str, Any], name: str, place: str) -> float | None:
    value = table.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormFaults(place=f"{place}.{name}")
    return float(value)
