"""Acts on many delegates: a preview of what will happen, then the act itself as long work."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import service
from app.accreditation.service import Act, ActUnknown
from app.accreditation.views.asking import Asked, arguments, blueprint, filter_of
from app.badges.exports import STOCK_NAMES, STOCKS
from app.batches import queries as batches
from app.batches import service as batch_service
from app.batches.rules import DONE
from app.kernel import guard
from app.kernel.i18n import _, current_language, ngettext
from app.kernel.scope import scope
from app.registration import queries as registrations

SOON = 1.0  # seconds of work that the page waits for; what takes longer shows its progress
SHOWN = 12  # names in a preview


@blueprint.get("/desk/<event>/delegates/act")
@guard.requires("delegates.view")
def preview(event: str) -> ResponseReturnValue:
    """What an act would do with those ticked, or with all who match: who is left and why, who gets a mail."""
    act = service.find_act(request.args.get("act", ""))
    if act is None:
        flash(_(ActUnknown.message), "info")
        return redirect(url_for("accreditation_desk.delegates", event=event, **arguments(request.args)), 303)
    if not _has_target(request.args):
        flash(_("Nobody was chosen. Tick the delegates first, or choose all who match."), "info")
        return redirect(url_for("accreditation_desk.delegates", event=event, **arguments(request.args)), 303)
    return _page(act, request.args)


@blueprint.post("/desk/<event>/delegates/act")
@guard.requires("batches.run")
def begin(event: str) -> ResponseReturnValue:
    """Do what was previewed; short work is done when the answer comes, longer work shows its progress."""
    act = service.find_act(request.form.get("act", ""))
    if act is None or not _has_target(request.form):
        raise ActUnknown
    fault = _unsaid(act)
    if fault:
        return _page(act, request.form, fault), 422
    back = url_for("accreditation_desk.delegates", event=event, **arguments(request.form))
    try:
        expected = request.form.get("expected", 0, type=int)
        batch_id = service.begin_act(
            scope().id, act, filter_of(request.form), _said(act), expected=expected, then=back
        )
    except service.Others as error:
        flash(_(error.message), "info")
        return _page(act, request.form), 409
    batch_service.hurry(batch_id, SOON)
    batch = batches.get_batch(scope().id, batch_id)
    if batch.state == DONE and not batch.failed + batch.skipped and batches.find_file(batch_id) is None:
        flash(ngettext("Done for one delegate.", "Done for %(num)s delegates.", batch.done), "go")
        return redirect(back, 303)
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch_id), 303)


def _has_target(asked: Asked) -> bool:
    return asked.get("all") == "1" or bool(asked.getlist("ids"))


def _said(act: Act) -> dict[str, str]:
    """What the act asks for."""
    return {act.ask: request.values.get("said", "").strip()[:1000]} if act.ask else {}


def _unsaid(act: Act) -> str:
    """What is missing, in a sentence; '' when all is said."""
    said = _said(act).get(act.ask, "")
    if act.ask == "reason" and not said:
        return _("Say why: the delegate reads the reason.")
    if act.ask and said not in _choices(act) and act.ask != "reason":
        return _("Choose one of the answers offered.")
    return ""


def _choices(act: Act) -> dict[str, str]:
    """What can be chosen where the act asks for one of several things."""
    language, here = current_language(), scope()
    if act.ask == "category":
        known = registrations.questions(here.id, here.version).categories
        return {one.key: one.name.pick(language, here.languages) for one in known}
    if act.ask == "format":
        return {key: _(STOCK_NAMES[key]) for key in STOCKS}
    return {}


def _page(act: Act, asked: Asked, fault: str = "") -> str:
    wanted = filter_of(asked)
    found, people = service.preview_of(scope().id, act, wanted, _said(act))
    ready = set(found.ready)
    return render_template(
        "accreditation/act.html",
        act=act,
        preview=found,
        some=[one for one in people if one.id in ready][:SHOWN],
        kept=arguments(asked, ticked=True),
        is_all=asked.get("all") == "1",
        said=_said(act).get(act.ask, ""),
        choices=_choices(act),
        fault=fault,
        places=service.places_missing(scope().id, act, people, found),
    )
