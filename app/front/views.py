"""The desk's home, and one delegate with everything that is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation import queries as desk
from app.audit import queries as journal
from app.audit.service import record_once_a_day
from app.badges import queries as badges
from app.badges import service as codes
from app.batches import queries as batches
from app.checkin import queries as checkin
from app.checkin.rules import DOOR_MESSAGES, Outcome
from app.delegations.queries import named
from app.front import queries
from app.kernel import guard
from app.kernel.i18n import N_, _, current_language
from app.kernel.scope import find_scope, scope
from app.mail import queries as mails
from app.mail.service import label_of
from app.registration import queries as registrations
from app.travel import queries as travel

blueprint = Blueprint("front_desk", __name__)

MAIL_STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("wait", N_("Waiting")),
    "sending": ("wait", N_("On its way")),
    "sent": ("go", N_("Sent")),
    "failed": ("stop", N_("Failed")),
    "bounced": ("stop", N_("Came back")),
    "kept": ("info", N_("Kept here")),
    "dropped": ("none", N_("Not needed")),
}

UNDER_DELEGATES = (
    "accreditation_desk.", "front_desk.delegate", "travel_desk.", "privacy_desk.person", "delegations_desk.",
    "cities_desk.", "people_desk.", "inviting_desk.",
    "places_desk.", "doubles_desk.", "registration_form.", "registration_photos.", "registration_desk.",
)  # fmt: skip

UNDER_ATTENDANCE = ("attendance_desk.", "statistics_desk.", "certificates_desk.", "evidence_desk.")

MAILS = ("mail_desk.", "sendings_desk.", "words_desk.", "letters_desk.", "sharing_desk.")

RAIL = (
    (N_("Today"), "front_desk.today", "desk.view", ("front_desk.today",)),
    (
        N_("Delegates"),
        "accreditation_desk.delegates",
        "delegates.view",
        UNDER_DELEGATES,
    ),
    (N_("Badges"), "badges_desk.badges", "badges.view", ("badges_desk.",)),
    (N_("Doors"), "checkin_desk.doors", "doors.view", ("checkin_desk.",)),
    (N_("Attendance"), "attendance_desk.sessions", "attendance.view", UNDER_ATTENDANCE),
    (N_("Agenda"), "agenda_desk.agenda", "agenda.view", ("agenda_desk.",)),
    (
        N_("Mails"),
        "mail_desk.mails",
        "mail.view",
        ("mail_desk.", "sendings_desk.", "words_desk.", "letters_desk.", "sharing_desk."),
    ),
    (
        N_("Journal"),
        "audit.journal",
        "journal.view",
        (
            "audit.",
            "privacy_desk.terms",
            "privacy_desk.set_terms",
            "privacy_desk.consents",
            "privacy_desk.say",
            "privacy_desk.agreed",
        ),
    ),
)


def rail() -> dict[str, Any]:
    """The eight words of the desk, those that the actor may open; on pages about no event, none."""
    here = find_scope()
    if here is None or not request.path.startswith("/desk/"):
        return {"rail": []}
    asked = request.endpoint or ""
    return {
        "rail": [
            (_(word), url_for(endpoint, event=here.slug), asked.startswith(own), None)
            for word, endpoint, permission, own in RAIL
            if guard.may(permission)
        ]
    }


@blueprint.get("/desk/")
@guard.requires("account.own")
def home() -> ResponseReturnValue:
    """The events one works on; with a single one, its home. Volunteers come to their doors."""
    may = guard.actor().may
    if not may("desk.view", None) and g.get("unprotected"):  # an owner who still needs a second factor
        return redirect(url_for("people.account"))
    mine = queries.my_events(may, "desk.view") or queries.my_events(may, "door.work")
    if len(mine) == 1:
        return redirect(queries.way_in(mine[0], may))
    return render_template("front/desk_events.html", events=[(one, queries.way_in(one, may)) for one in mine])


@blueprint.get("/desk/<event>/")
@guard.requires("desk.view")
def today(event: str) -> str:
    """Counts, who waits, who is where."""
    found = queries.home(scope(), current_language())
    return render_template("front/desk_home.html", home=found, under_way=len(batches.under_way(scope().id)))


@blueprint.get("/desk/<event>/delegates/<uuid:registration>")
@guard.requires("delegates.view")
def delegate(event: str, registration: UUID) -> str:
    """One delegate: answers, state, badges, scans, mails and history."""
    here, language = scope(), current_language()
    found = registrations.get(here.id, registration)
    record_once_a_day(registrations.looked_at(found), here.timezone)
    kind, word = registrations.STATE_WORDS[found.state]
    return render_template(
        "front/delegate.html",
        registration=found,
        name_pairs=queries.name_pairs(found.name_ar, found.name_latin, language),
        state_kind=kind,
        state_word=_(word),
        category=found.category.name.pick(language, here.languages),
        place=queries.place(found, language, here.languages),
        added=registrations.added_shown(found, language, here.languages, here.country),
        photo=registrations.photo_version(found.id),
        newest_form=registrations.questions(here.id, here.version).form.number,
        answers=registrations.answers_shown(
            found, language, here.languages, needs=guard.may("delegates.edit")
        ),
        withheld=bool(registrations.all_withheld([found.id])),
        travel=travel.find(found.id),
        papers=queries.papers(found, here),
        badges=_badges(found.id),
        sheets=badges.sheets_of(found.id),
        badge_papers=codes.paper_names(here.id),
        badge_paper=badges.single_paper(here.id),
        scans=checkin.scans_of(found.id, 20),
        places=_places(),
        outcomes={str(one): _(DOOR_MESSAGES[one]) for one in Outcome},
        mails=_mails(found.id),
        journal=_history(here.id, found.id),
        notes=desk.notes(found.id) if guard.may("delegates.edit") or guard.may("journal.view") else [],
        asked_change=registrations.proposal_shown(found, language, here.languages),
        steps=registrations.steps_shown(found.id),
        delegation_name=named(found.delegation, language, here.languages) if found.delegation else "",
    )


def _badges(registration: UUID) -> list[dict[str, Any]]:
    """Badges with their typed form, which only those who print badges see."""
    shown = guard.may("badges.view")
    return [
        {
            "issued_at": one.issued_at,
            "revoked_at": one.revoked_at,
            "handed_at": one.handed_at,
            "typed": codes.code_of(one).typed.shown if shown and not one.revoked_at else "",
        }
        for one in badges.of_registration(registration)
    ]


def _places() -> dict[str, str]:
    language, fallback = current_language(), scope().languages
    found = checkin.checkpoints(scope().id)
    return {key: one.title.pick(language, fallback) or _("Main entrance") for key, one in found.items()}


def _mails(registration: UUID) -> list[dict[str, Any]]:
    """Mails to this person, under whichever of their registrations, the newest first."""
    if not guard.may("mail.view"):
        return []
    own = registrations.one_person(scope().id, registration)
    found = [_mail(one) for ident in own for one in mails.for_subject(ident)]
    return sorted(found, key=lambda mail: mail["at"], reverse=True)


def _mail(one: Any) -> dict[str, Any]:
    kind, word = MAIL_STATES[one.state]
    return {
        "words": _(label_of(one.occasion)),
        "kind": kind,
        "state_word": _(word),
        "at": one.sent_at or one.created_at,
    }


def _history(event_id: UUID, registration: UUID) -> Any:
    if not guard.may("journal.view"):
        return []
    own = registrations.one_person(event_id, registration)
    own = [*own, *(one.id for ident in own for one in badges.of_registration(ident))]
    found = [
        line for ident in own for line in journal.entries(journal.Filter(event_id, subject_id=ident), 20)
    ]
    return sorted(found, key=lambda line: line.number, reverse=True)[:20]
