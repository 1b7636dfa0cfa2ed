"""The address book of the agenda's desk, and what its pages share."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template, request, url_for

from app.agenda import queries
from app.agenda.forms import DeskForm
from app.agenda.rules import Overtaken, Role, SessionPart
from app.agenda.service import Stale
from app.audit import queries as journal
from app.kernel import guard
from app.kernel.i18n import N_, Text, _, current_language, language_names, separator
from app.kernel.scope import scope

blueprint = Blueprint("agenda_desk", __name__)

TABS = (
    ("agenda_desk.agenda", N_("Sessions")),
    ("agenda_desk.grid", N_("Day grid")),
    ("agenda_desk.rooms", N_("Rooms and days")),
    ("agenda_desk.speakers", N_("Speakers")),
    ("agenda_desk.documents", N_("Documents")),
    ("agenda_desk.versions", N_("Versions")),
    ("agenda_desk.event", N_("Event")),
)
"""The row of pages under the word Agenda."""

NAMES: Mapping[str, str] = {
    "kind": N_("Kind"),
    "number": N_("Session number"),
    "day": N_("Day"),
    "starts": N_("From"),
    "ends": N_("Until"),
    "ends_next_day": N_("Ends on the next day"),
    "room": N_("Room"),
    "continues": N_("Continues"),
    "attendance": N_("Attendance is taken"),
    "decides": N_("It decides"),
    "interpretation": N_("Interpretation into"),
    "languages": N_("Working languages"),
    "expected": N_("Categories"),
    "by_invitation": N_("Invited persons only"),
    "invited": N_("Invited persons"),
    "speakers": N_("Speakers"),
    "moderators": N_("Moderators"),
    "rapporteurs": N_("Rapporteurs"),
    "state": N_("State"),
    "title": N_("Title"),
    "subtitle": N_("Subtitle"),
    "description": N_("Description"),
    "topics": N_("Topics"),
    "name": N_("Name"),
    "name_ar": N_("Name in Arabic letters"),
    "name_latin": N_("Name in Latin letters"),
    "function": N_("Function"),
    "organisation": N_("Organisation"),
    "city": N_("City"),
    "country": N_("Country"),
    "biography": N_("Biography"),
    "registration": N_("This person is the delegate"),
    "capacity": N_("Seats"),
    "booths": N_("Booths for interpreters"),
    "session": N_("Session"),
    "audience": N_("Who may read it"),
    "theme": N_("Theme"),
    "summary": N_("Summary"),
    "venue": N_("Venue"),
    "host": N_("Host"),
    "contact": N_("Mail address of the secretariat"),
    "timezone": N_("Time zone"),
    "expected_delegates": N_("Delegates expected"),
}
"""Fields as both versions of a stale save name them."""


def desk_page(template: str, **facts: object) -> str:
    """A page under the word Agenda, with the row of its neighbours."""
    asked = request.endpoint or ""
    here = next((tab for tab, pages in FAMILIES.items() if asked.rpartition(".")[2] in pages), asked)
    tabs = [
        (url_for(endpoint, event=scope().slug), _(word), endpoint == here)
        for endpoint, word in TABS
        if endpoint != "agenda_desk.event" or guard.may("event.edit")
    ]
    return render_template(f"agenda/{template}", tabs_of=tabs, **facts)


FAMILIES: Mapping[str, tuple[str, ...]] = {
    "agenda_desk.agenda": (
        "new_session", "add_session", "session", "save_session", "return_session", "import_file", "take_file",
    ),
    "agenda_desk.grid": ("move", "save_move"),
    "agenda_desk.rooms": ("new_room", "add_room", "room", "save_room", "remove_room", "days"),
    "agenda_desk.speakers": ("new_speaker", "add_speaker", "speaker", "save_speaker", "remove_speaker"),
    "agenda_desk.documents": ("new_document", "add_document", "document", "save_document", "put_file"),
    "agenda_desk.versions": ("compare", "publish", "publish_draft", "restore"),
    "agenda_desk.event": ("save_event", "copy", "move_meeting"),
}  # fmt: skip
"""Pages that stand under a tab besides its own: forms, and what a refused one answers."""


def both_versions(error: Stale, subject: object = None) -> dict[str, object]:
    """A refused save as the page shows it: who saved what meanwhile, beside what was typed here."""
    ident = getattr(subject, "id", None)
    entries = journal.entries(journal.Filter(scope().id, subject_id=ident), 1) if ident else []
    newest = entries[0] if entries else None
    return {
        "message": _(error.message),
        "who": (newest.content or {}).get("actor", "") if newest else "",
        "at": newest.at if newest else None,
        "rows": [_row(one) for one in error.fields],
    }


def _row(one: Overtaken) -> tuple[str, str, str, bool]:
    word = _(NAMES[one.field]) if one.field in NAMES else one.field
    if one.language:
        word = f"{word} ({language_names([one.language], current_language())})"
    return word, plain(one.stored), plain(one.typed), one.both


def plain(value: object) -> str:
    """A value as both versions show it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Text):
        return value.pick(current_language(), scope().languages)
    if isinstance(value, tuple):
        return separator(current_language()).join(map(plain, value))
    if hasattr(value, "strftime") and not hasattr(value, "year"):
        return f"{value:%H:%M}"
    return "" if value is None else str(value)


def called(name_ar: str, name_latin: str) -> str:
    """A person's name in the reader's script, or in the one there is."""
    first, second = (name_ar, name_latin) if current_language() == "ar" else (name_latin, name_ar)
    return first or second


def speaker_labels() -> dict[str, str]:
    """The speakers' keys by how forms call them; namesakes carry their key."""
    found: dict[str, str] = {}
    for row in queries.speakers(scope().id):
        label = called(row.name_ar, row.name_latin)
        found[label if label not in found else f"{label} ({row.key})"] = row.key
    return found


def role_rows(part: SessionPart, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Who does what in a session, as the form names them."""
    names = {key: label for label, key in labels.items()}
    return [(names.get(key, key), Role(role).value) for role, key in part.roles]


def refresh(form: DeskForm, data: Mapping[str, object]) -> None:
    """Put values into a form that was sent already: what others saved, beside what was typed."""
    for name, value in data.items():
        if name in form:
            form[name].data = value
