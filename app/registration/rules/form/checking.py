"""Answers against a form: what is asked, what it lacks, and what these answers say nothing about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.registration.rules.faults import Checklist, Fault, Wrong
from app.registration.rules.form.core import CORE
from app.registration.rules.form.document import Form, Question
from app.registration.rules.form.due import due, field_of
from app.registration.rules.form.values import Own, check_own, is_file_key, read_crop

Raw = Mapping[str, str]


@dataclass(frozen=True)
class Photo:
    """A photo that was sent: the key of the stored file, and which part of it is shown, None for the middle."""

    file: str
    crop: tuple[float, float, float] | None = None  # left, top and width as parts of the picture's sides


def asked_only(raw: Raw, asked: tuple[Question, ...]) -> dict[str, str]:
    """Without what was said to the program's own questions while they were not asked."""
    left_out = CORE.keys() - {question.key for question in asked}
    return {name: text for name, text in raw.items() if name not in left_out}


def _require(checks: Checklist, said: Raw, asked: tuple[Question, ...]) -> None:
    faulty = {fault.field for fault in checks.faults}
    for question in asked:
        if question.key in CORE and question.required and question.key not in faulty:
            with checks.at(question.key):
                if not said.get(question.key, "").strip():
                    raise Wrong("missing")


def check_added(
    checks: Checklist, said: Raw, asked: tuple[Question, ...], country: str, before: Raw
) -> dict[str, Any]:
    """The typed answers to what the event added, and the photo."""
    _require(checks, said, asked)
    own: list[Own] = []
    photo: Photo | None = None
    for question in asked:
        name = field_of(question.key)
        if question.key == "photo":
            with checks.at(name):
                photo = _photo(said)
        elif question.key not in CORE:
            with checks.at(name):
                answer = check_own(question, said, country, before.get(name, ""))
                own += [answer] if answer is not None else []
    return {"own": tuple(own), "photo": photo}


def _photo(said: Raw) -> Photo | None:
    file = said.get("photo", "").strip()
    if not file:
        return None
    if not is_file_key(file):
        raise Wrong("file-gone")
    return Photo(file, read_crop(said.get("photo_crop", "")))


def put_in_order(checks: Checklist, raw: Raw, form: Form, asked: tuple[Question, ...]) -> None:
    """Faults in the order of the form; a question that the page did not show yet is asked now, whatever it lacks."""
    if "asked" in raw:
        shown = set(raw["asked"].split())
        fresh = {field_of(question.key) for question in asked} - shown
        checks.faults = [fault for fault in checks.faults if fault.field not in fresh]
        checks.faults += [Fault(name, "now-asked") for name in fresh]
    order = {field_of(question.key): place for place, question in enumerate(form.questions())}
    checks.faults.sort(key=lambda fault: order.get(fault.field, len(order)))


def written(form: Form, asked: tuple[Question, ...], before: Raw | None) -> frozenset[str]:
    """What these answers speak about: what was asked, and what they themselves made fall away."""
    was = due(form, before) if before is not None else ()
    return frozenset(question.key for question in (*asked, *was))
