"""The desk's list of delegates, and the decision on a single one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import queries as desk
from app.accreditation import service as desk_service
from app.accreditation.rules import COLUMNS
from app.accreditation.views.asking import (
    arguments,
    blueprint,
    columns_asked,
    filter_of,
    find_uuid,
    narrows,
)
from app.kernel import guard
from app.kernel.i18n import LANGUAGES, N_, _, country_name, current_language, ngettext
from app.kernel.scope import Scope, scope
from app.registration import queries, service
from app.registration.queries import STATE_WORDS, Filter, language_name
from app.registration.rules import ReasonMissing

SORT_WORDS = {
    "newest": N_("newest first"),
    "oldest": N_("longest waiting first"),
    "changed": N_("last changed first"),
    "name": N_("by name"),
    "precedence": N_("by order of precedence"),
    "city": N_("by city"),
    "state": N_("by state"),
}


@blueprint.get("/desk/<event>/delegates")
@guard.requires("delegates.view")
def delegates(event: str) -> str:
    """The list: searched in either script, narrowed, a page at a time."""
    one, wanted, kept = scope(), filter_of(request.args), arguments(request.args)
    page = queries.listing(one.id, wanted, request.args.get("page", 1, type=int))
    return render_template(
        "accreditation/delegates.html",
        page=page,
        withheld=queries.all_withheld([row.id for row in page.rows]),
        text=request.args.get("text", "").strip()[:200],
        kept=kept,
        is_narrowed=narrows(kept),
        counts=queries.counts(one.id),
        selects=_selects(one, wanted),
        state_words=STATE_WORDS,
        acts=desk_service.offered() if guard.may("batches.run") else [],
        columns=columns_asked(request.args),
        every_column=COLUMNS,
        views=desk.saved_views(one.id, guard.actor().id),
        language_name=language_name,
    )


@blueprint.post("/desk/<event>/delegates/decide")
@guard.requires("delegates.decide")
def decide(event: str) -> ResponseReturnValue:
    """Approve or refuse one delegate, from their own page; a refusal says why."""
    ids = [found for text in request.form.getlist("ids")[:1] if (found := find_uuid(text))]
    reason = request.form.get("reason", "").strip()[:1000]
    try:
        if request.form.get("act") == "refuse":
            _tell(service.refuse(scope().id, ids, reason), "refused")
        elif request.form.get("act") == "approve":
            _tell(service.approve(scope().id, ids), "approved")
    except ReasonMissing as missing:
        flash(_(missing.message), "stop")
    if not ids:
        return redirect(url_for("accreditation_desk.delegates", event=event), 303)
    return redirect(url_for("front_desk.delegate", event=event, registration=ids[0]), 303)


def _selects(one: Scope, wanted: Filter) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """What the list can be narrowed and sorted by: name, label, (value, word) pairs, and the value chosen."""
    asked, language = queries.questions(one.id, one.version), current_language()
    named = ((code, country_name(code, language)) for code in queries.countries(one.id))
    every = ("", _("(any)"))
    states = [every, *((key, _(word)) for key, (_kind, word) in STATE_WORDS.items())]
    kinds = [every, *((kind.key, kind.name.pick(language, asked.fallback)) for kind in asked.categories)]
    countries = [every, *sorted(named, key=lambda pair: pair[1])]
    sent = [(str(part.id), part.title.pick(language, asked.fallback)) for part in queries.delegations(one.id)]
    spoken = [every, *((code, language_name(code, language)) for code in LANGUAGES)]
    selects = [
        ("state", _("State"), states, wanted.state),
        ("category", _("Category"), kinds, wanted.category),
        ("country", _("Country"), countries, wanted.country),
        ("delegation", _("Delegation"), [every, *sent], str(wanted.delegation or "")),
        ("language", _("Language"), spoken, wanted.language),
        ("sort", _("Order"), [(key, _(word)) for key, word in SORT_WORDS.items()], wanted.sort),
    ]
    return [select for select in selects if select[0] != "delegation" or sent]


def _tell(decided: service.Decided, word: str) -> None:
    """Say whether it was moved, or stood elsewhere meanwhile."""
    words = {
        "approved": ngettext("One delegate approved.", "%(num)s delegates approved.", decided.done),
        "refused": ngettext("One delegate refused.", "%(num)s delegates refused.", decided.done),
    }
    if decided.done:
        flash(words[word], "go")
    elif decided.skipped:
        flash(
            ngettext(
                "One was left as it is: already decided or withdrawn.",
                "%(num)s were left as they are: already decided or withdrawn.",
                decided.skipped,
            ),
            "info",
        )
