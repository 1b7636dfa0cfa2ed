"""Versions at the desk: publishing what is drafted, comparing any two, taking one back into the draft."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.rules import PublishedSpeaker, SessionState, Tell
from app.agenda.views.blueprint import blueprint, called, desk_page
from app.events import queries as events
from app.kernel import clock, guard
from app.kernel.errors import NotFound
from app.kernel.i18n import N_, _, current_language
from app.kernel.scope import scope
from app.people import queries as people

TELLS = {
    Tell.NOBODY: N_("Nobody: the pages and calendars change, no mail goes out"),
    Tell.CONCERNED: N_("Those concerned: one mail to each delegate whose sessions change"),
    Tell.EVERYONE: N_("Everyone: one mail to each delegate"),
}


@blueprint.get("/desk/<event>/agenda/publish")
@guard.requires("agenda.view")
def publish(event: str) -> str:
    """What publishing would change, in words, and whom to tell."""
    return _page()


@blueprint.post("/desk/<event>/agenda/publish")
@guard.requires("agenda.edit")
def publish_draft(event: str) -> ResponseReturnValue:
    """Show the draft to everybody, exactly as the list of changes said."""
    tell = request.form.get("tell", "")
    if tell not in set(Tell):
        return _page(_("Choose whom to tell.")), 422
    try:
        done = service.publish_as_shown(
            scope().id, request.form.get("digest", ""), Tell(tell), request.form.get("reason", "")[:500]
        )
    except (service.DraftChanged, service.Clashing) as error:
        return _page(_(error.message), tell), 409
    if done is None:
        flash(_("Nothing has changed since the last publication."), "info")
    else:
        flash(_("Published: version %(number)s of the agenda.", number=done.number), "go")
    return redirect(url_for("agenda_desk.versions", event=scope().slug), 303)


def _page(fault: str = "", tell: str = Tell.CONCERNED) -> str:
    here, draft = scope(), queries.draft(scope().id)
    waiting = queries.pending(draft.event, clock.now(), draft.sessions)
    clashes = queries.clashes_said(queries.clashing(draft), draft, here)
    first = waiting.newest is None
    return desk_page(
        "publish.html",
        waiting=waiting,
        changes=queries.told(waiting.changes, here),
        speakers=[_speaker(one) for one in waiting.speakers] if not first else [],
        clashes=[one for one in clashes if one.open],
        accepted=[one for one in clashes if not one.open],
        blocked=any(one.open and one.clash.blocks for one in clashes),
        tells=[(one.value, _(word)) for one, word in TELLS.items()],
        reach=queries.reach(
            draft.event.id, waiting.newest.sessions if waiting.newest else (), waiting.following.sessions
        ),
        tell=tell,
        fault=fault,
    )


def _speaker(one: PublishedSpeaker) -> str:
    return called(one.name_ar, one.name_latin)


@blueprint.get("/desk/<event>/agenda/versions")
@guard.requires("agenda.view")
def versions(event: str) -> str:
    """Every version, who published it, whom it told."""
    found = queries.versions(scope().id)
    waiting = queries.pending(events.get_event(scope().id), clock.now())
    names = {one.id: one.name or one.email for one in people.users({one.by for one in found if one.by})}
    tells = {one: _(word).partition(":")[0] for one, word in SHORT.items()}
    return desk_page("versions.html", versions=found, names=names, tells=tells, pending=waiting.differs)


SHORT = {Tell.NOBODY: N_("nobody"), Tell.CONCERNED: N_("those concerned"), Tell.EVERYONE: N_("everyone")}


@blueprint.get("/desk/<event>/agenda/versions/compare")
@guard.requires("agenda.view")
def compare(event: str) -> str:
    """What lies between any two versions; "draft" is what is not published yet."""
    one, two = request.args.get("from", ""), request.args.get("to", "draft")
    before, after = _sessions(one), _sessions(two)
    changes = queries.told(rules.changes(before, after), scope())
    return desk_page(
        "compare.html",
        changes=changes,
        gone=_titles(_gone(before, after)),
        one=one,
        two=two,
        known=[str(found.number) for found in queries.versions(scope().id)],
    )


def _gone(before: rules.Version, after: rules.Version) -> rules.Version:
    kept = {found.uid for found in after}
    return tuple(found for found in before if found.uid not in kept)


def _titles(sessions: rules.Version) -> list[tuple[str, str]]:
    return [found.title.best(current_language(), scope().languages) for found in sessions]


def _sessions(which: str) -> rules.Version:
    if which == "draft":
        event = events.get_event(scope().id)
        return queries.pending(event, clock.now()).following.sessions
    if which == "0":
        return ()
    found = queries.find_version(scope().id, int(which)) if which.isdecimal() and len(which) < 9 else None
    if found is None:
        raise NotFound
    return found.sessions


@blueprint.get("/desk/<event>/agenda/versions/<int:number>/restore")
@guard.requires("agenda.edit")
def restore(event: str, number: int) -> str:
    """What restoring a version would change in the draft."""
    before, after = _sessions("draft"), _sessions(str(number))
    changes = queries.told(rules.changes(before, after), scope())
    off = [one for one in _gone(before, after) if one.state == SessionState.PLANNED]
    return desk_page("restore.html", number=number, changes=changes, off=_titles(tuple(off)))


@blueprint.post("/desk/<event>/agenda/versions/<int:number>/restore")
@guard.requires("agenda.edit")
def restore_version(event: str, number: int) -> ResponseReturnValue:
    """Take a version back into the draft."""
    service.restore(scope().id, number)
    flash(_("The draft says what version %(number)s said. Publish to show it.", number=number), "go")
    return redirect(url_for("agenda_desk.publish", event=scope().slug), 303)
