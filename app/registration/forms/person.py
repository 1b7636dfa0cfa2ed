"""The form of a registration, made from what the event asks; it shows, and `rules` judge what was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)

from app.kernel.i18n import _, country_name, current_language
from app.registration import queries
from app.registration.forms.added import ATTRIBUTES, choices_for, field_for
from app.registration.forms.entries import (
    CONTROLS,
    SIDE_BY_SIDE,
    Entry,
    Part,
    kept_file,
    look,
    rows,
    when,
)
from app.registration.models import Registration
from app.registration.queries import GENDER_WORDS, country_choices, language_name
from app.registration.rules import (
    CORE,
    NO_INTERPRETATION,
    Faulty,
    Kind,
    Question,
    Questions,
    consent_field,
    due,
    field_of,
)
from app.registration.rules.form.core import SECTIONS


def _one_of() -> RadioField:
    return RadioField(validate_choice=False, choices=[])


class PersonForm(FlaskForm):
    """What a delegate says of themselves."""

    honorific = StringField()
    name_ar = StringField()
    name_latin = StringField()
    function = StringField()
    category = _one_of()
    gender = _one_of()
    photo = HiddenField()
    photo_left = StringField()
    photo_top = StringField()
    photo_width = StringField()
    country = SelectField(validate_choice=False)
    city = StringField()
    email = EmailField()
    email_choice = _one_of()
    phone = TelField()
    language = _one_of()
    interpretation = _one_of()
    diet = TextAreaField()
    access = TextAreaField()

    def __init__(self, asked: Questions, raw: Mapping[str, str] | None = None) -> None:
        """Fill in what can be chosen, in the visitor's language, and what was typed (`raw`)."""
        super().__init__(formdata=None if raw is None else _as_sent(raw, asked))
        lang = current_language()
        self.asked, self.raw = asked, raw or {}
        self.category.choices = [(one.key, one.name.pick(lang, asked.fallback)) for one in asked.categories]
        self.gender.choices = [(key, _(word)) for key, word in GENDER_WORDS.items()]
        self.country.choices = country_choices(asked.network, lang)
        self.language.choices = [(code, language_name(code, code)) for code in asked.languages]
        heard = [(code, language_name(code, lang)) for code in asked.interpretation]
        self.interpretation.choices = [*heard, (NO_INTERPRETATION, _("None"))] if heard else []
        self.email_choice.label.text = _("Which address is right?")
        self.cities = tuple(_city_choices(asked, lang))
        for question in asked.form.questions():
            self._word(question, lang)

    def _word(self, question: Question, lang: str) -> None:
        """The words of a question: the form's own, else the program's."""
        field = self[field_of(question.key)]
        fallback = self.asked.fallback
        label, help_ = question.label.pick(lang, fallback), question.help.pick(lang, fallback)
        if question.key in CORE:
            core = CORE[question.key]
            label, help_ = label or _(core.label), help_ or (_(core.help) if core.help else "")
        elif question.kind is Kind.COUNTRY:
            field.choices = country_choices(self.asked.network, lang)
        elif hasattr(field, "choices"):
            field.choices = choices_for(question, lang, fallback, self.raw.get(field.name, ""))
        field.label.text, field.description = label, help_
        # Of the names at least one: neither is optional, and neither is required by itself.
        field.flags.required = question.required or question.key in ("name_ar", "name_latin")

    def parts(self) -> Iterator[Part]:
        """The sections with what is asked in them; what is not due stands hidden, for the script to show."""
        lang = current_language()
        shown = {question.key for question in due(self.asked.form, self.raw)}
        for section in self.asked.form.sections:
            entries = [
                self._entry(question, question.key in shown)
                for question in section.questions
                if not question.hidden and (question.key != "interpretation" or self.interpretation.choices)
            ]
            if entries:
                own = section.title.pick(lang, self.asked.fallback)
                known = SECTIONS.get(section.key)
                yield Part(own or (_(known[0]) if known else ""), tuple(rows(entries, lang)))

    def _entry(self, question: Question, shown: bool) -> Entry:
        field = self[field_of(question.key)]
        core = question.key in CORE
        attributes = dict(CONTROLS.get(question.key, {}) if core else ATTRIBUTES.get(question.kind, {}))
        file = kept_file(self.raw.get(field.name, "")) if question.kind in (Kind.FILE, Kind.PHOTO) else None
        return Entry(
            key=question.key, field=field, look=look(question, field), attributes=attributes,
            row=question.key in SIDE_BY_SIDE or question.kind is Kind.YESNO,
            when=when(question), shown=shown, file=file,
        )  # fmt: skip

    def show(self, faulty: Faulty) -> None:
        """Put the faults at their fields; a mistyped address also brings the question which one is right."""
        for fault in faulty.faults:
            field: Field = self[fault.field]
            field.errors = [*field.errors, _(fault.message, **fault.params)]
            if fault.code == "mistyped-email" and fault.field == "email":
                typed, meant = str(self.email.data).strip().lower(), str(fault.params["suggestion"])
                self.email_choice.choices = [(meant, meant), (typed, typed)]


def _city_choices(asked: Questions, lang: str) -> Iterator[tuple[str, str]]:
    for city in asked.cities:
        yield city.name.pick(lang, asked.fallback), country_name(city.country, lang)


def _as_sent(raw: Mapping[str, str], asked: Questions) -> MultiDict[str, str]:
    """Answers as a browser sends them: several choices each by itself."""
    many = {field_of(one.key) for one in asked.form.questions() if one.kind is Kind.SEVERAL}
    return MultiDict(
        (name, part) for name, text in raw.items() for part in (text.split("\n") if name in many else [text])
    )


class RegistrationForm(PersonForm):
    """A whole registration; `submission` is made with the page, so that a second press is known as one."""

    submission = HiddenField()
    consents: tuple[Field, ...] = ()


def registration_form(asked: Questions, raw: Mapping[str, str] | None = None) -> RegistrationForm:
    """The form with the questions that the event added and one box for each consent that it asks."""
    boxes = {consent_field(one.key): BooleanField() for one in asked.consents}
    form: RegistrationForm = _with(RegistrationForm, asked, boxes)(asked, raw)
    form.consents = tuple(form[name] for name in boxes)
    for one, field in zip(asked.consents, form.consents, strict=True):
        field.label.text = one.text.pick(current_language(), asked.fallback)
        field.flags.required = one.required
    return form


def change_form(
    registration: Registration, asked: Questions, raw: Mapping[str, str] | None = None
) -> PersonForm:
    """The same answers once more, filled in; consents are changed one by one elsewhere."""
    raw = known_answers(registration, asked) if raw is None else raw
    form: PersonForm = _with(PersonForm, asked, {})(asked, raw)
    return form


def known_answers(registration: Registration, asked: Questions) -> dict[str, str]:
    """What a registration says, as text by the form's fields; what was asked for and is not decided yet goes before."""
    raw = queries.raw_answers(registration, current_language(), asked.fallback)
    proposed = registration.proposed or {}
    raw |= {name: str(value) for name, value in proposed.items() if name in CORE}
    if "category_id" in proposed:
        kind = proposed["category_id"]
        raw["category"] = next((one.key for one in asked.categories if str(one.id) == kind), "")
    if "city_id" in proposed or "city_typed" in proposed:
        city = proposed.get("city_id", registration.city_id)
        known = next((one for one in asked.cities if str(one.id) == str(city)), None)
        typed = proposed.get("city_typed", registration.city_typed)
        raw["city"] = known.name.pick(current_language(), asked.fallback) if known else typed
    if crop := raw.get("photo_crop"):
        raw |= dict(zip(("photo_left", "photo_top", "photo_width"), crop.split(","), strict=False))
    return raw


def _with(base: Any, asked: Questions, more: dict[str, Any]) -> Any:
    """The form's class with a field for each added question."""
    fields = {
        field_of(question.key): field_for(question)
        for question in asked.form.questions()
        if question.key not in CORE
    }
    return type(base.__name__, (base,), {**fields, **more})
