"""Handing out everything on one person: to the desk, or to the person; each time with a line in the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.audit import queries as journal
from app.audit.rules import ACT_NAMES, FIELD_NAMES, VALUE_NAMES, Act
from app.audit.service import record
from app.events import queries as events
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, Text, _, country_name, format_moment, language_names, speaking
from app.kernel.personal import attached
from app.kernel.scope import Scope
from app.privacy import queries
from app.privacy.exports import Chapter, archive, chapters_pdf
from app.privacy.rules import column_name, table_name
from app.registration import queries as registrations
from app.registration.models import Registration


def hand_out(event_id: UUID, registration_id: UUID, kind: str) -> bytes:
    """Everything on one person as `zip` (JSON and their files) or `pdf` (in their language); raises NotFound."""
    ids = queries.same_person(event_id, registration_id)
    if not ids:
        raise NotFound
    found, here = registrations.get(event_id, registration_id), events.scope_of(event_id)
    data = queries.everything(ids)
    with speaking(found.language):
        made = _zip(here, ids, data) if kind == "zip" else _pdf(here, found, data)
    with atomic():
        about = found.name_latin or found.name_ar
        record(
            Act("registration.handed-out", "person", found.id, event_id, about=about, after={"format": kind})
        )
    return made


def _zip(here: Scope, ids: Sequence[UUID], data: Mapping[str, Any]) -> bytes:
    event = {"address": here.slug, "title": dict(here.title), "contact": here.contact}
    return archive({"made_at": clock.stamp(clock.now()), "event": event, **data}, attached(ids))


def _pdf(here: Scope, found: Registration, data: Mapping[str, Sequence[Mapping[str, Any]]]) -> bytes:
    language = found.language if found.language in LANGUAGES else "en"
    answers = registrations.answers_shown(found, language, here.languages, needs=True)
    chapters = [Chapter(_("Registration"), answers)]
    for table, rows in data.items():
        if table != "registration":
            lines = list(_lines(rows, here, language))
            chapters.append(Chapter(_(table_name(table)), lines[1:] if lines and not lines[0][0] else lines))
    name = (found.name_ar or found.name_latin) if language == "ar" else (found.name_latin or found.name_ar)
    title, moment = (
        here.title.pick(language, here.languages),
        format_moment(clock.now(), here.timezone, language),
    )
    under = f"{name} · {title} · {moment}"
    return chapters_pdf(_("Everything that we hold about you"), under, chapters, language, here.accent)


def _lines(rows: Sequence[Mapping[str, Any]], here: Scope, language: str) -> Iterator[tuple[str, str]]:
    for row in rows:
        yield "", ""
        for name, value in row.items():
            word = column_name(name) or FIELD_NAMES.get(name, "")
            said = _said(name, value, here, language) if word else ""
            if said:
                yield _(word), said


def _said(name: str, value: Any, here: Scope, language: str) -> str:
    if name == "action":
        return _(ACT_NAMES[value]) if value in ACT_NAMES else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        texts = Text({key: one for key, one in value.items() if isinstance(one, str)})
        if set(value) <= {*LANGUAGES, *here.languages}:
            return texts.pick(language, here.languages)
        parts = (
            _("%(word)s: %(meaning)s", word=_field(key), meaning=_said(key, one, here, language))
            for key, one in value.items()
            if one
        )
        return " · ".join(parts)
    if isinstance(value, list):
        return ", ".join(_said(name, one, here, language) for one in value)
    if isinstance(value, str) and name.endswith("at") and "T" in value:
        return format_moment(clock.parse(value), here.timezone, language, here.country)
    return "" if value is None else _word(name, str(value), here, language)


def _field(key: str) -> str:
    return _(column_name(key) or FIELD_NAMES.get(key, key))


def _word(name: str, text: str, here: Scope, language: str) -> str:
    """A value that is kept by its key in words, as the journal's page says it."""
    if name == "country":
        return country_name(text, language)
    if name in ("language", "interpretation") and text in LANGUAGES:
        return language_names([text], language)
    word = VALUE_NAMES.get(name, {}).get(text)
    return _(word) if word else journal.words_of(name, here.id, language).get(text, text)
