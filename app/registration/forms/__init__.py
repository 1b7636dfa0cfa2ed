"""The form of a registration: made from what the event asks, filled with what was typed, shown section by section."""

from app.registration.forms.changing import answered_questions, changed_form, sent_as
from app.registration.forms.person import (
    PersonForm,
    RegistrationForm,
    known_answers,
    registration_form,
)
from app.registration.forms.typed import Typed, read_typed

__all__ = [
    "PersonForm",
    "RegistrationForm",
    "Typed",
    "answered_questions",
    "changed_form",
    "known_answers",
    "read_typed",
    "registration_form",
    "sent_as",
]
