"""Fields of questions that an event added, by kind."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from app.kernel.i18n import _
from app.registration.rules import Kind, Question
from app.registration.rules.form.values import LONGEST

FEW = 8  # choices that are laid out; more make a list to open


class _Ticks(SelectMultipleField):
    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Day(StringField):
    """A date as text: what was typed comes back even where it is none."""

    widget = DateInput()


def field_for(question: Question, language: str, fallback: tuple[str, ...], countries: Any, held: str) -> Any:
    """The unbound field of a question; `held` are the choices so far, whose retired ones are offered still."""
    label = question.label.pick(language, fallback)
    common = {"description": question.help.pick(language, fallback)}
    kind = question.kind
    if kind in (Kind.ONE, Kind.SEVERAL):
        kept = held.split("\n")
        offered = [
            (one.key, one.label.pick(language, fallback))
            for one in question.choices
            if not one.retired or one.key in kept
        ]
        if kind is Kind.SEVERAL:
            return _Ticks(label, choices=offered, validate_choice=False, **common)
        if len(offered) > FEW:
            return SelectField(label, choices=[("", ""), *offered], validate_choice=False, **common)
        return RadioField(label, choices=offered, validate_choice=False, **common)
    if kind is Kind.YESNO:
        words = [("yes", _("Yes")), ("no", _("No"))]
        return RadioField(label, choices=words, validate_choice=False, **common)
    if kind is Kind.COUNTRY:
        return SelectField(label, choices=countries, validate_choice=False, **common)
    if kind is Kind.CONSENT:
        return BooleanField(label, false_values=(False, "", "no"), **common)
    return _SIMPLE.get(kind, StringField)(label, **common)


_SIMPLE: dict[Kind, type[Field]] = {
    Kind.LONG: TextAreaField,
    Kind.DATE: _Day,
    Kind.EMAIL: EmailField,
    Kind.PHONE: TelField,
    Kind.FILE: HiddenField,
}

ATTRIBUTES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"maxlength": LONGEST[Kind.TEXT], "dir": "auto", "autocomplete": "off"},
    Kind.LONG: {"maxlength": LONGEST[Kind.LONG], "dir": "auto", "rows": 4},
    Kind.NUMBER: {"inputmode": "decimal", "dir": "ltr", "short": True, "autocomplete": "off"},
    Kind.DATE: {"short": True},
    Kind.EMAIL: {"maxlength": 254, "dir": "ltr", "inputmode": "email", "spellcheck": "false"},
    Kind.PHONE: {"maxlength": 40, "dir": "ltr"},
    Kind.CITY: {"maxlength": LONGEST[Kind.CITY], "list": "cities", "autocomplete": "off"},
}
"""What the control of a kind carries."""
