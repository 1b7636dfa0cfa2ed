"""Which questions are due: by the category that was chosen and by earlier answers, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.registration.rules.form.core import CORE
from app.registration.rules.form.document import Form, Kind, Question

YES = frozenset({"yes", "y", "on", "1", "true", "oui", "نعم"})
NO = frozenset({"no", "n", "0", "false", "non", "لا"})


def field_of(key: str) -> str:
    """The name of a question's field in forms, imports and faults: the program's own keep theirs."""
    return key if key in CORE else f"q_{key}"


def parts(text: str) -> list[str]:
    """Several answers in one text: on lines of their own, or with semicolons between."""
    return [part.strip() for part in re.split(r"[\n;؛]", text) if part.strip()]


def said(question: Question, raw: Mapping[str, str]) -> frozenset[str]:
    """What was answered, in the words that conditions use; empty where nothing was."""
    text = raw.get(field_of(question.key), "").strip()
    if not text:
        return frozenset()
    if question.kind in (Kind.YESNO, Kind.CONSENT):
        word = text.casefold()
        return frozenset({"yes"}) if word in YES else frozenset({"no"}) if word in NO else frozenset()
    return frozenset(parts(text)) if question.kind is Kind.SEVERAL else frozenset({text})


def due(form: Form, raw: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions that are asked of someone who answered so, in their order.

    A condition looks at earlier questions only, and at their answers only while they are due themselves.
    """
    category = raw.get("category", "").strip()
    answers: dict[str, frozenset[str]] = {}
    found: list[Question] = []
    for question in form.questions():
        if question.hidden or (question.categories and category not in question.categories):
            continue
        if question.when is not None:
            given = answers.get(question.when.question, frozenset())
            if not (given & set(question.when.values) if question.when.values else given):
                continue
        answers[question.key] = said(question, raw)
        found.append(question)
    return tuple(found)
