"""Forms of the agenda's desk: texts in each of the event's languages, and what was seen when the form was shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any, ClassVar, TypeVar

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, StringField, TextAreaField

from app.events.rules import Fault, Table
from app.kernel.i18n import N_, Text, _, current_language, direction, language_names

P = TypeVar("P")
F = TypeVar("F", bound="DeskForm")

NO_TIME = N_("Write the time like 09:30.")
NO_NUMBER = N_("Write a whole number.")
TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


@dataclass(frozen=True)
class Spoken:
    """A text that the form asks for in each language; `area` for more than a line."""

    name: str
    label: str
    area: bool = False
    required: bool = False
    most: int = 300
    help: str = ""


class DeskForm(FlaskForm):
    """What the forms share: texts by language, what was seen, and why a clash is meant."""

    TEXTS: ClassVar[tuple[Spoken, ...]] = ()
    seen = HiddenField()
    reason = StringField(N_("Why it is meant all the same"))
    languages: tuple[str, ...] = ()
    spoken: Mapping[str, Spoken] = {}

    def texts(self, name: str) -> list[tuple[str, str, str, Field]]:
        """The fields of a text: language, its name for the reader, its direction, the field."""
        return [
            (code, language_names([code], current_language()), direction(code), self[f"{name}_{code}"])
            for code in self.languages
        ]

    def missing(self, name: str) -> str:
        """The languages that a text lacks while others have it, by name; '' when none does."""
        said = Text({code: str(field.data or "") for code, _word, _way, field in self.texts(name)})
        return language_names(said.missing(self.languages), current_language())

    def said(self, name: str, seen: Text = Text()) -> Text:  # noqa: B008 - a Text never changes
        """The text as it was typed; languages that the form does not show stay as they were seen."""
        typed = {code: clean(field.data) for code, _word, _way, field in self.texts(name)}
        return Text({**{code: words for code, words in seen.items() if code not in typed}, **typed})

    def read(self, reader: Callable[[Table], P], values: Mapping[str, object]) -> P | None:
        """What the values say, judged as an event file is; None with the faults put at their fields."""
        faults: list[Fault] = []
        part = reader(Table({key: value for key, value in values.items() if value is not None}, "", faults))
        self.show(faults)
        return None if self.errors else part

    def show(self, faults: Iterable[Fault]) -> None:
        """Put faults at their fields."""
        for fault in faults:
            words = _(fault.message, **fault.params)
            self.add_error(fault.key, words[:1].upper() + words[1:])

    def add_error(self, key: str, words: str) -> None:
        """Put a sentence at the field that a path of an event file is about."""
        name = re.sub(r"\[\d+\]", "", key).replace(".", "_").strip("_")
        field = next((self[one] for one in (name, name.rpartition("_")[0]) if one in self), None)
        if field is None:
            found = [one for one in self if one.short_name.startswith(f"{name}_")]
            field = found[0] if found else self.seen
        field.errors = [*field.errors, words]

    def hour(self, name: str) -> time | None:
        """The time of day in a field; None with a fault where it is none."""
        found = TIME.fullmatch(str(self[name].data or "").strip())
        if found is None:
            self.add_error(name, _(NO_TIME))
            return None
        return time(int(found[1]), int(found[2]))

    def whole(self, name: str) -> int | None:
        """The whole number in a field; None where it is empty, or with a fault where it is none."""
        typed = str(self[name].data or "").strip()
        if not typed:
            return None
        if not re.fullmatch(r"[0-9]{1,6}", typed):
            self.add_error(name, _(NO_NUMBER))
            return None
        return int(typed)

    @property
    def errors(self) -> dict[str, Any]:
        """The faults by field."""
        return {field.short_name: field.errors for field in self if field.errors}


def form_in(
    kind: type[F], languages: Sequence[str], data: Mapping[str, Any] | None = None, **settings: Any
) -> F:
    """A form of this kind that asks its texts in these languages, its words in the visitor's own."""
    made: dict[str, Any] = {}
    for one in kind.TEXTS:
        for code in languages:
            made[f"{one.name}_{code}"] = (TextAreaField if one.area else StringField)(one.label)
    here: type[F] = type(kind.__name__, (kind,), made)
    form = here(data=data, **settings)
    form.languages = tuple(languages)
    form.spoken = {one.name: one for one in kind.TEXTS}
    for field in form:
        field.label.text = _(field.label.text) if field.label.text else ""
        field.description = _(field.description) if field.description else ""
    return form


def spread(name: str, text: Text) -> dict[str, str]:
    """A text as values for the fields of a form."""
    return {f"{name}_{code}": words for code, words in text.items()}


def clean(typed: object) -> str:
    """What a browser sent, lines ending as everywhere else."""
    return str(typed or "").replace("\r\n", "\n").replace("\r", "\n").strip()
