"""The forms of evidence: a pack for a purpose, and who receives anchors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField

from app.evidence import queries, service
from app.evidence.rules import PURPOSES, read_recipients, written
from app.kernel.errors import Refusal
from app.kernel.i18n import LANGUAGES, N_, _, current_language, language_names
from app.kernel.scope import scope


class PackForm(FlaskForm):
    """What a pack is for, and where it is cut."""

    purpose = RadioField(N_("What is it for?"), validate_choice=False)
    cut = SelectField(N_("Cut at"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Fill in purposes and earlier cuts, newest first; the first choices are the careful ones."""
        super().__init__(**settings)
        self.purpose.choices = [
            (one.key, _("%(word)s: %(meaning)s", word=_(one.name), meaning=_(one.why)))
            for one in PURPOSES.values()
        ]
        earlier = [
            (str(one.id), f"{service.position_of(one).name} · {one.at:%Y-%m-%d %H:%M} UTC")
            for one in queries.cuts(scope().id)
        ]
        self.cut.choices = [("", _("Now")), *earlier]
        for field in (self.purpose, self.cut):
            known = [value for value, _word in field.choices]
            field.data = field.data if field.data in known else known[0]
            field.label.text = _(field.label.text)
            field.flags.required = True

    @property
    def chosen_cut(self) -> UUID | None:
        """The earlier cut that was chosen; None to cut now."""
        return UUID(self.cut.data) if self.cut.data else None


class RecipientsForm(FlaskForm):
    """Auditors by name, and the language that they are written to in."""

    recipients = TextAreaField(
        N_("Auditors who receive anchors"),
        description=N_("One a line: name, mail address. At each closing a mail goes there."),
    )
    language = SelectField(N_("Language of these mails"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Fill in who is named already."""
        known = queries.recipients(scope().id)
        mine = current_language()
        super().__init__(
            data={
                "recipients": written([(one.name, one.email) for one in known]),
                "language": known[0].language if known else mine,
            },
            **settings,
        )
        for field in (self.recipients, self.language):
            field.label.text, field.description = (
                _(field.label.text),
                _(field.description) if field.description else "",
            )
        self.language.choices = [(code, language_names([code], mine)) for code in LANGUAGES]

    def keep(self) -> bool:
        """Name these auditors; False with the fault at its field."""
        language = str(self.language.data) if self.language.data in LANGUAGES else current_language()
        try:
            found = read_recipients(str(self.recipients.data or ""))
        except Refusal as refusal:
            self.recipients.errors = [_(refusal.message, **refusal.params)]
            return False
        service.set_recipients(scope().id, [(name, address, language) for name, address in found])
        return True
