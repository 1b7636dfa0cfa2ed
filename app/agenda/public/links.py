"""What pages of the agenda link to besides each other: files for paper, and facts for search engines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.agenda import exports, queries
from app.events import queries as events
from app.kernel.i18n import LANGUAGES, _, current_language, language_names
from app.kernel.scope import Scope
from app.kernel.web import public_url


@dataclass(frozen=True)
class FileLink:
    """A printed programme: its address and what it is."""

    url: str
    word: str


def file_links(one: Scope) -> tuple[FileLink, ...]:
    """The programme on A4 and as a booklet, in the reader's language, and beside it Arabic or French."""
    language = current_language()
    pair = facing(one, language)
    made = []
    for paper, word in (("a4", _("Programme, A4")), ("booklet", _("Programme, booklet to fold"))):
        for languages in filter(None, ((language,), pair)):
            names = language_names(languages, language)
            url = url_for("agenda.programme", event=one.slug, paper=paper, languages="-".join(languages))
            made.append(FileLink(url, f"{word} ({names})"))
    return tuple(made)


def facing(one: Scope, language: str) -> tuple[str, str] | None:
    """Two of the event's languages to print side by side, Arabic first; None where it does not speak Arabic."""
    spoken = [code for code in one.languages if code in LANGUAGES]
    other = language if language != "ar" else next((code for code in spoken if code != "ar"), "")
    return ("ar", other) if "ar" in spoken and other in spoken else None


def linked(one: Scope, language: str, key: str = "") -> dict[str, Any]:
    """The event with its sessions, or one of them, as schema.org says it; cancelled and moved ones included."""
    row = events.get_event(one.id)
    facts = exports.LinkedEvent(
        title=one.title,
        summary=row.summary or row.theme,
        first=row.starts,
        last=row.ends,
        zone=one.timezone,
        venue=row.venue,
        city=row.city,
        country=one.country,
        organisers=tuple(organiser.name for organiser in row.organisers),
        funder=one.funder,
        url=public_url("agenda.agenda", event=one.slug),
        session_url=public_url("agenda.session", event=one.slug, key="-").removesuffix("-"),
        picture=public_url("agenda.picture", event=one.slug, language=language),
        languages=one.languages,
        sessions=queries.published(one.id),
    )
    return exports.linked_session(facts, key, language) if key else exports.linked_event(facts, language)
