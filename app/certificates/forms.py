"""The form with which certificates are issued for all who qualify, and the threshold's."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import StopValidation

from app.certificates.rules import MOST_HALFDAYS
from app.kernel.i18n import N_, _
from app.kernel.scope import scope
from app.letters import queries as letters

OWN = "own"


class CertificatesForm(FlaskForm):
    """In which language, and what is done with them."""

    languages = SelectField(N_("Language"), validate_choice=False)
    hand_out = RadioField(N_("Then"), validate_choice=False)
    as_file = RadioField(N_("As a file"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Fill in what can be chosen; the first choice is the careful one."""
        super().__init__(**settings)
        known = letters.languages(scope())
        pairs = [(f"{a}+{b}", f"{m} + {n}") for a, m in known for b, n in known if a != b]
        self.languages.choices = [(OWN, _("Each in the delegate’s own language")), *known, *pairs]
        self.hand_out.choices = [
            ("keep", _("Keep them at the desk")),
            ("release", _("Let delegates fetch them on their page")),
            ("mail", _("Let delegates fetch them, and send them by mail")),
        ]
        self.as_file.choices = [("pdf", _("One PDF to print")), ("zip", _("An archive with one PDF each"))]
        for field in (self.languages, self.hand_out, self.as_file):
            known_values = [value for value, _word in field.choices]
            field.data = field.data if field.data in known_values else known_values[0]
            field.label.text = _(field.label.text)
            field.flags.required = True

    @property
    def chosen_languages(self) -> list[str]:
        """One language, two facing, or none: each in their own."""
        return [] if self.languages.data == OWN else str(self.languages.data).split("+")


class ThresholdForm(FlaskForm):
    """How many half-days a certificate asks for."""

    least = IntegerField(N_("Half-days that a certificate asks for"))

    def validate_least(self, field: IntegerField) -> None:
        """Refuse what is no number of half-days."""
        if field.data is None or not 1 <= field.data <= MOST_HALFDAYS:
            field.process_errors = []
            raise StopValidation(_("Type a number of half-days from 1 to %(most)s.", most=MOST_HALFDAYS))

    def __init__(self, **settings: Any) -> None:
        """Speak the visitor's language."""
        super().__init__(**settings)
        self.least.label.text = _(self.least.label.text)
        self.least.flags.required = True
