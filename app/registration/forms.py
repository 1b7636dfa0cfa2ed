"""The form of a registration, made from what the event asks; it shows, and `rules` judge what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
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

from app.kernel.i18n import N_, _, country_name, current_language
from app.registration import queries
from app.registration.models import Registration
from app.registration.queries import GENDER_WORDS, country_choices, language_name
from app.registration.rules import (
    NO_INTERPRETATION,
    Faulty,
    Questions,
    consent_field,
)

REQUIRED = ("name_ar", "name_latin", "category", "country", "city", "email", "email_choice", "language")
"""Of the names at least one; whether an address is right is asked only in doubt."""


def _one_of(label: str, **settings: Any) -> RadioField:
    return RadioField(label, validate_choice=False, choices=[], **settings)


class PersonForm(FlaskForm):
    """What a delegate says of themselves."""

    honorific = StringField(N_("Honorific"), description=N_("As you wish to be addressed: H.E., Dr, Ms, Mr…"))
    name_ar = StringField(N_("Name in Arabic letters"))
    name_latin = StringField(N_("Name in Latin letters"))
    function = StringField(N_("Function"), description=N_("For example: mayor, deputy mayor, director"))
    category = _one_of(N_("You come as"))
    gender = _one_of(
        N_("Gender"), description=N_("For the figures on equality only; never on a badge or a list.")
    )
    country = SelectField(N_("Country"), validate_choice=False)
    city = StringField(N_("City"), description=N_("Choose from the list, or type another."))
    email = EmailField(N_("Mail address"), description=N_("Your personal link and your badge go there."))
    email_choice = _one_of(N_("Which address is right?"))
    phone = TelField(N_("Phone"), description=N_("As you dial it at home, or with + and the country’s code."))
    language = _one_of(N_("We write to you in"))
    interpretation = _one_of(N_("Interpretation you need"))
    diet = TextAreaField(N_("Meals"), description=N_("What you do not eat, allergies."))
    access = TextAreaField(
        N_("Access and assistance"),
        description=N_("What you need to take part. It is stored encrypted, for those who prepare it."),
    )

    def __init__(self, asked: Questions, **settings: Any) -> None:
        """Fill in what can be chosen, in the visitor's language."""
        super().__init__(**settings)
        lang = current_language()
        self.category.choices = [(one.key, one.name.pick(lang, asked.fallback)) for one in asked.categories]
        self.gender.choices = [(key, _(word)) for key, word in GENDER_WORDS.items()]
        self.country.choices = country_choices(asked.network, lang)
        self.language.choices = [(code, language_name(code, code)) for code in asked.languages]
        heard = [(code, language_name(code, lang)) for code in asked.interpretation]
        self.interpretation.choices = [*heard, (NO_INTERPRETATION, _("None"))] if heard else []
        self.cities = tuple(_city_choices(asked, lang))
        for field in self:
            field.label.text = _(field.label.text) if field.label.text else ""
            field.description = _(field.description) if field.description else ""
            if field.short_name in REQUIRED:
                field.flags.required = True

    def show(self, faulty: Faulty) -> None:
        """Put the faults at their fields; a mistyped address also brings the question which one is right."""
        for fault in faulty.faults:
            field: Field = self[fault.field]
            field.errors = [*field.errors, _(fault.message, **fault.params)]
            if fault.code == "mistyped-email":
                typed, meant = str(self.email.data).strip().lower(), str(fault.params["suggestion"])
                self.email_choice.choices = [(meant, meant), (typed, typed)]


def _city_choices(asked: Questions, lang: str) -> Iterator[tuple[str, str]]:
    for city in asked.cities:
        yield city.name.pick(lang, asked.fallback), country_name(city.country, lang)


class RegistrationForm(PersonForm):
    """A whole registration; `submission` is made with the page, so that a second press is known as one."""

    submission = HiddenField()
    consents: tuple[Field, ...] = ()


def registration_form(asked: Questions, known: Registration | None = None) -> RegistrationForm:
    """The form with one box for each consent that the event asks; of someone invited, with what is `known`."""

    class WithConsents(RegistrationForm):
        pass

    for one in asked.consents:
        setattr(WithConsents, consent_field(one.key), BooleanField())
    form = WithConsents(asked, data=_stored(known, asked) if known else None)
    form.consents = tuple(form[consent_field(one.key)] for one in asked.consents)
    for one, field in zip(asked.consents, form.consents, strict=True):
        field.label.text = one.text.pick(current_language(), asked.fallback)
        field.flags.required = one.required
    return form


def change_form(registration: Registration, asked: Questions) -> PersonForm:
    """The same answers once more, filled in; consents are changed one by one elsewhere."""
    return PersonForm(asked, data=_stored(registration, asked))


def _stored(registration: Registration, asked: Questions) -> dict[str, Any]:
    """What a registration says by the form's fields; what was asked for and is not decided yet before the rest."""
    names = (
        "honorific", "name_ar", "name_latin", "function", "gender", "country", "email", "phone", "language",
        "interpretation", "diet",
    )  # fmt: skip
    proposed = registration.proposed or {}
    stored = {name: proposed.get(name, getattr(registration, name)) for name in names}
    kind, city = proposed.get("category_id", registration.category_id), registration.city_id
    if "city_id" in proposed:
        city = proposed["city_id"]
    stored["category"] = next((one.key for one in asked.categories if str(one.id) == str(kind)), "")
    stored["access"] = queries.access_needs(registration)
    known = next((one for one in asked.cities if str(one.id) == str(city)), None)
    typed = proposed.get("city_typed", registration.city_typed)
    stored["city"] = known.name.pick(current_language(), asked.fallback) if known else typed
    return stored
