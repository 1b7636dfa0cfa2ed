"""The form as somebody else fills it in for a person: nothing that only the person may know is required."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.registration.rules.form import CORE, Form, Kind, Question, default_form, field_of
from app.registration.rules.questions import Questions
from app.registration.rules.states import LOCKED

PRIVATE = frozenset({"diet", "access", "email"})
"""What tells of faith or health, and the address to which the way to all of it is sent."""

ALONE = frozenset({Kind.FILE, Kind.CONSENT})
"""What nobody gives for a person who can do it on a page of their own."""


def for_another(asked: Questions) -> Questions:
    """The form for whoever speaks for a person with all their answers: the desk, or a focal point who gave them."""
    return replace(asked, by_focal=True, form=_eased(asked.form, lambda _question: True))


def for_table(asked: Questions) -> Questions:
    """The form for a table that the desk brings in: answers may be missing, an address too."""
    return replace(asked, form=_eased(asked.form, lambda _question: True))


def for_focal_point(asked: Questions, answered: Mapping[str, str]) -> Questions:
    """The form for a focal point, of a person whose answers are their own: what the badge shows, and what is open.

    What was answered (by field, '' where nothing was) and is not on the badge is not shown, whoever answered it.
    """

    def keeps(question: Question) -> bool:
        is_open = not answered.get(field_of(question.key), "").strip()
        may_be_said = question.key not in PRIVATE and question.kind not in ALONE
        return question.key in LOCKED or (is_open and may_be_said)

    return replace(asked, by_focal=True, form=_eased(asked.form, keeps))


INVITED_BY = frozenset(
    {
        "honorific",
        "name_ar",
        "name_latin",
        "function",
        "category",
        "country",
        "city",
        "email",
        "phone",
        "language",
    }
)
"""What the secretariat says of somebody whom it invites; the rest they answer themselves."""


def for_invitation(asked: Questions) -> Questions:
    """What is said to invite somebody, by the program's own form; nobody consents for them."""
    form = _eased(default_form(), lambda question: question.key in INVITED_BY)
    return replace(asked, by_focal=True, form=form, consents=())


def _eased(form: Form, keeps: Callable[[Question], bool]) -> Form:
    sections = (
        replace(section, questions=tuple(_ease(one) for one in section.questions if keeps(one)))
        for section in form.sections
    )
    return replace(form, sections=tuple(sections))


def _ease(question: Question) -> Question:
    return question if question.key in CORE.keys() - {"email", "photo"} else replace(question, required=False)
