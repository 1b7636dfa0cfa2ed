"""The desk's list of delegates, and the secretariat's decisions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.kernel import guard
from app.kernel.i18n import N_, _, country_name, current_language, ngettext
from app.kernel.scope import Scope, scope
from app.registration import queries, service
from app.registration.queries import SORTS, STATE_WORDS, Filter
from app.registration.rules import STATES, ReasonMissing

blueprint = Blueprint("accreditation_desk", __name__)

SORT_WORDS = {
    "newest": N_("newest first"),
    "oldest": N_("longest waiting first"),
    "name": N_("by name"),
    "precedence": N_("by order of precedence"),
}


@blueprint.get("/desk/<event>/delegates")
@guard.requires("delegates.view")
def delegates(event: str) -> str:
    """The list: searched in either script, narrowed, a page at a time."""
    return _list(request.args)


@blueprint.post("/desk/<event>/delegates/decide")
@guard.requires("delegates.decide")
def decide(event: str) -> ResponseReturnValue:
    """Approve or refuse those that were ticked; a refusal without a reason comes back with the ticks kept."""
    ids = [found for text in request.form.getlist("ids") if (found := _uuid(text))]
    reason = request.form.get("reason", "").strip()[:1000]
    try:
        if request.form.get("act") == "refuse":
            _tell(service.refuse(scope().id, ids, reason), "refused")
        elif request.form.get("act") == "approve":
            _tell(service.approve(scope().id, ids), "approved")
    except ReasonMissing as missing:
        if request.form.get("back") != "delegate":
            return _list(request.form, ticked=ids, fault=_(missing.message)), 422
        flash(_(missing.message), "stop")
    return redirect(_back(ids), 303)


def _list(source: MultiDict[str, str], ticked: list[UUID] | None = None, fault: str = "") -> str:
    one, wanted = scope(), _filter(source)
    page = queries.listing(one.id, wanted, source.get("page", 1, type=int))
    return render_template(
        "accreditation/delegates.html",
        page=page,
        wanted=wanted,
        kept=_kept(wanted),
        counts=queries.counts(one.id),
        selects=_selects(one, wanted),
        state_words=STATE_WORDS,
        may_decide=guard.may("delegates.decide"),
        ticked=ticked or [],
        fault=fault,
    )


def _selects(one: Scope, wanted: Filter) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """What the list can be narrowed and sorted by: name, label, (value, word) pairs, and the value chosen."""
    asked, language = queries.questions(one.id, one.version), current_language()
    named = ((code, country_name(code, language)) for code in queries.countries(one.id))
    every = ("", _("(any)"))
    states = [every, *((key, _(word)) for key, (_kind, word) in STATE_WORDS.items())]
    kinds = [every, *((kind.key, kind.name.pick(language, asked.fallback)) for kind in asked.categories)]
    countries = [every, *sorted(named, key=lambda pair: pair[1])]
    sorts = [(key, _(word)) for key, word in SORT_WORDS.items()]
    return [
        ("state", _("State"), states, wanted.state),
        ("category", _("Category"), kinds, wanted.category),
        ("country", _("Country"), countries, wanted.country),
        ("sort", _("Order"), sorts, wanted.sort),
    ]


def _filter(source: MultiDict[str, str]) -> Filter:
    state, sort = source.get("state", ""), source.get("sort", "")
    return Filter(
        text=source.get("text", "").strip()[:200],
        state=state if state in STATES else "",
        category=source.get("category", "")[:40],
        country=source.get("country", "")[:2],
        city=_uuid(source.get("city", "")),
        sort=sort if sort in SORTS else SORTS[0],
    )


def _kept(wanted: Filter) -> dict[str, Any]:
    """The filter as arguments of an address, without what does not narrow."""
    return {name: value for name, value in asdict(wanted).items() if value and value != SORTS[0]}


def _tell(decided: service.Decided, word: str) -> None:
    """Say how many were moved, and how many stood elsewhere meanwhile."""
    if decided.done == decided.skipped == 0:
        flash(_("Nobody was chosen. Tick the delegates first."), "info")
        return
    words = {
        "approved": ngettext("One delegate approved.", "%(num)s delegates approved.", decided.done),
        "refused": ngettext("One delegate refused.", "%(num)s delegates refused.", decided.done),
    }
    said = [words[word]] if decided.done else []
    if decided.skipped:
        left = ngettext(
            "One was left as it is: already decided or withdrawn.",
            "%(num)s were left as they are: already decided or withdrawn.",
            decided.skipped,
        )
        said.append(left)
    flash(" ".join(said), "go" if decided.done else "info")


def _back(ids: list[UUID]) -> str:
    if request.form.get("back") == "delegate" and len(ids) == 1:
        return url_for("front_desk.delegate", event=scope().slug, registration=ids[0])
    arguments = _kept(_filter(request.form))
    return url_for("accreditation_desk.delegates", event=scope().slug, **arguments)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
