"""Clashes while a session is being typed: asked for by the page as it changes, or by a button."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from flask import render_template, request

from app.agenda import queries, service
from app.agenda.forms import SessionForm, form_in
from app.agenda.models import Session
from app.agenda.queries import ClashShown, Draft
from app.agenda.rules import SessionPart
from app.agenda.views.blueprint import blueprint, speaker_labels
from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import Text
from app.kernel.scope import scope

BLANK = SessionPart(key="", day=1, starts=time(9), ends=time(10), kind="session", title=Text())


@blueprint.post("/desk/<event>/agenda/clashes")
@guard.requires("agenda.edit")
def clashes(event: str) -> str:
    """What the form as it stands would clash with, as a part of a page; `key` of the session, none for a new one."""
    draft, key = queries.draft(scope().id), request.args.get("key", "")
    row = service.find_row(draft, key) if key else None
    form = form_in(SessionForm, scope().languages)
    form.take_roles()
    return render_template("agenda/clashes_now.html", found=as_typed(form, draft, row))


def as_typed(form: SessionForm, draft: Draft, row: Session | None) -> tuple[ClashShown, ...] | None:
    """The clashes of what was typed; None while its hours are not complete."""
    part = BLANK
    if row is not None:
        part = queries.session_part(row, events.get_event(scope().id).starts, scope().timezone)
    if request.form.get("whom") is None:  # the short form of a move
        times = form.times()
        typed = replace(part, **times) if times else None
    else:
        typed = form.outline(part, speaker_labels())
    return queries.clashes_as_typed(draft, row, typed, scope()) if typed else None
