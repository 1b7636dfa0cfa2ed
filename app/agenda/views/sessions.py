"""Sessions at the desk: all of them, one with everything that can be said of it, called off and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import ROLES, SessionForm, form_in, session_data
from app.agenda.models import Session
from app.agenda.queries import Draft
from app.agenda.rules import ClashKind, SessionPart, SessionState
from app.agenda.rules.kinds import KINDS
from app.agenda.views.blueprint import (
    blueprint,
    both_versions,
    called,
    desk_page,
    refresh,
    role_rows,
    speaker_labels,
)
from app.agenda.views.trying import BLANK, as_typed
from app.events import queries as events
from app.events.rules import EventFileFaults
from app.kernel import clock, guard
from app.kernel.i18n import LANGUAGES, _, current_language, format_day, language_names
from app.kernel.scope import scope


@blueprint.get("/desk/<event>/agenda")
@guard.requires("agenda.view")
def agenda(event: str) -> str:
    """Every session with its standing, what clashes, and every text that lacks a language of the event."""
    draft = queries.draft(scope().id)
    clashes = queries.clashes_said(queries.clashing(draft), draft, scope())
    page = queries.review(scope(), current_language(), clock.now(), draft)
    return desk_page("desk.html", page=page, clashes=clashes)


@blueprint.get("/desk/<event>/agenda/sessions/new")
@guard.requires("agenda.edit")
def new_session(event: str) -> str:
    """An empty form; ?day and ?room come from the grid."""
    day, room = request.args.get("day", ""), request.args.get("room", "")
    part = replace(BLANK, day=int(day) if day.isdecimal() and len(day) < 5 else 1, room=room)
    return _page(_form(part), None)


@blueprint.post("/desk/<event>/agenda/sessions/new")
@guard.requires("agenda.edit")
def add_session(event: str) -> ResponseReturnValue:
    """Save a new session."""
    return _save(None)


@blueprint.get("/desk/<event>/agenda/sessions/<key>")
@guard.requires("agenda.view")
def session(event: str, key: str) -> str:
    """One session as the draft has it."""
    row = service.find_row(queries.draft(scope().id), key)
    part = queries.session_part(row, events.get_event(scope().id).starts, scope().timezone)
    form = _form(part)
    form.roles = role_rows(part, speaker_labels())
    return _page(form, row)


@blueprint.post("/desk/<event>/agenda/sessions/<key>")
@guard.requires("agenda.edit")
def save_session(event: str, key: str) -> ResponseReturnValue:
    """Save what was typed; a save that others overtook, or that clashes, comes back with everything kept."""
    return _save(key)


@blueprint.post("/desk/<event>/agenda/sessions/<key>/cancel")
@guard.requires("agenda.edit")
def cancel_session(event: str, key: str) -> ResponseReturnValue:
    """Call it off."""
    service.cancel_session(scope().id, key)
    flash(_("Cancelled in the draft. Publish to show it; the session stays and can be brought back."), "go")
    return redirect(url_for("agenda_desk.session", event=scope().slug, key=key), 303)


@blueprint.post("/desk/<event>/agenda/sessions/<key>/return")
@guard.requires("agenda.edit")
def return_session(event: str, key: str) -> ResponseReturnValue:
    """Bring it back; where its place was taken meanwhile, a reason is asked for."""
    try:
        service.return_session(scope().id, key, request.form.get("reason", ""))
    except service.Clashing as error:
        row = service.find_row(queries.draft(scope().id), key)
        part = queries.session_part(row, events.get_event(scope().id).starts, scope().timezone)
        form = _form(part)
        form.roles = role_rows(part, speaker_labels())
        return _page(form, row, clashing=error, returning=True), 409
    flash(_("It takes place after all, in the draft. Publish to show it."), "go")
    return redirect(url_for("agenda_desk.session", event=scope().slug, key=key), 303)


@blueprint.post("/desk/<event>/agenda/sessions/<key>/remove")
@guard.requires("agenda.edit")
def remove_session(event: str, key: str) -> ResponseReturnValue:
    """Take away a session that nobody outside has seen."""
    service.remove_session(scope().id, key)
    flash(_("The session was removed."), "go")
    return redirect(url_for("agenda_desk.agenda", event=scope().slug), 303)


def _form(part: SessionPart) -> SessionForm:
    return form_in(SessionForm, scope().languages, data=session_data(part))


def _save(key: str | None) -> ResponseReturnValue:
    form, labels = form_in(SessionForm, scope().languages), speaker_labels()
    form.take_roles()
    row = service.find_row(queries.draft(scope().id), key) if key else None
    seen = rules.remembered(SessionPart, str(form.seen.data or "")) if key else None
    if request.form.get("act") in ("find", "check"):
        return _page(form, row, tried=as_typed(form, queries.draft(scope().id), row))
    part = form.part(seen, labels) if seen or key is None else None
    if part is None:
        return _page(form, row), 422
    try:
        saved = service.save_session(scope().id, key, part, seen, str(form.reason.data or ""))
    except service.Stale as error:
        stored, merged = error.stored, error.merged
        refresh(form, {**session_data(merged), "seen": rules.remember(stored)})
        form.roles = role_rows(merged, labels)
        return _page(form, row, stale=both_versions(error, row)), 409
    except service.Clashing as error:
        return _page(form, row, clashing=error), 409
    except EventFileFaults as error:
        form.show(error.faults)
        return _page(form, row), 422
    flash(_("Saved in the draft. Nobody sees it before you publish."), "go")
    return redirect(url_for("agenda_desk.session", event=scope().slug, key=saved.part.key), 303)


def _page(form: SessionForm, row: Session | None, **more: Any) -> str:
    here, draft = scope(), queries.draft(scope().id)
    _fill(form, draft, row)
    uid: UUID | None = row.uid if row else None
    found = rules.of_session(queries.clashing(draft), uid) if uid else ()
    publication = queries.find_publication(here.id)
    chosen = [UUID(one) for one in form.invited.data or [] if _is_uuid(one)]
    facts = {"stale": None, "clashing": None, "returning": False, "tried": None, **more}
    return desk_page(
        "desk_session.html",
        form=form,
        row=row,
        labels=list(speaker_labels()),
        role_words=[(role.value, _(word)) for role, word in ROLES.items()],
        clashes=queries.clashes_said(found, draft, here),
        documents=[one for one in queries.desk_documents(here) if row and one.session == row.key],
        delegates=_delegates(form, chosen),
        published=bool(publication and uid and publication.find_session(uid)),
        cancelled=bool(row and row.state == SessionState.CANCELLED),
        kinds=ClashKind,
        **facts,
    )


def _fill(form: SessionForm, draft: Draft, row: Session | None) -> None:
    """What can be chosen, in the reader's language."""
    here, language = scope(), current_language()
    kinds = {key: queries.kind_name(key) for key in KINDS}
    known = str(form.kind.data or "")
    form.kind.choices = sorted({**kinds, known: queries.kind_name(known)}.items(), key=lambda pair: pair[1])
    form.day.choices = [
        (str(number), format_day(day, language, here.country, year=False))
        for number, day in enumerate(events.days_of(draft.event), 1)
    ]
    form.room.choices = [
        ("", _("(none)")),
        *((r.key, r.name.pick(language, here.languages)) for r in draft.rooms),
    ]
    others = [one for one in draft.sessions if row is None or one.key != row.key]
    form.continues.choices = [
        ("", _("(none)")),
        *((one.key, one.title.pick(language, here.languages)) for one in others),
    ]
    codes = dict.fromkeys(
        (*here.languages, *LANGUAGES, *(form.working.data or ()), *(form.interpretation.data or ()))
    )
    form.working.choices = form.interpretation.choices = [
        (code, language_names([code], language)) for code in codes
    ]
    form.expected.choices = [
        (one.key, one.name.pick(language, here.languages)) for one in events.categories(here.id)
    ]


def _delegates(form: SessionForm, chosen: list[UUID]) -> list[tuple[str, str, bool]]:
    """Whom the form offers to invite: id, name and place, whether ticked; the chosen, and those just searched for."""
    directory, words = queries.directory(), str(form.words.data or "").strip()
    found = {one.id: one for one in directory.called(scope().id, words)} if words else {}
    named = directory.named(scope().id, chosen)
    gone = [(str(one), _("no longer registered"), True) for one in chosen if one not in named]
    listed = [
        (
            str(one.id),
            " · ".join(part for part in (called(one.name_ar, one.name_latin), one.place) if part),
            one.id in named,
        )
        for one in {**named, **found}.values()
    ]
    return [*listed, *gone]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
