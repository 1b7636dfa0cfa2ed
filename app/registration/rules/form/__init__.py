"""Forms made at the desk: questions, when they are due, what their answers must be, and how a form is changed."""

from app.registration.rules.form.core import CORE, Core, default_form
from app.registration.rules.form.document import (
    CHOOSING,
    Choice,
    Condition,
    Form,
    FormFault,
    Kind,
    Question,
    Section,
)
from app.registration.rules.form.due import due, field_of, said
from app.registration.rules.form.problems import problems
from app.registration.rules.form.reading import FormFaults, plain_form, read_form
from app.registration.rules.form.values import Own, check_own, raw_of

__all__ = [
    "CHOOSING",
    "CORE",
    "Choice",
    "Condition",
    "Core",
    "Form",
    "FormFault",
    "FormFaults",
    "Kind",
    "Own",
    "Question",
    "Section",
    "check_own",
    "default_form",
    "due",
    "field_of",
    "plain_form",
    "problems",
    "raw_of",
    "read_form",
    "said",
]
