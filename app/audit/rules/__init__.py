"""What a journal line says, and the facts of it that its link covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.audit.rules.fields import FIELD_NAMES, VALUE_NAMES
from app.kernel.i18n import N_

__all__ = ["ACT_NAMES", "FIELD_NAMES", "VALUE_NAMES", "Act", "chain_of", "changed", "facts"]


@dataclass(frozen=True)
class Act:
    """One act to be written down: `before` and `after` hold only the fields that changed."""

    action: str  # subject.verb, such as registration.approved
    subject_kind: str
    subject_id: UUID | None
    event_id: UUID | None = None
    about: str = ""  # the subject's name as people know it; personal
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


ACT_NAMES: Mapping[str, str] = {
    "event.imported": N_("Event file read"),
    "event.moved": N_("Event moved"),
    "event.renamed": N_("Event's address changed"),
    "event.door-photos": N_("Photos at the doors"),
    "form.published": N_("Form published"),
    "form.discarded": N_("Draft of the form discarded"),
    "registration.photo": N_("Photo changed"),
    "event.copied": N_("Event copied"),
    "event.changed": N_("Event changed"),
    "agenda.published": N_("Agenda published"),
    "agenda.restored": N_("Version taken back"),
    "agenda.imported": N_("Sessions imported"),
    "session.added": N_("Session added"),
    "session.changed": N_("Session changed"),
    "session.cancelled": N_("Session cancelled"),
    "session.returned": N_("Session on again"),
    "session.removed": N_("Session removed"),
    "room.added": N_("Room added"),
    "room.changed": N_("Room changed"),
    "room.removed": N_("Room removed"),
    "days.changed": N_("Hours of days changed"),
    "day.copied": N_("Day copied"),
    "speaker.added": N_("Speaker added"),
    "speaker.changed": N_("Speaker changed"),
    "speaker.removed": N_("Speaker removed"),
    "document.added": N_("Document added"),
    "document.changed": N_("Document changed"),
    "document.removed": N_("Document removed"),
    "document.file": N_("File of a document added"),
    "document.file-removed": N_("File of a document removed"),
    "clash.confirmed": N_("Clash confirmed"),
    "user.role-given": N_("Role given"),
    "user.role-taken": N_("Role taken away"),
    "user.password-set": N_("Password set"),
    "user.passkey-added": N_("Passkey added"),
    "user.passkey-removed": N_("Passkey removed"),
    "user.app-added": N_("Code app added"),
    "user.app-removed": N_("Code app removed"),
    "user.codes-made": N_("Recovery codes made"),
    "user.code-used": N_("Recovery code used"),
    "user.factors-reset": N_("Second factors reset"),
    "user.signed-in": N_("Signed in"),
    "user.signed-out": N_("Sign-in ended"),
    "user.signed-out-by-owner": N_("Sign-ins ended by an owner"),
    "user.link-made": N_("Password link made"),
    "user.invited": N_("Invited to the team"),
    "user.invitation-revoked": N_("Invitation taken back"),
    "user.invitation-accepted": N_("Invitation accepted"),
    "user.token-issued": N_("API token made"),
    "user.token-revoked": N_("API token revoked"),
    "event.places-set": N_("Places and dates of registration set"),
    "registration.invited": N_("Invited"),
    "registration.submitted": N_("Registered"),
    "registration.queued": N_("Put on the waiting list"),
    "registration.offered": N_("Place offered"),
    "registration.accepted": N_("Offered place accepted"),
    "registration.lapsed": N_("Offer ended without an answer"),
    "registration.replaced": N_("Replaced by someone else"),
    "registration.unregistered": N_("Import taken back"),
    "registration.merged": N_("Merged with another registration"),
    "registration.distinct": N_("Said to be two people"),
    "registration.change-asked": N_("Change asked for"),
    "registration.change-refused": N_("Change refused"),
    "registration.link-revoked": N_("Personal link ended"),
    "registration.changed": N_("Registration changed"),
    "registration.consent": N_("Consent changed"),
    "registration.passport-kept": N_("Passport kept for a letter"),
    "registration.passport-forgotten": N_("Passport forgotten"),
    "registration.erased": N_("Person erased"),
    "registration.viewed": N_("Person looked at"),
    "registration.handed-out": N_("Everything on a person handed out"),
    "roster.pulled": N_("List of people taken to a door"),
    "consent.changed": N_("Words of a consent changed"),
    "privacy.purged": N_("Purged"),
    "privacy.term-set": N_("Term of retention changed"),
    "registration.approved": N_("Registration approved"),
    "registration.refused": N_("Registration refused"),
    "registration.withdrawn": N_("Registration withdrawn"),
    "registration.returned": N_("Returned"),
    "registration.link-renewed": N_("New personal link"),
    "registration.assigned": N_("Counted to a delegation"),
    "registration.leads": N_("Named head of a delegation"),
    "delegation.made": N_("Delegation added"),
    "delegation.changed": N_("Delegation changed"),
    "delegation.removed": N_("Delegation removed"),
    "delegation.invited": N_("Delegation invited"),
    "delegation.reminded": N_("Delegation reminded"),
    "delegation.opened": N_("Delegation opened its link"),
    "delegation.declined": N_("Delegation does not come"),
    "delegation.link-renewed": N_("New link of a delegation"),
    "delegation.link-revoked": N_("Link of a delegation ended"),
    "badge.issued": N_("Badge code given"),
    "badge.revoked": N_("Badge code revoked"),
    "badge.inherited": N_("Badge code taken over by merging"),
    "badges.printed": N_("Badges printed"),
    "badge.given": N_("Blank badge given to somebody"),
    "badge.handed": N_("Badge handed over"),
    "badge.taken-back": N_("Badge not handed over after all"),
    "badges.blank": N_("Blank badges made"),
    "badges.design": N_("Design of badges chosen"),
    "badges.logo-added": N_("Logo added"),
    "badges.logo-removed": N_("Logo removed"),
    "badges.paper-added": N_("Paper added"),
    "badges.paper-removed": N_("Paper removed"),
    "badges.printer": N_("Printer set up"),
    "calendar.invitations-asked": N_("Calendar invitations asked for"),
    "calendar.invitations-ended": N_("Calendar invitations ended"),
    "door.pairing-made": N_("Door link made"),
    "door.pairing-revoked": N_("Door ended"),
    "door.device-paired": N_("Device paired"),
    "door.device-revoked": N_("Device ended"),
    "door.settings": N_("Settings of the doors changed"),
    "door.checkpoint-added": N_("Checkpoint added"),
    "door.checkpoint-changed": N_("Checkpoint changed"),
    "door.rehearsal-begun": N_("Rehearsal begun"),
    "door.rehearsal-cleared": N_("Rehearsal ended and cleared"),
    "door.held-accepted": N_("Held scans accepted"),
    "door.held-rejected": N_("Held scans rejected"),
    "door.batch-moved": N_("Scans moved to another checkpoint"),
    "door.conflict-settled": N_("Double admission settled"),
    "door.unsent-imported": N_("File of unsent scans taken"),
    "door.walk-in-settled": N_("Walk-in put in order"),
    "attendance.exported": N_("Attendance list downloaded"),
    "statistics.exported": N_("Statistics downloaded"),
    "statistics.published": N_("Statistics published"),
    "statistics.withdrawn": N_("Statistics taken back"),
    "quorum.recorded": N_("Quorum recorded"),
    "quorum.basis-set": N_("Quorum set"),
    "attendance.rule-set": N_("Rule of presence set"),
    "certificate.threshold": N_("Threshold of certificates set"),
    "evidence.anchored": N_("Records anchored"),
    "evidence.auditors": N_("Auditors named"),
    "evidence.packed": N_("Evidence pack made"),
    "attendance.signed": N_("Signatures entered"),
    "attendance.signature-taken-back": N_("Signature taken back"),
    "attendance.pages-back": N_("Signed pages taken in"),
    "attendance.closed": N_("Attendance closed"),
    "attendance.sheets-made": N_("Sign-in sheets made"),
    "travel.changed": N_("Travel and stay changed"),
    "travel.exported": N_("List of travel downloaded"),
    "hotel.saved": N_("Hotel saved"),
    "hotel.removed": N_("Hotel removed"),
    "mail.resent": N_("Mail sent again"),
    "note.written": N_("Note written"),
    "note.deleted": N_("Note thrown away"),
    "delegates.exported": N_("Delegates exported"),
    "delegates.imported": N_("Delegates imported"),
    "mail.returned": N_("Mail came back"),
    "mail.lifted": N_("Address written to again"),
    "words.changed": N_("Words of a mail or letter changed"),
    "words.reset": N_("Words of a mail or letter reset"),
    "sending.sent": N_("Mail to many"),
    "letterhead.changed": N_("Letterhead changed"),
    "letter.issued": N_("Letter issued"),
    "letter.withdrawn": N_("Letter withdrawn"),
    "letter.released": N_("Letter released"),
    "letter.fetched": N_("Letter fetched"),
    "batch.begun": N_("Long work begun"),
    "batch.cancelled": N_("Long work cancelled"),
    "calendar.feed-revoked": N_("Calendar link revoked"),
}
"""What the journal's page calls each act; an act without a name here is shown by its key."""


def chain_of(event_id: UUID | None) -> str:
    """The journal's chain for an event, or the program's own."""
    return f"journal:{event_id}" if event_id else "journal"


def facts(
    *,
    chain: str,
    number: int,
    at: str,
    action: str,
    actor_kind: str,
    actor_id: UUID | None,
    subject: tuple[str, UUID | None],
) -> dict[str, object]:
    """The impersonal part of a line, in the form that its link covers; `at` is RFC 3339 in UTC."""
    return {
        "chain": chain,
        "number": number,
        "at": at,
        "action": action,
        "actor": [actor_kind, str(actor_id) if actor_id else None],
        "subject": [subject[0], str(subject[1]) if subject[1] else None],
    }


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only the fields whose values differ, from both sides."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
