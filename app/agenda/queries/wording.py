"""What changed between two versions, in the reader's language and on the event's clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.agenda.models import Session
from app.agenda.queries.programme import kind_name
from app.agenda.rules import Change, ChangeKind, PublishedSession
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant, Local
from app.kernel.db import db
from app.kernel.i18n import (
    LRI,
    N_,
    PDI,
    Text,
    _,
    current_language,
    format_day,
    format_span,
    format_time,
    separator,
)
from app.kernel.scope import Scope

KINDS: Mapping[ChangeKind, tuple[str, str]] = {
    ChangeKind.ADDED: ("info", N_("New")),
    ChangeKind.MOVED: ("wait", N_("Moved")),
    ChangeKind.REWORDED: ("none", N_("Reworded")),
    ChangeKind.CANCELLED: ("stop", N_("Cancelled")),
    ChangeKind.RETURNED: ("go", N_("On again")),
}
"""A kind of change as chip and word."""

FIELDS: Mapping[str, str] = {
    "title": N_("title"),
    "subtitle": N_("subtitle"),
    "description": N_("description"),
    "topics": N_("topics"),
    "kind": N_("kind"),
    "number": N_("number"),
    "roles": N_("speakers"),
    "interpretation": N_("interpretation"),
    "languages": N_("working languages"),
    "expected": N_("who is expected"),
    "by_invitation": N_("who is expected"),
    "invited": N_("who is expected"),
    "attendance": N_("attendance"),
    "decides": N_("whether it decides"),
    "continues": N_("which session it continues"),
}
"""What a change of words is about, beside time and place, which are told in full."""


@dataclass(frozen=True)
class ChangeShown:
    """A change for people: its chip and word, the session's title in `language`, and what changed in one line."""

    key: str
    kind: ChangeKind
    chip: str
    word: str
    title: str
    language: str
    words: str


def told(changes: Iterable[Change], event: Scope) -> tuple[ChangeShown, ...]:
    """Changes in the current language, such as "16:30 → 17:00, room unchanged"."""
    return tuple(_told(one, event) for one in changes)


def _told(change: Change, event: Scope) -> ChangeShown:
    chip, word = KINDS[change.kind]
    title, language = change.after.title.best(current_language(), event.languages)
    words = separator(current_language()).join(part for part in _parts(change, event) if part)
    return ChangeShown(change.after.key, change.kind, chip, _(word), title, language, words)


def _parts(change: Change, event: Scope) -> Iterable[str]:
    before, after = change.before, change.after
    if before is None or change.kind is ChangeKind.RETURNED:
        return [when(after.starts_at, after.ends_at, event), _room(after, event)]
    if change.kind is ChangeKind.CANCELLED:
        return [when(before.starts_at, before.ends_at, event), _room(before, event)]
    moved = [_hours(before, after, event), _place(before, after, event)]
    return [*(moved if change.kind is ChangeKind.MOVED else ()), _title(change, event), _others(change)]


def when(starts: Instant, ends: Instant, event: Scope) -> str:
    """Day and hours of a session on the event's clocks."""
    first, last = (clock.local(one, event.timezone) for one in (starts, ends))
    day = format_day(first.date(), current_language(), event.country, year=False)
    return separator(current_language()).join((day, _span(first, last)))


def _hours(before: PublishedSession, after: PublishedSession, event: Scope) -> str:
    if (before.starts_at, before.ends_at) == (after.starts_at, after.ends_at):
        return _("time unchanged")
    old, new = (clock.local(one.starts_at, event.timezone) for one in (before, after))
    if old.date() != new.date():
        old_words, new_words = (when(one.starts_at, one.ends_at, event) for one in (before, after))
        return arrow(old_words, new_words)
    same_length = after.ends_at - after.starts_at == before.ends_at - before.starts_at
    if same_length:
        return arrow(*(f"{LRI}{format_time(one)}{PDI}" for one in (old, new)))
    spans = (_hours_of(one, event) for one in (before, after))
    return arrow(*spans)


def _hours_of(one: PublishedSession, event: Scope) -> str:
    starts, ends = (clock.local(moment, event.timezone) for moment in (one.starts_at, one.ends_at))
    return _span(starts, ends)


def _place(before: PublishedSession, after: PublishedSession, event: Scope) -> str:
    if before.venue != after.venue:
        return arrow(_said(before.venue, event), _said(after.venue, event))
    if before.room_name == after.room_name:
        return _("room unchanged") if after.room_name else ""
    return arrow(_room(before, event) or _("no room"), _room(after, event) or _("no room"))


def _room(one: PublishedSession, event: Scope) -> str:
    return _said(one.room_name, event)


def _title(change: Change, event: Scope) -> str:
    if change.before is None or "title" not in change.fields:
        return ""
    old, new = (_said(one.title, event) for one in (change.before, change.after))
    return _("was called “%(title)s”", title=old) if old != new else _("title in another language")


def _others(change: Change) -> str:
    names = dict.fromkeys(_(FIELDS[name]) for name in FIELDS if name in change.fields and name != "title")
    if not names:
        return ""
    return _("changed: %(fields)s", fields=separator(current_language()).join(names))


def arrow(before: str, after: str) -> str:
    """From what to what; the arrow follows the reading direction, which the translation gives."""
    return _("%(before)s → %(after)s", before=before, after=after)


def _span(first: Local, last: Local) -> str:
    return format_span(format_time(first), format_time(last), current_language())


def _said(text: Text, event: Scope) -> str:
    return text.pick(current_language(), event.languages)


def session_words(event_id: UUID | None, language: str) -> Mapping[str, str]:
    """What the sessions of the draft are called, by key."""
    if event_id is None:
        return {}
    fallback = events.scope_of(event_id).languages
    rows = db.session.execute(select(Session.key, Session.title).where(Session.event_id == event_id))
    return {key: title.pick(language, fallback) or key for key, title in rows}


def session_name(title: Text, kind: str, event: Scope) -> str:
    """How a session is called in a sentence: its title, or its kind where it has none."""
    return _said(title, event) or kind_name(kind)
