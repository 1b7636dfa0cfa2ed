"""The focal point's pages behind the secret of the delegation's link: register people, see them, replace one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from app.delegations import queries, service
from app.delegations.forms import PersonRow, SharedForm, StayForm, row_of, shared_form, shared_of
from app.delegations.rules.people import check_person
from app.events.queries import get_event
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import _, current_language, ngettext
from app.kernel.ids import new_id
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration import service as registering
from app.registration.models import Delegation, Registration
from app.registration.rules import CHANGEABLE, Faulty, NoPlace, NotOpen, Questions, QuotaUsed, Submission, can
from app.travel import queries as travels
from app.travel.rules import Stay, check_stay

blueprint = Blueprint("delegations", __name__)

ROWS = 6
"""People on one page; those who send more register again, or from a sheet."""

FROM_ONE_PLACE = "120/hour"  # pages that a focal point sends


@blueprint.get("/d/<token>")
@guard.open_to_all
def page(token: str) -> str:
    """The delegation: places, people with where each stands, and rows for more."""
    found = registering.open_delegation(token)
    if found.opened_at is None:
        service.opened(found.id)
    return _page(token, found)


@blueprint.post("/d/<token>")
@guard.open_to_all
def register(token: str) -> ResponseReturnValue:
    """Register those who were filled in; all of them, or the page again with every fault and all that was typed."""
    found, asked = registering.open_delegation(token), asked_here()
    guard.limit("delegation", str(found.id), FROM_ONE_PLACE)
    rows = [PersonRow(asked, prefix=f"p{number}-") for number in range(ROWS)]
    shared, stay_form = shared_form(found, asked), _stay_form()
    people = _checked(rows, shared, found, asked)
    stay = _checked_stay(stay_form)
    if people is None or stay is None:
        return _page(token, found, rows, shared, stay_form), 422
    if not people:
        flash(_("Nobody was filled in yet. One name is enough to begin."), "info")
        return redirect(url_for("delegations.page", token=token), 303)
    try:
        made = service.register_all(found.id, people, _nonce(), stay)
    except QuotaUsed as used:
        return _page(token, found, rows, shared, stay_form, fault=_(used.message)), 409
    except NotOpen as closed:
        return _page(token, found, rows, shared, stay_form, fault=_(closed.message)), 403
    told(len(made))
    return redirect(url_for("delegations.page", token=token), 303)


def told(number: int) -> None:
    """Say how many were registered."""
    flash(ngettext("One person is registered.", "%(num)s people are registered.", number), "go")


def _checked(
    rows: list[PersonRow], shared: SharedForm, found: Delegation, asked: Questions
) -> list[Submission] | None:
    """The people of the rows that are filled in; None leaves faults in the rows."""
    people, said = [], shared_of(shared, found, asked)
    for row in rows:
        if row.is_blank:
            continue
        try:
            people.append(check_person(row.typed, said, asked, current_language()))
        except Faulty as faulty:
            elsewhere = [fault for fault in faulty.faults if fault.field not in row and fault.field in shared]
            for fault in elsewhere:
                shared[fault.field].errors = [_(fault.message, **fault.params)]
            row.show(Faulty(*(fault for fault in faulty.faults if fault not in elsewhere)))
    forms: list[FlaskForm] = [*rows, shared]
    return None if any(field.errors for form in forms for field in form) else people


def _stay_form() -> StayForm:
    here, language = scope(), current_language()
    return StayForm(
        [(str(one.id), one.name.pick(language, here.languages)) for one in travels.hotels(here.id)]
    )


def _checked_stay(form: StayForm) -> Stay | None:
    event = get_event(scope().id)
    hotels = [one.id for one in travels.hotels(event.id)]
    try:
        return check_stay(form.typed, days=(event.starts, event.ends), hotels=hotels, asks_visa=False)
    except Faulty as faulty:
        form.show(faulty)
        return None


def _page(
    token: str, found: Delegation, rows: list[PersonRow] | None = None, shared: SharedForm | None = None,
    stay: StayForm | None = None, fault: str = "",
) -> str:  # fmt: skip
    asked, language, here = asked_here(), current_language(), scope()
    used = queries.used(found.id)
    quota = registrations.quota(found.id)
    free = None if quota.total is None else max(0, quota.total - sum(used.values()))
    blank = min(ROWS, ROWS if free is None else free)
    return render_template(
        "delegations/page.html",
        token=token,
        delegation=found,
        title=queries.named(found, language, here.languages),
        quotas=[(one.category, one.places, used.get(one.category_id, 0)) for one in found.quotas],
        total=quota.total,
        used=sum(used.values()),
        free=free,
        people=[_shown(one) for one in queries.people(found.id)],
        rows=rows or [PersonRow(asked, prefix=f"p{number}-", formdata=None) for number in range(blank)],
        shared=shared or shared_form(found, asked),
        stay=stay or _stay_form(),
        nonce=request.form.get("nonce") or new_id(),
        fault=fault,
    )


def _shown(person: Registration) -> dict[str, Any]:
    kind, word = registrations.STATE_WORDS[person.state]
    return {
        "id": person.id,
        "names": [(person.name_ar, "ar"), (person.name_latin, "fr")],
        "kind": kind,
        "word": _(word),
        "category": person.category.name.pick(current_language(), scope().languages),
        "function": person.function,
        "leads": person.leads,
        "reason": person.reason if person.state == "refused" else "",
        "may_replace": can("replace", person.state) and person.state != "refused",
        "may_change": person.state in CHANGEABLE,
        "may_withdraw": can("withdraw", person.state),
        "has_page": bool(person.email),
    }


@blueprint.route("/d/<token>/people/<uuid:person>/replace", methods=["GET", "POST"])
@guard.open_to_all
def replace(token: str, person: UUID) -> ResponseReturnValue:
    """Send someone else in a person's place, in one step."""
    found, asked = registering.open_delegation(token), asked_here()
    old = registrations.own_person(found, person)
    row, shared, fault = row_of(old, asked), shared_form(found, asked), ""
    if request.method == "POST":
        people = _checked([row], shared, found, asked)
        if people:
            try:
                service.replace(old.id, people[0], _nonce())
                flash(
                    _("The place has gone over. The old badge code ended; the new person gets their own."),
                    "go",
                )
                return redirect(url_for("delegations.page", token=token), 303)
            except (QuotaUsed, NoPlace) as used:
                fault = _(used.message)
        elif people is not None:
            row["name_latin"].errors = [_("Give the name in Arabic or in Latin letters, or both.")]
    shown = render_template(
        "delegations/replace.html", token=token, person=_shown(old), row=row, shared=shared, fault=fault,
        nonce=request.form.get("nonce") or new_id(),
    )  # fmt: skip
    return shown, 422 if request.method == "POST" else 200


@blueprint.post("/d/<token>/people/<uuid:person>/withdraw")
@guard.open_to_all
def withdraw(token: str, person: UUID) -> ResponseReturnValue:
    """Take somebody off the delegation; the place is free for another."""
    registering.withdraw(registrations.own_person(registering.open_delegation(token), person).id)
    flash(_("They are withdrawn, and the place is free."), "go")
    return redirect(url_for("delegations.page", token=token), 303)


@blueprint.post("/d/<token>/head")
@guard.open_to_all
def head(token: str) -> ResponseReturnValue:
    """Say who leads the delegation."""
    found = registering.open_delegation(token)
    service.name_head(found.id, registrations.own_person(found, _uuid(request.form.get("person", ""))).id)
    return redirect(url_for("delegations.page", token=token), 303)


@blueprint.post("/d/<token>/decline")
@guard.open_to_all
def decline(token: str) -> ResponseReturnValue:
    """Nobody comes."""
    service.decline(registering.open_delegation(token).id)
    flash(_("Thank you for your answer. Should you come after all, this page stays open."), "info")
    return redirect(url_for("delegations.page", token=token), 303)


def asked_here() -> Questions:
    """What the event asks."""
    here = scope()
    return registrations.questions(here.id, here.version)


def _nonce() -> UUID:
    """The one made with the page; a new one where it was tampered with, which only loses the protection."""
    try:
        return UUID(request.form.get("nonce", ""))
    except ValueError:
        return new_id()


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
