"""The journal's page at the desk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request

from app.audit import queries
from app.audit.rules import ACT_NAMES, FIELD_NAMES, VALUE_NAMES
from app.kernel import guard
from app.kernel.i18n import LANGUAGES, _, country_name, current_language, format_day, language_names
from app.kernel.personal import PURPOSES
from app.kernel.scope import scope

blueprint = Blueprint("audit", __name__)

PAGE = 50
LONGEST = 9  # digits of an entry's number


@blueprint.get("/desk/<event>/journal")
@guard.requires("journal.view")
def journal(event: str) -> str:
    """Who did what to whom when, newest first; ?verify=1 recomputes the chain and says whether it closes."""
    wanted = queries.Filter(
        event_id=scope().id,
        action=request.args.get("action", ""),
        subject_id=_uuid(request.args.get("subject", "")),
        before=_number(request.args.get("before", "")),
    )
    entries = queries.entries(wanted, PAGE + 1)
    verified = {}
    if request.args.get("verify"):
        verified = {"broken_at": queries.first_break(scope().id)}
    return render_template(
        "audit/journal.html",
        entries=entries[:PAGE],
        more=entries[PAGE - 1].number if len(entries) > PAGE else None,
        wanted=wanted,
        actions=queries.actions(scope().id),
        verified=verified,
    )


def act_name(action: str) -> str:
    """An act in the visitor's words."""
    return _(ACT_NAMES[action]) if action in ACT_NAMES else action


def field_name(name: str) -> str:
    """A changed field in the visitor's words."""
    field, _dot, code = name.partition(".")  # a text by language: title.ar
    word = _(FIELD_NAMES[field]) if field in FIELD_NAMES else _purpose(field)
    return f"{word} ({language_names([code], current_language())})" if code else word


def noted(reason: str) -> str:
    """Why, as it was kept: what the program itself wrote in the visitor's words, what people wrote as it is."""
    return _(reason) if reason else ""


def said(value: object, field: str = "") -> str:
    """A value of the journal as people read it; keys of the fields that are known are said in words."""
    if isinstance(value, list):
        return _(", ").join(said(one, field) for one in value)
    if isinstance(value, Mapping):
        return _(", ").join(f"{_word('category', str(key))} {said(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _text("" if value is None else str(value), field)


def _text(text: str, field: str) -> str:
    if field == "country" and text:
        return country_name(text, current_language())
    if field in ("language", "interpretation", "languages") and text in LANGUAGES:
        return language_names([text], current_language())
    if field == "fields":
        return field_name(text)
    if _HOUR.fullmatch(text):
        return text[:5]
    if (day := _day(text)) is not None:
        return format_day(day, current_language(), scope().country, weekday=False)
    if field == "purpose":
        return _purpose(text)
    word = VALUE_NAMES.get(field, {}).get(text)
    return _(word) if word else _word(field, text)


def _word(field: str, key: str) -> str:
    return queries.words_of(field, scope().id, current_language()).get(key, key)


def _purpose(key: str) -> str:
    return _(PURPOSES[key].name) if key in PURPOSES else key


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


_HOUR, _DAY = re.compile(r"\d\d:\d\d:\d\d"), re.compile(r"\d{4}-\d\d-\d\d")


def is_said(value: object) -> bool:
    """False for what has nothing to show, such as an empty list."""
    return value is not None and value not in ("", [], {})


def _number(text: str) -> int | None:
    """The number of an entry; what no database could hold is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
