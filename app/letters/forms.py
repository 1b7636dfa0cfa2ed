"""Forms of words, of mails to many, and of the letterhead; `rules` judge what was typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    FileField,
    MultipleFileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from app.events import queries as events
from app.kernel.i18n import LANGUAGES, N_, Text, _, country_name, current_language
from app.kernel.scope import scope
from app.kernel.storage import FileRefused
from app.letters import queries, service
from app.letters.models import Letterhead
from app.letters.queries import Wanted, Words
from app.letters.rules import KINDS, FaultyWords, letter
from app.registration import queries as registrations
from app.registration.rules import STATES

STATE_WORDS = {
    "invited": N_("Invited"),
    "submitted": N_("Waiting"),
    "waiting": N_("Waiting list"),
    "approved": N_("Approved"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}


class WordsForm(FlaskForm):
    """Subject and body for one occasion in one language."""

    subject = StringField(N_("Subject"))
    body = TextAreaField(N_("Text"))

    def __init__(self, **settings: Any) -> None:
        """Speak the visitor's language; both are always needed."""
        super().__init__(**settings)
        for field in (self.subject, self.body):
            field.label.text = _(field.label.text)
            field.flags.required = True

    @property
    def typed(self) -> Words:
        """What was typed."""
        return Words(str(self.subject.data or ""), str(self.body.data or ""))

    def show(self, faulty: FaultyWords, prefix: str = "") -> None:
        """Put the faults at their fields."""
        for fault in faulty.faults:
            field = self[f"{prefix}{fault.field}"]
            field.errors = [*field.errors, _(fault.message, **fault.params)]


class SendingForm(FlaskForm):
    """Whom to write to and what; words are asked in each language that the event speaks."""

    states = SelectMultipleField(N_("State"), validate_choice=False)
    categories = SelectMultipleField(N_("Category"), validate_choice=False)
    countries = SelectMultipleField(N_("Country"), validate_choice=False)
    text = StringField(N_("Name, city, mail address, phone or badge code"))
    letter_kind = SelectField(N_("Attach a letter"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Fill in what can be chosen, in the visitor's language."""
        super().__init__(**settings)
        here, language = scope(), current_language()
        self.states.choices = [(key, _(STATE_WORDS.get(key, key))) for key in STATES]
        kinds = events.categories(here.id)
        self.categories.choices = [(one.key, one.name.pick(language, here.languages)) for one in kinds]
        named = ((code, country_name(code, language)) for code in registrations.countries(here.id))
        self.countries.choices = sorted(named, key=lambda pair: pair[1])
        self.letter_kind.choices = [("", _("No letter")), *((kind, _(letter(kind).label)) for kind in KINDS)]
        for field in (self.states, self.categories, self.countries, self.text, self.letter_kind):
            field.label.text = _(field.label.text)

    @property
    def wanted(self) -> Wanted:
        """The filter as it was chosen; what is not offered does not count."""
        return chosen(self)


class LettersForm(FlaskForm):
    """Letters for many: which kind, for whom, in which language, and what is done with them."""

    kind = RadioField(N_("Letter"), validate_choice=False)
    languages = SelectField(N_("Language"), validate_choice=False)
    states = SelectMultipleField(N_("State"), validate_choice=False)
    categories = SelectMultipleField(N_("Category"), validate_choice=False)
    countries = SelectMultipleField(N_("Country"), validate_choice=False)
    text = StringField(N_("Name, city, mail address, phone or badge code"))
    hand_out = RadioField(N_("Then"), validate_choice=False)
    as_file = RadioField(N_("As a file"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Fill in what can be chosen; the first choice is the careful one."""
        super().__init__(**settings)
        whom = SendingForm()
        for name in ("states", "categories", "countries"):
            self[name].choices = whom[name].choices
        known = queries.languages(scope())
        pairs = [(f"{a}+{b}", f"{m} + {n}") for a, m in known for b, n in known if a != b]
        self.kind.choices = [(kind, _(letter(kind).label)) for kind in KINDS]
        self.languages.choices = [*known, *pairs]
        self.hand_out.choices = [
            ("keep", _("Keep them at the desk")),
            ("release", _("Let delegates fetch them on their page")),
            ("mail", _("Let delegates fetch them, and send them by mail")),
        ]
        self.as_file.choices = [("pdf", _("One PDF to print")), ("zip", _("An archive with one PDF each"))]
        for field in (self.kind, self.hand_out, self.as_file):
            field.data = field.data if field.data in dict(field.choices) else field.choices[0][0]
        for field in self:
            field.label.text = _(field.label.text) if field.label.text else ""
        for field in (self.kind, self.languages, self.hand_out, self.as_file):
            field.flags.required = True

    @property
    def wanted(self) -> Wanted:
        """The filter as it was chosen."""
        return chosen(self)

    @property
    def chosen_languages(self) -> list[str]:
        """One language, or two facing."""
        known = {value for value, _word in self.languages.choices}
        value = str(self.languages.data)
        return value.split("+") if value in known else [queries.languages(scope())[0][0]]

    @property
    def releases(self) -> bool:
        """Whether delegates may fetch them at once."""
        return self.hand_out.data in ("release", "mail")


class LetterheadForm(FlaskForm):
    """The letterhead; texts in each language of the program."""

    sender_ar = TextAreaField()
    sender_fr = TextAreaField()
    sender_en = TextAreaField()
    place_ar = StringField()
    place_fr = StringField()
    place_en = StringField()
    signer_ar = StringField()
    signer_fr = StringField()
    signer_en = StringField()
    signer_function_ar = StringField()
    signer_function_fr = StringField()
    signer_function_en = StringField()
    prefix = StringField(
        N_("Beginning of references"),
        description=N_("Letters, digits and hyphens; else the meeting’s address."),
    )
    hijri = BooleanField(N_("Write the Hijri date as well (Umm al-Qura calendar)"))
    signature = FileField(N_("Signature as a picture"), description=N_("PNG, JPEG or WebP, dark on white."))
    no_signature = BooleanField(N_("Take the signature away"))
    logos = MultipleFileField(N_("Logos to add"), description=N_("PNG, JPEG or WebP, up to six in all."))

    @classmethod
    def of(cls, head: Letterhead) -> LetterheadForm:
        """The form with what is known filled in."""
        texts = {
            f"{name}_{code}": getattr(head, name).get(code, "") for name in HEAD_TEXTS for code in LANGUAGES
        }
        form = cls(data={**texts, "prefix": head.prefix, "hijri": head.hijri})
        form.head = head
        for field in form:
            word = HEAD_TEXTS.get(field.short_name[:-3], field.label.text)
            field.label.text = _(word) if word else ""
            field.description = _(field.description) if field.description else ""
        return form

    head: Letterhead

    def keep(self, event_id: UUID) -> bool:
        """Keep what was typed and uploaded; False leaves the faults of pictures at their fields."""
        signature: str | None = "" if self.no_signature.data else None
        logos: list[str] = []
        given = request.files.get("signature")
        if given and given.filename:
            signature = self._picture(event_id, given, "signature", self.signature)
        for file in request.files.getlist("logos"):
            if file.filename:
                logos.append(self._picture(event_id, file, "logo", self.logos))
        if self.errors:
            return False
        said = {
            name: Text({code: str(self[f"{name}_{code}"].data or "")[:500] for code in LANGUAGES})
            for name in HEAD_TEXTS
        }
        service.save_letterhead(
            event_id, {**said, "prefix": str(self.prefix.data or "")[:40], "hijri": bool(self.hijri.data)},
            signature=signature, logos=logos, dropped=request.form.getlist("drop"),
        )  # fmt: skip
        return True

    def _picture(self, event_id: UUID, file: FileStorage, name: str, field: Any) -> str:
        try:
            return service.keep_picture(event_id, file.stream, name)
        except FileRefused as refused:
            field.errors = [*field.errors, _(refused.message, **refused.params)]
            return ""


HEAD_TEXTS = {
    "sender": N_("Who writes, a line each"),
    "place": N_("Place before the date"),
    "signer": N_("Name of who signs"),
    "signer_function": N_("Function of who signs"),
}


def chosen(form: Any) -> Wanted:
    """The filter that a form's ticks make; what is not offered does not count."""
    ticked = {
        name: tuple(key for key, _word in form[name].choices if key in (form[name].data or []))
        for name in ("states", "categories", "countries")
    }
    return Wanted(**ticked, text=str(form.text.data or "").strip()[:200])
