"""What a page sent: fields as text, and uploads stored at once, so that a fault elsewhere does not lose them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import request
from werkzeug.datastructures import FileStorage

from app.kernel import guard, storage
from app.kernel.storage import MB, FileRefused
from app.registration import service
from app.registration.rules import Fault, Faulty, Form, Kind, field_of

MOST = 40 * MB
"""Bytes of one form with all its files."""

FROM_ONE_PLACE = "200/hour"  # files from one address: a delegation's worth of photos, no flood

Checked = TypeVar("Checked")


@dataclass(frozen=True)
class Typed:
    """The answers as text by field, and what is wrong with files that came along."""

    raw: dict[str, str]
    refused: tuple[Fault, ...] = ()

    def check(self, check: Callable[[dict[str, str]], Checked]) -> Checked:
        """What the check makes of the answers; raises Faulty with its faults and those of the files."""
        bad = {fault.field for fault in self.refused}
        try:
            found = check(self.raw)
        except Faulty as faulty:
            raise Faulty(*self.refused, *(one for one in faulty.faults if one.field not in bad)) from faulty
        if self.refused:
            raise Faulty(*self.refused)
        return found


def read_typed(event_id: UUID, form: Form) -> Typed:
    """The request's fields, several values on lines of their own, and its files by the key of what was stored."""
    raw = {name: "\n".join(request.form.getlist(name)) for name in request.form}
    refused: list[Fault] = []
    for question in form.questions():
        if question.kind not in (Kind.FILE, Kind.PHOTO) or question.hidden:
            continue
        name = field_of(question.key)
        if raw.get(f"drop_{name}"):
            raw[name] = ""
        sent = _sent(request.files.getlist(f"upload_{name}"))
        if sent is not None:
            try:
                raw[name] = _stored(event_id, sent, question.kind)
            except FileRefused as error:
                refused.append(Fault(name, error.code, error.params, error.message))
    if any(raw.get(f"photo_{side}") for side in ("left", "top", "width")):
        raw["photo_crop"] = ",".join(raw.get(f"photo_{side}", "") or "0" for side in ("left", "top", "width"))
    return Typed(raw, tuple(refused))


def _sent(files: Iterable[FileStorage]) -> FileStorage | None:
    """The first file that was chosen: an input left empty sends one without name and content."""
    return next((file for file in files if file.filename), None)


def _stored(event_id: UUID, sent: FileStorage, kind: Kind) -> str:
    if guard.actor().kind != "user":
        guard.limit("files from", guard.address(), FROM_ONE_PLACE)
        storage.check_unclaimed(event_id)
    if kind is Kind.PHOTO:
        return service.take_photo(event_id, sent.stream).key
    return service.take_file(event_id, sent.stream, sent.filename or "").key
