"""Importing sessions at the desk: a calendar or a spreadsheet is read first, and taken once its list was seen."""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import service
from app.agenda.service import Taken
from app.agenda.views.blueprint import NAMES, blueprint, desk_page
from app.events.rules import EventFileFaults
from app.kernel import guard
from app.kernel.i18n import N_, _, current_language, language_names, ngettext, separator
from app.kernel.scope import scope
from app.kernel.tables import Unreadable
from app.kernel.web import takes_files

MOST = 2 * 1024 * 1024
CARRIED = 400_000  # characters of a field that carries the checked file to the next page
COLUMNS = (
    "key, day, starts, ends, room, kind, number, title_ar, title_fr, title_en, subtitle_ar, description_ar, speakers, "
    "moderators, rapporteurs, languages, interpretation, attendance, decides, state"
)
NO_FILE = N_("Choose a file first.")


@blueprint.get("/desk/<event>/agenda/import")
@guard.requires("agenda.edit")
def import_file(event: str) -> str:
    """What can be read, and the field for it."""
    return _page()


@blueprint.post("/desk/<event>/agenda/import")
@guard.requires("agenda.edit")
@takes_files(MOST + 64 * 1024)
def take_file(event: str) -> ResponseReturnValue:
    """Show what the file would change or every fault in it by line; or take it, where that was pressed."""
    sent = request.files.get("file")
    content = sent.read(MOST + 1) if sent and sent.filename else _unpacked(request.form.get("checked", ""))
    if not content or len(content) > MOST:
        return _page(fault=_(NO_FILE) if not content else _("What was sent is too large.")), 422
    try:
        if request.form.get("act") != "take":
            return _page(taken=service.read_sessions(scope().id, content), checked=_packed(content))
        done = service.import_sessions(scope().id, content)
    except EventFileFaults as error:
        return _page(faults=[one.say(_) for one in error.faults]), 422
    except Unreadable as error:
        return _page(fault=_(error.message, **error.params)), 422
    number = sum(bool(one.fields) for one in done)
    words = ngettext(
        "One session was taken into the draft.", "%(num)s sessions were taken into the draft.", number
    )
    flash(words, "go" if number else "info")
    return redirect(url_for("agenda_desk.agenda", event=scope().slug), 303)


def _packed(content: bytes) -> str:
    """A file that was checked, for a field of the page; "" where it is too large for one, and is chosen again."""
    packed = b64encode(zlib.compress(content)).decode()
    return packed if len(packed) <= CARRIED else ""


def _unpacked(packed: str) -> bytes:
    """The file out of such a field, which is checked again like any other; b"" where the field was tampered with."""
    try:
        return zlib.decompressobj().decompress(b64decode(packed, validate=True), MOST + 1)
    except (ValueError, zlib.error):
        return b""


def _page(
    taken: tuple[Taken, ...] | None = None,
    faults: list[str] | None = None,
    fault: str = "",
    checked: str = "",
) -> str:
    lines = [
        {
            "line": one.line,
            "title": one.title.best(current_language(), scope().languages),
            "chip": ("info", _("New"))
            if one.new
            else ("wait", _("Changes"))
            if one.fields
            else ("none", _("The same")),
            "fields": ""
            if one.new
            else separator(current_language()).join(_field(name) for name in one.fields),
        }
        for one in taken or ()
    ]
    return desk_page(
        "import.html", lines=lines, read=taken is not None, faults=faults or [], fault=fault, columns=COLUMNS,
        checked=checked,
    )  # fmt: skip


def _field(name: str) -> str:
    field, _dot, code = name.partition(".")
    word = _(NAMES[field]) if field in NAMES else field
    return f"{word} ({language_names([code], current_language())})" if code else word
