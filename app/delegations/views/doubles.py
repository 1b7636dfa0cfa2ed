"""Pairs that may be one person: why, what merging would leave, and "these are two"."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.audit.rules import FIELD_NAMES
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Registration
from app.registration.queries import GENDER_WORDS, language_name
from app.registration.rules import QuotaUsed, field_of
from app.registration.rules.duplicates import MERGEABLE, REASONS

blueprint = Blueprint("doubles_desk", __name__)

VEILED = {"diet", "access"}


@blueprint.get("/desk/<event>/doubles")
@guard.requires("delegates.view")
def doubles(event: str) -> str:
    """The pairs, the likeliest first."""
    pairs = registrations.suspected(scope().id)[:200]
    people = registrations.several(
        scope().id, [ident for pair in pairs for ident in (pair.first, pair.second)]
    )
    shown = [
        (people[pair.first], people[pair.second], [_(REASONS[reason]) for reason in pair.reasons])
        for pair in pairs
    ]
    return render_template(
        "delegations/doubles.html", pairs=shown, state_words=registrations.STATE_WORDS,
        may_edit=guard.may("delegates.edit"),
    )  # fmt: skip


@blueprint.get("/desk/<event>/doubles/<uuid:one>/<uuid:other>")
@guard.requires("delegates.edit")
def preview(event: str, one: UUID, other: UUID) -> str:
    """What would stay and what would be taken over, before anything is done."""
    kept, gone = _pair(one, other)
    rows = [_row(name, kept, gone) for name in MERGEABLE] + _added(kept, gone)
    return render_template(
        "delegations/merge.html", kept=kept, gone=gone, rows=[row for row in rows if row["kept"] != row["gone"]],
        state_words=registrations.STATE_WORDS,
    )  # fmt: skip


def _pair(one: UUID, other: UUID) -> tuple[Registration, Registration]:
    found = registrations.several(scope().id, (one, other))
    if len(found) != 2 or any(each.merged_into_id for each in found.values()):
        raise NotFound
    kept, gone = sorted(found.values(), key=registering.staying)
    return kept, gone


def _row(name: str, kept: Registration, gone: Registration) -> dict[str, Any]:
    """One answer of both; the other's is proposed where the one that stays says nothing."""
    mine, theirs = _shown(name, kept), _shown(name, gone)
    return {"name": name, "word": _(FIELD_NAMES[name]), "kept": mine, "gone": theirs, "takes": not mine}


def _added(kept: Registration, gone: Registration) -> list[dict[str, Any]]:
    """Answers to the questions that the event added, of both."""
    language, fallback, country = current_language(), scope().languages, scope().country
    mine, theirs = (
        {answer.key: answer for answer in registrations.added_shown(one, language, fallback, country)}
        for one in (kept, gone)
    )
    return [
        {
            "name": field_of(key), "word": (mine.get(key) or theirs[key]).question, "takes": key not in mine,
            "kept": mine[key].answer if key in mine else "", "gone": theirs[key].answer if key in theirs else "",
        }
        for key in {**mine, **theirs}
    ]  # fmt: skip


def _shown(name: str, one: Registration) -> str:
    language, fallback = current_language(), scope().languages
    if name == "city":
        return one.city.name.pick(language, fallback) if one.city else one.city_typed
    if name == "delegation":
        return one.delegation.title.pick(language, fallback) if one.delegation else ""
    if name == "gender":
        return _(GENDER_WORDS[one.gender]) if one.gender else ""
    if name == "language":
        return language_name(one.language, language)
    if name == "interpretation":
        return registrations.interpretation_name(one.interpretation, language)
    if name in VEILED:
        said = one.diet if name == "diet" else one.access_sealed
        return _("said something") if said else ""
    return str(getattr(one, name))


@blueprint.post("/desk/<event>/doubles/<uuid:one>/<uuid:other>")
@guard.requires("delegates.edit")
def merge(event: str, one: UUID, other: UUID) -> ResponseReturnValue:
    """Merge them as the preview said, or remember that they are two."""
    if request.form.get("act") == "apart":
        registering.set_apart(scope().id, one, other)
        flash(_("They will not be shown as a pair again."), "go")
        return redirect(url_for("doubles_desk.doubles", event=event), 303)
    try:
        kept = registering.merge(scope().id, one, other, request.form.getlist("take"))
    except QuotaUsed as used:
        flash(_(used.message), "stop")
        return redirect(url_for("doubles_desk.preview", event=event, one=one, other=other), 303)
    flash(_("The two are one now; scans, mails and history of both stand on this page."), "go")
    return redirect(url_for("front_desk.delegate", event=event, registration=kept.id), 303)
