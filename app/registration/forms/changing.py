"""Changing what a registration says, as the person themselves, a focal point or the desk does it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import request

from app.kernel.i18n import current_language
from app.kernel.ids import new_id
from app.kernel.scope import scope
from app.registration import queries, service
from app.registration.forms.person import PersonForm, change_form
from app.registration.forms.typed import read_typed
from app.registration.models import Registration
from app.registration.rules import Faulty, Questions, check_answers


def answered_questions() -> Questions:
    """What the page asked that was filled in: the form may have changed since it was opened."""
    one = scope()
    asked, number = queries.questions(one.id, one.version), request.form.get("form", "", type=str)
    if number.isdecimal() and len(number) < 6 and int(number) != asked.form.number:
        older = queries.find_form(one.id, int(number))
        return queries.asking(asked, older) if older is not None else asked
    return asked


def sent_as() -> UUID:
    """What a second press is known by, made with the page; new where it was tampered with."""
    try:
        return UUID(request.form.get("submission", ""))
    except ValueError:
        return new_id()


def changed_form(
    found: Registration, eased: Callable[[Questions], Questions] = lambda asked: asked
) -> PersonForm | None:
    """The form to show, with its faults where there are any; None once the answers are changed."""
    asked = eased(answered_questions())
    if request.method == "GET":
        return change_form(found, asked)
    typed = read_typed(scope().id, asked.form)
    # An address that was confirmed once is not asked about again.
    typed.raw.setdefault("email_choice", found.email)
    before = queries.raw_answers(found, current_language(), asked.fallback)
    try:
        service.change(found.id, typed.check(lambda raw: check_answers(raw, asked, before)))
    except Faulty as faulty:
        form = change_form(found, asked, typed.raw)
        form.show(faulty)
        return form
    return None
