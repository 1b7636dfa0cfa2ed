"""A form's questions as a page shows them: in sections and rows, each with its field and what shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field

from app.kernel import storage
from app.kernel.scope import scope
from app.registration.rules import Kind, Question, field_of

CONTROLS: Mapping[str, Mapping[str, Any]] = {
    "honorific": {"maxlength": 100, "autocomplete": "off"},
    "name_ar": {"lang": "ar", "dir": "rtl", "maxlength": 120, "autocomplete": "off"},
    "name_latin": {"dir": "ltr", "maxlength": 120, "autocomplete": "name"},
    "function": {"maxlength": 300, "autocomplete": "off"},
    "country": {"autocomplete": "country"},
    "city": {"list": "cities", "maxlength": 100, "autocomplete": "off"},
    "email": {
        "dir": "ltr",
        "inputmode": "email",
        "maxlength": 254,
        "autocomplete": "email",
        "spellcheck": "false",
    },
    "phone": {"dir": "ltr", "maxlength": 40, "autocomplete": "tel"},
    "diet": {"maxlength": 500, "rows": 2},
    "access": {"maxlength": 1000, "rows": 2},
}
"""What the controls of the program's own questions carry."""

SIDE_BY_SIDE = frozenset({"gender", "language", "interpretation"})
"""Questions whose few short answers stand in one line."""


@dataclass(frozen=True)
class Entry:
    """One question on a page: its field, how it is drawn, and on what it depends (JSON for the script)."""

    key: str
    field: Field
    look: str  # field | choices | tick | file | photo
    attributes: Mapping[str, Any]
    row: bool
    when: str
    shown: bool
    file: storage.StoredFile | None = None


@dataclass(frozen=True)
class Part:
    """A numbered section: heading and rows of one question, or of the two names side by side."""

    title: str
    rows: tuple[tuple[Entry, ...], ...]


def look(question: Question, field: Field) -> str:
    """How a field is drawn: one of the looks of an Entry."""
    if question.kind in (Kind.FILE, Kind.PHOTO):
        return str(question.kind)
    if isinstance(field, BooleanField):
        return "tick"
    return "choices" if field.type in ("RadioField", "_Ticks") else "field"


def when(question: Question) -> str:
    """What the script looks at: fields and the answers that show the question; '' for one that is always asked."""
    wanted = []
    if question.categories:
        wanted.append({"field": "category", "values": list(question.categories)})
    if question.when is not None:
        wanted.append({"field": field_of(question.when.question), "values": list(question.when.values)})
    return json.dumps(wanted, ensure_ascii=False) if wanted else ""


def rows(entries: list[Entry], lang: str) -> Iterator[tuple[Entry, ...]]:
    """One entry a row; the two names, where one follows the other, side by side and the visitor's script first."""
    waiting = list(entries)
    while waiting:
        keys = [entry.key for entry in waiting[:2]]
        if set(keys) == {"name_ar", "name_latin"}:
            pair = sorted(waiting[:2], key=lambda entry: (entry.key == "name_ar") != (lang == "ar"))
            yield tuple(pair)
            del waiting[:2]
        else:
            yield (waiting.pop(0),)


def kept_file(key: str) -> storage.StoredFile | None:
    """The event's file of this key, to say that it arrived."""
    return storage.find(scope().id, key) if key else None
