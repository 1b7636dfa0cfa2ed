"""The form of travel and stay; it shows, and `rules` judge what was typed."""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask import request
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.events.queries import get_event
from app.events.rules import is_country
from app.kernel.i18n import N_, _, country_name, current_language
from app.kernel.scope import Scope, scope
from app.registration import queries as registrations
from app.registration.models import Registration
from app.registration.rules import PassportFacts, check_passport
from app.registration.rules.folding import folded
from app.travel import queries, service
from app.travel.models import Hotel
from app.travel.rules import MEANS, Stay, check_stay, needs_visa_question
from app.travel.rules.answers import FAULTS, Faulty

PASSPORT = ("number", "country", "expires")


class StayForm(FlaskForm):
    """Arrival, departure, hotel and, where it is asked, the visa."""

    arrives_day = DateField(N_("Day of arrival"))
    arrives_time = TimeField(N_("Hour of arrival"))
    arrives_by = SelectField(N_("How you arrive"), validate_choice=False)
    arrives_number = StringField(N_("Flight or train"), description=N_("For example: AH 4204"))
    arrives_place = StringField(N_("Where you arrive"), description=N_("Airport, station or border post"))
    departs_day = DateField(N_("Day of departure"))
    departs_time = TimeField(N_("Hour of departure"))
    departs_by = SelectField(N_("How you leave"), validate_choice=False)
    departs_number = StringField(N_("Flight or train"))
    departs_place = StringField(N_("Where you leave from"))
    hotel = SelectField(N_("Hotel"), validate_choice=False)
    room = StringField(N_("Room number"))
    elsewhere = StringField(N_("Where else you stay"), description=N_("With family, in a residence…"))
    visa = RadioField(N_("Do you need a visa?"), validate_choice=False)
    passport_number = StringField(
        N_("Passport number"), description=N_("For the letter to the consulate only. It is stored encrypted.")
    )
    passport_country = SelectField(N_("Country of the passport"), validate_choice=False)
    passport_expires = DateField(N_("Passport valid until"))

    def __init__(self, here: Scope, hotels: list[Hotel], **settings: Any) -> None:
        """Fill in what can be chosen, in the visitor's language."""
        super().__init__(**settings)
        language = current_language()
        means = [("", ""), *((key, _(word)) for key, word in MEANS.items())]
        self.arrives_by.choices = self.departs_by.choices = means
        named = ((str(one.id), one.name.pick(language, here.languages)) for one in hotels)
        self.hotel.choices = [("", _("None of these")), *named]
        self.visa.choices = [("yes", _("Yes")), ("no", _("No"))]
        self.passport_country.choices = [("", ""), *_countries(language)]
        _translate(self)

    def show(self, faulty: Faulty) -> None:
        """Put the faults at their fields."""
        for fault in faulty.faults:
            field = self[fault.field]
            field.errors = [*field.errors, _(FAULTS[fault.code], **fault.params)]


def stay_form(here: Scope, hotels: list[Hotel], stay: Stay, passport: PassportFacts | None) -> StayForm:
    """The form with what is known filled in."""
    known: dict[str, Any] = {"room": stay.room, "elsewhere": stay.elsewhere, "visa": stay.visa}
    for way, leg in (("arrives", stay.arrival), ("departs", stay.departure)):
        known |= {f"{way}_day": leg.day, f"{way}_time": leg.hour, f"{way}_by": leg.by}
        known |= {f"{way}_number": leg.number, f"{way}_place": leg.place}
    known["hotel"] = str(stay.hotel_id or "")
    if passport:
        known |= {f"passport_{part}": getattr(passport, part) for part in ("number", "country", "expires")}
    return StayForm(here, hotels, data=known)


def asks_visa(person: Registration) -> bool:
    """Whether this delegate is asked about a visa."""
    return needs_visa_question(person.country, scope().country)


def form_of(person: Registration) -> StayForm:
    """The form with what is known of a delegate."""
    stay = queries.stay_of(queries.find(person.id))
    hotels = list(queries.hotels(person.event_id))
    return stay_form(scope(), hotels, stay, registrations.find_passport(person.id))


def save(person: Registration, form: StayForm, *, room: bool = False) -> bool:
    """Take what was typed; False leaves the faults in the form. The `room` is the desk's to give."""
    event, raw = get_event(person.event_id), dict(request.form)
    if not room:
        known = queries.find(person.id)
        raw["room"] = known.room if known and str(known.hotel_id or "") == raw.get("hotel", "") else ""
    hotels = [one.id for one in queries.hotels(event.id)]
    try:
        stay = check_stay(raw, days=(event.starts, event.ends), hotels=hotels, asks_visa=asks_visa(person))
        wanted = stay.visa == "yes" and any(raw.get(f"passport_{part}", "").strip() for part in PASSPORT)
        passport = check_passport(raw, event.ends) if wanted else None
    except Faulty as faulty:
        form.show(faulty)
        return False
    service.save(person.id, stay, passport)
    return True


def _countries(language: str) -> list[tuple[str, str]]:
    known = filter(is_country, map(str, Locale.parse("en").territories))
    return sorted(((code, country_name(code, language)) for code in known), key=lambda pair: folded(pair[1]))


class HotelForm(FlaskForm):
    """A hotel that the event knows."""

    name_ar = StringField(N_("Name in Arabic"), validators=[Length(max=200)])
    name_fr = StringField(N_("Name in Latin letters"), validators=[Length(max=200)])
    address = StringField(N_("Address"), validators=[Length(max=300)])
    phone = StringField(N_("Phone"), validators=[Length(max=40)])
    rooms = IntegerField(
        N_("Rooms held"),
        description=N_("How many rooms the secretariat holds there; 0 where nobody counts."),
        validators=[Optional(), NumberRange(0, 10_000)],
    )

    def __init__(self, **settings: Any) -> None:
        """Speak the visitor's language."""
        super().__init__(**settings)
        _translate(self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a name in one script at least."""
        fine = super().validate(extra_validators)
        if not (self.name_ar.data or "").strip() and not (self.name_fr.data or "").strip():
            self.name_fr.errors = [
                *self.name_fr.errors,
                _("Give the name in Arabic or in Latin letters, or both."),
            ]
            return False
        return bool(fine)


def _translate(form: FlaskForm) -> None:
    for field in form:
        field.label.text = _(field.label.text) if field.label.text else ""
        field.description = _(field.description) if field.description else ""
        field.flags.required = any(isinstance(one, InputRequired) for one in field.validators)
