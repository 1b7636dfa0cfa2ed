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


def field_for(question: Question) -> Any:
    """The unbound field of a question, without words and choices."""
    kind = question.kind
    if kind is Kind.SEVERAL:
        return _Ticks(validate_choice=False, choices=[])
    if kind is Kind.COUNTRY or (kind is Kind.ONE and len(question.choices) > FEW):
        return SelectField(validate_choice=False, choices=[])
    if kind in (Kind.ONE, Kind.YESNO):
        return RadioField(validate_choice=False, choices=[])
    if kind is Kind.CONSENT:
        return BooleanField(false_values=(False, "", "no"))
    return _SIMPLE.get(kind, StringField)()


def choices_for(
    question: Question, language: str, fallback: tuple[str, ...], held: str
) -> list[tuple[str, str]]:
    """What can be chosen, as pairs of value and word; `held` is the answer so far, whose retired choices stay."""
    if question.kind is Kind.YESNO:
        return [("yes", _("Yes")), ("no", _("No"))]
    kept = held.split("\n")
    offered = [
        (one.key, one.label.pick(language, fallback))
        for one in question.choices
        if not one.retired or one.key in kept
    ]
    many = question.kind is Kind.ONE and len(question.choices) > FEW
    return [("", ""), *offered] if many else offered


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
