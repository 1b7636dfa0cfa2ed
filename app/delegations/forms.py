"""The forms of a focal point (a row for each person, and what they share) and of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TimeField,
)
from wtforms.validators import Length, NumberRange, Optional

from app.delegations.rules import LineFault
from app.delegations.rules.people import Shared
from app.kernel.i18n import N_, _, current_language
from app.registration.models import Delegation, Registration
from app.registration.queries import GENDER_WORDS, language_name
from app.registration.rules import Faulty, Questions
from app.travel.rules.answers import FAULTS

BLANK = ("name_ar", "name_latin", "function", "email", "phone")
"""A row in which none of these is filled in is left out."""


class PersonRow(FlaskForm):
    """One person of a delegation, as short as can be."""

    name_ar = StringField(N_("Name in Arabic letters"))
    name_latin = StringField(N_("Name in Latin letters"))
    honorific = StringField(N_("Honorific"))
    function = StringField(N_("Function"))
    category = SelectField(N_("Comes as"), validate_choice=False)
    gender = SelectField(N_("Gender"), validate_choice=False)
    email = EmailField(N_("Mail address"), description=N_("If they have one: their own page comes by mail."))
    email_choice = RadioField(N_("Which address is right?"), validate_choice=False, choices=[])
    phone = TelField(N_("Phone"))

    def __init__(self, asked: Questions, **settings: Any) -> None:
        """Fill in what can be chosen, in the visitor's language."""
        super().__init__(**settings)
        language = current_language()
        named = [(one.key, one.name.pick(language, asked.fallback)) for one in asked.categories]
        self.category.choices = [("", ""), *named] if len(named) > 1 else named
        self.gender.choices = [("", ""), *((key, _(word)) for key, word in GENDER_WORDS.items())]
        _translate(self, ("name_ar", "name_latin", "category", "email_choice"))

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        return {field.short_name: str(field.data or "") for field in self if field.short_name != "csrf_token"}

    @property
    def is_blank(self) -> bool:
        """True where nothing was filled in."""
        return not any(self.typed[name].strip() for name in BLANK)

    def show(self, faulty: Faulty) -> None:
        """Put the faults at their fields; what is not among them at the name."""
        for fault in faulty.faults:
            field: Field = self[fault.field] if fault.field in self else self["name_latin"]
            field.errors = [*field.errors, _(fault.message, **fault.params)]
            if fault.code == "mistyped-email":
                typed, meant = str(self.email.data).strip().lower(), str(fault.params["suggestion"])
                self.email_choice.choices = [(meant, meant), (typed, typed)]


def row_of(person: Registration, asked: Questions) -> PersonRow:
    """A row with the place that a person has, for whoever comes instead."""
    return PersonRow(asked, prefix="p0-", data={"category": person.category.key})


class SharedForm(FlaskForm):
    """What a focal point says once for everyone."""

    city = StringField(N_("City"))
    language = SelectField(N_("We write to them in"), validate_choice=False)
    consents: Mapping[str, Field] = {}

    @property
    def given(self) -> frozenset[str]:
        """Keys of the consents that were ticked."""
        return frozenset(key for key, field in self.consents.items() if field.data)


def shared_form(delegation: Delegation, asked: Questions) -> SharedForm:
    """The form with a box for each consent that nobody can do without; the others each person gives alone."""

    class WithConsents(SharedForm):
        pass

    needed = [one for one in asked.consents if one.required]
    for one in needed:
        setattr(WithConsents, f"consent_{one.key}", BooleanField())
    city = delegation.title.pick(delegation.language, asked.fallback)
    form = WithConsents(prefix="s-", data={"language": delegation.language, "city": city})
    form.language.choices = [(code, language_name(code, code)) for code in asked.languages]
    form.consents = {one.key: form[f"consent_{one.key}"] for one in needed}
    _translate(form, ("language", "city"))
    for one in needed:
        form.consents[one.key].label.text = one.text.pick(current_language(), asked.fallback)
        form.consents[one.key].flags.required = True
    return form


class StayForm(FlaskForm):
    """Of travel and stay what a delegation usually shares."""

    arrives_day = DateField(N_("Day of arrival"))
    arrives_time = TimeField(N_("Hour of arrival"))
    arrives_number = StringField(N_("Flight or train"), description=N_("For example: AH 4204"))
    departs_day = DateField(N_("Day of departure"))
    departs_time = TimeField(N_("Hour of departure"))
    hotel = SelectField(N_("Hotel"), validate_choice=False)
    elsewhere = StringField(N_("Where else you stay"), description=N_("With family, in a residence…"))

    def __init__(self, hotels: Sequence[tuple[str, str]]) -> None:
        """Fill in the hotels, as (id, name)."""
        super().__init__(prefix="t-")
        self.hotel.choices = [("", _("None of these")), *hotels]
        if not hotels:
            self.elsewhere.label.text = N_("Where they stay")
        _translate(self, ())

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field."""
        return {field.short_name: request.form.get(field.name, "") for field in self}

    def show(self, faulty: Faulty) -> None:
        """Put the faults at their fields."""
        for fault in faulty.faults:
            self[fault.field].errors = [*self[fault.field].errors, _(FAULTS[fault.code], **fault.params)]


def shared_of(form: SharedForm, delegation: Delegation, asked: Questions) -> Shared:
    """What was said once; the city is the delegation's own where the event knows it."""
    city = (
        delegation.title.pick(delegation.language, asked.fallback) if delegation.city_id else form.city.data
    )
    return Shared(delegation.country, str(city or ""), str(form.language.data or ""), form.given)


class DelegationForm(FlaskForm):
    """A delegation at the desk; one number of places for each category."""

    city = SelectField(N_("City"), validate_choice=False)
    name_ar = StringField(N_("Name in Arabic letters"), validators=[Length(max=200)])
    name_fr = StringField(
        N_("Name in Latin letters"),
        description=N_("Of an institution, or of a city that is not in the list."),
        validators=[Length(max=200)],
    )
    country = SelectField(N_("Country"))
    places = IntegerField(N_("Places in all"), validators=[Optional(), NumberRange(0, 10_000)])
    position = IntegerField(
        N_("Place in the order of protocol"), validators=[Optional(), NumberRange(0, 100_000)]
    )
    focal_name = StringField(N_("Name of the focal point"), validators=[Length(max=200)])
    focal_email = EmailField(N_("Mail address of the focal point"), validators=[Length(max=254)])
    language = SelectField(N_("We write to them in"))
    quotas: Mapping[str, Field] = {}


def delegation_form(
    asked: Questions, countries: dict[str, list[tuple[str, str]]], known: dict[str, Any]
) -> DelegationForm:
    """The form with a number for each category; `known` by field's name, quotas as quota_KEY."""

    class WithQuotas(DelegationForm):
        pass

    language = current_language()
    for one in asked.categories:
        label = one.name.pick(language, asked.fallback)
        setattr(
            WithQuotas,
            f"quota_{one.key}",
            IntegerField(label, validators=[Optional(), NumberRange(0, 10_000)]),
        )
    form = WithQuotas(data=known)
    named = [(str(one.id), one.name.pick(language, asked.fallback)) for one in asked.cities]
    form.city.choices = [("", _("Not in the list")), *named]
    form.country.choices = countries
    form.language.choices = [(code, language_name(code, code)) for code in asked.languages]
    form.quotas = {one.key: form[f"quota_{one.key}"] for one in asked.categories}
    _translate(form, ("country", "language"))
    return form


def _translate(form: FlaskForm, required: tuple[str, ...]) -> None:
    for field in form:
        if field.label.text and not field.short_name.startswith("quota_"):
            field.label.text = _(field.label.text)
        field.description = _(field.description) if field.description else ""
        field.flags.required = field.short_name in required


def said(faults: Sequence[LineFault], heads: Mapping[str, str]) -> list[dict[str, Any]]:
    """What is wrong in a sheet, in the reader's language; `heads` names its columns."""
    return [
        {
            "line": one.line,
            "column": _(heads.get(one.column, one.column)),
            "message": _(one.message, **one.params),
        }
        for one in faults
    ]
