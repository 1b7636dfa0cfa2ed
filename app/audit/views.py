"""The journal's page at the desk."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template, request

from app.audit import queries
from app.audit.rules import ACT_NAMES, FIELD_NAMES, VALUE_NAMES
from app.kernel import guard
from app.kernel.i18n import LANGUAGES, _, country_name, current_language, language_names
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
    word = _(FIELD_NAMES[field]) if field in FIELD_NAMES else field
    return f"{word} ({language_names([code], current_language())})" if code else word


def said(value: object, field: str = "") -> str:
    """A value of the journal as people read it; keys of the fields that are known are said in words."""
    if isinstance(value, list):
        return _(", ").join(said(one, field) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    text = "" if value is None else str(value)
    if field == "country" and text:
        return country_name(text, current_language())
    if field in ("language", "interpretation", "languages") and text in LANGUAGES:
        return language_names([text], current_language())
    word = VALUE_NAMES.get(field, {}).get(text)
    return _(word) if word else text


def _number(text: str) -> int | None:
    """The number of an entry; what no database could hold is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
