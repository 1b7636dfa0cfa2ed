"""What the desk sees of an agenda: the draft against the last publication, and texts still to translate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.agenda import rules
from app.agenda.queries.clashing import Draft
from app.agenda.queries.drafts import document, drafted
from app.agenda.queries.programme import kind_name
from app.agenda.queries.published import Publication, find_publication
from app.agenda.rules import EventDocument, PublishedSession, SessionPart
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import N_, Text, _, format_day, format_span, format_time, language_names
from app.kernel.scope import Scope

PLACES: Mapping[str, str] = {
    "categories": N_("Category"),
    "cities": N_("City"),
    "consents": N_("Consent"),
    "days": N_("Day"),
    "documents": N_("Document"),
    "event": N_("Event"),
    "event.funding": N_("Funding"),
    "event.objectives": N_("Objective"),
    "event.organisers": N_("Organiser"),
    "rooms": N_("Room"),
    "sessions": N_("Session"),
    "speakers": N_("Speaker"),
}

STANDINGS: Mapping[str, tuple[str, str]] = {
    "new": ("info", N_("Not published yet")),
    "changed": ("wait", N_("Changed since")),
    "published": ("go", N_("Published")),
    "cancelled": ("stop", N_("Cancelled")),
}
"""How a session stands to the last publication: its chip and word."""


@dataclass(frozen=True)
class Line:
    """One session of the draft; hours are local, `missing` names languages that some text of it lacks.

    `language` is that of the title, which may be another than the reader's.
    """

    key: str
    day: str
    hours: str
    title: str
    language: str
    kind: str
    room: str
    chip: str
    standing: str
    missing: str


@dataclass(frozen=True)
class Untranslated:
    """One text that lacks languages: what it belongs to, the words there are in `language`, what lacks."""

    place: str
    words: str
    language: str
    missing: str


@dataclass(frozen=True)
class Review:
    """The desk's page: `pending` when publishing would change what everybody sees."""

    publication: Publication | None
    pending: bool
    lines: tuple[Line, ...]
    untranslated: tuple[Untranslated, ...]


def review(event: Scope, language: str, now: Instant, draft: Draft) -> Review:
    """The draft of an event as its desk judges it; the same number of statements for any agenda."""
    publication = find_publication(event.id)
    previous = publication.sessions if publication else ()
    said = document(event.id, draft.sessions)
    version = rules.next_version(previous, drafted(draft.event, now, draft.sessions), now)
    lacking = _lacking(said)
    before, own = {one.uid: one for one in previous}, _by_session(lacking)
    return Review(
        publication=publication,
        pending=publication is None or version != previous,
        lines=tuple(
            _line(one, before.get(one.uid), event, language, own.get(one.key, set())) for one in version
        ),
        untranslated=_untranslated(said, language, lacking),
    )


def _lacking(said: EventDocument) -> dict[str, list[str]]:
    lacking: dict[str, list[str]] = {}
    for fault in rules.missing_texts(said):
        lacking.setdefault(_keyed(fault.key, said), []).append(str(fault.params["language"]))
    return lacking


def _keyed(path: str, said: EventDocument) -> str:
    """A session's texts are found by its key: its place in the file is not its place by time."""
    found = re.fullmatch(r"sessions\[(\d+)\]\.(.+)", path)
    return f"sessions[{said.sessions[int(found[1])].key}].{found[2]}" if found else path


def _by_session(lacking: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """The languages that some text of a session lacks, by the session's key."""
    found: dict[str, set[str]] = {}
    for path, codes in lacking.items():
        if key := re.match(r"sessions\[([^\]]+)\]", path):
            found.setdefault(key[1], set()).update(codes)
    return found


def _line(
    one: PublishedSession, before: PublishedSession | None, event: Scope, language: str, own: set[str]
) -> Line:
    starts, ends = (clock.local(moment, event.timezone) for moment in (one.starts_at, one.ends_at))
    title, spoken = one.title.best(language, event.languages)
    chip, word = STANDINGS[_standing(one, before)]
    return Line(
        key=one.key,
        day=format_day(starts.date(), language, event.country, year=False),
        hours=format_span(format_time(starts), format_time(ends), language),
        title=title,
        language=spoken,
        kind=kind_name(one.kind),
        room=one.room_name.pick(language, event.languages),
        chip=chip,
        standing=_(word),
        missing=language_names([code for code in event.languages if code in own], language),
    )


def _standing(one: PublishedSession, before: PublishedSession | None) -> str:
    if one == before:
        return "cancelled" if one.cancelled else "published"
    return "changed" if before else "new"


def _untranslated(
    said: EventDocument, language: str, lacking: Mapping[str, list[str]]
) -> tuple[Untranslated, ...]:
    found, sessions = [], {one.key: one for one in said.sessions}
    for path, codes in lacking.items():
        words, spoken = _at(said, sessions, path).best(language, said.event.languages)
        found.append(Untranslated(_place(path), words, spoken, language_names(codes, language)))
    return tuple(found)


def _place(path: str) -> str:
    place = re.sub(r"\[[^\]]*\]", "", path)
    while place not in PLACES:
        place = place.rpartition(".")[0]
    return _(PLACES[place])


def _at(said: EventDocument, sessions: Mapping[str, SessionPart], path: str) -> Text:
    """The text at a path such as event.objectives[2] or sessions[opening].title."""
    value: Any = said
    for name, index in re.findall(r"([^.\[\]]+)(?:\[([^\]]+)\])?", path):
        value = getattr(value.event if name in ("categories", "consents", "cities") else value, name)
        if index:
            value = sessions[index] if name == "sessions" else value[int(index)]
    return Text(value)
