"""Privacy at the desk: terms and purge of an event; everything on one person, and their erasure."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.events import service as writing
from app.kernel import clock, guard
from app.kernel.errors import NotFound
from app.kernel.i18n import Text, _, current_language, language_names, ngettext
from app.kernel.personal import PURPOSES
from app.kernel.scope import scope
from app.privacy import queries, service
from app.privacy.public import download
from app.privacy.queries import Going
from app.privacy.rules import due, table_name
from app.registration import queries as registrations

LONGEST_WORDS = 1000

blueprint = Blueprint("privacy_desk", __name__)


@blueprint.get("/desk/<event>/privacy")
@guard.requires("privacy.view")
def terms(event: str) -> str:
    """For how long what is kept, what of it is still there, and what would go now."""
    return _terms_page({}, {})


@blueprint.post("/desk/<event>/privacy")
@guard.requires("privacy.manage")
def set_terms(event: str) -> ResponseReturnValue:
    """Keep the numbers of days that were typed; none of them when one is wrong."""
    typed = {key: request.form[key].strip() for key in PURPOSES if key in request.form}
    faults = {key: _wrong() for key, text in typed.items() if not _is_days(text)}
    if faults:
        return _terms_page(typed, faults), 422
    for key, text in typed.items():
        service.set_term(scope().id, key, int(text))
    flash(_("Your changes are saved."), "go")
    return redirect(url_for("privacy_desk.terms", event=event), 303)


@blueprint.post("/desk/<event>/privacy/purge")
@guard.requires("privacy.manage")
def purge(event: str) -> ResponseReturnValue:
    """Forget now what has had its time."""
    rows = service.purge_event(scope().id).rows
    flash(ngettext("%(num)s value went.", "%(num)s values went.", rows), "go")
    return redirect(url_for("privacy_desk.terms", event=event), 303)


@blueprint.get("/desk/<event>/privacy/consents")
@guard.requires("privacy.view")
def consents(event: str) -> str:
    """What delegates are asked to agree to, in which versions, and how many did."""
    return _consents_page()


@blueprint.post("/desk/<event>/privacy/consents/<key>")
@guard.requires("privacy.manage")
def say(event: str, key: str) -> ResponseReturnValue:
    """Change the words of one consent: each language of the event needs some."""
    here = scope()
    text, purpose = (
        Text({code: request.form.get(f"{name}_{code}", "")[:LONGEST_WORDS] for code in here.languages})
        for name in ("text", "purpose")
    )
    if lacking := Text(text).missing(here.languages) if text else here.languages:
        fault = _(
            "The words are missing in: %(languages)s", languages=language_names(lacking, current_language())
        )
        return _consents_page(fault, key), 422
    writing.say_consent(here.id, key, writing.Words(text, purpose, bool(request.form.get("marked"))))
    flash(_("Your changes are saved."), "go")
    return redirect(url_for("privacy_desk.consents", event=event, _anchor=key), 303)


@blueprint.get("/desk/<event>/privacy/consents/<key>")
@guard.requires("privacy.view")
def agreed(event: str, key: str) -> str:
    """Who answered one consent, how, and to which words."""
    here, asked = scope(), request.args.get("after", "")
    after = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
    consent = next((one for one in events.consents(here.id) if one.key == key), None)
    if consent is None:
        raise NotFound
    found = queries.answers(here.id, key, after)
    return render_template(
        "privacy/agreed.html", key=key, words=consent.text.pick(current_language(), here.languages),
        answers=found[: queries.PAGE], more=after + queries.PAGE if len(found) > queries.PAGE else None,
    )  # fmt: skip


def _consents_page(fault: str = "", wrong: str = "") -> str:
    return render_template(
        "privacy/consents.html", asked=queries.asked(scope().id), fault=fault, wrong=wrong, typed=request.form,
        language_name=lambda code: language_names([code], current_language()),
    )  # fmt: skip


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/privacy")
@guard.requires("privacy.manage")
def person(event: str, registration: UUID) -> str:
    """What is held of one person and would go; the files of it."""
    found = registrations.get(scope().id, registration)
    going = service.preview(scope().id, registration)
    return render_template("privacy/person.html", registration=found, going=_by_purpose(going))


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/everything.<any(zip, pdf):kind>")
@guard.requires("privacy.manage")
def everything(event: str, registration: UUID, kind: str) -> Response:
    """Everything on one person as a file."""
    return download(service.hand_out(scope().id, registration, kind), kind)


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/erase")
@guard.requires("privacy.manage")
def erase(event: str, registration: UUID) -> ResponseReturnValue:
    """Forget one person; then say where their words still stand in texts that others wrote."""
    done = service.erase(scope().id, registration)
    if done.traces:
        found = registrations.get(scope().id, registration)
        return render_template("privacy/erased.html", registration=found, traces=done.traces)
    flash(_("The person was erased: %(rows)s values went.", rows=done.rows), "go")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)


def _terms_page(typed: dict[str, str], faults: dict[str, str]) -> str:
    here = scope()
    found = queries.event_terms(here.id)
    today = clock.local(clock.now(), here.timezone).date()
    there = dict.fromkeys(PURPOSES, 0)
    for one in queries.going(here.id, frozenset(PURPOSES)):
        there[one.purpose] += one.rows
    late = due(found, today)
    return render_template(
        "privacy/terms.html", terms=found, purposes=PURPOSES, there=there, late=late, typed=typed, faults=faults,
        due_rows=sum(there[one] for one in late), language=current_language(),
    )  # fmt: skip


def _by_purpose(going: Sequence[Going]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Purposes in words with their tables in words and how many rows."""
    found: dict[str, list[tuple[str, int]]] = {}
    for one in going:
        found.setdefault(_(PURPOSES[one.purpose].name), []).append((_(table_name(one.table)), one.rows))
    return list(found.items())


def _is_days(text: str) -> bool:
    return text.isdecimal() and len(text) <= 4 and int(text) <= service.LONGEST


def _wrong() -> str:
    return _(service.WrongTerm.message, most=service.LONGEST)
