"""The form as somebody else fills it in for a person: nothing that only the person may know is required."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.registration.rules.form import CORE, Form, Kind, Question, default_form
from app.registration.rules.questions import Questions

PRIVATE = frozenset({"diet", "access", "email"})
"""What tells of faith or health, and the address to which the way to all of it is sent."""


def for_focal_point(asked: Questions, *, has_own_page: bool) -> Questions:
    """The form for a focal point; who has a page of their own answers there what is private."""

    def keeps(question: Question) -> bool:
        return not has_own_page or (question.key not in PRIVATE and question.kind is not Kind.FILE)

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
