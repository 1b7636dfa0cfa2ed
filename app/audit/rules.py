"""What a journal line says, and the facts of it that its link covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.kernel.i18n import N_


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
    "door.pairing-made": N_("Door link made"),
    "door.pairing-revoked": N_("Door ended"),
    "door.device-paired": N_("Device paired"),
    "door.device-revoked": N_("Device ended"),
    "attendance.exported": N_("Attendance list downloaded"),
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


FIELD_NAMES: Mapping[str, str] = {
    "state": N_("State"),
    "honorific": N_("Honorific"),
    "name_ar": N_("Name in Arabic letters"),
    "name_latin": N_("Name in Latin letters"),
    "function": N_("Function"),
    "category": N_("Category"),
    "country": N_("Country"),
    "city": N_("City"),
    "email": N_("Mail address"),
    "phone": N_("Phone"),
    "gender": N_("Gender"),
    "language": N_("Language"),
    "interpretation": N_("Interpretation"),
    "diet": N_("Meals"),
    "access": N_("Access and assistance"),
    "consents": N_("Consents"),
    "role": N_("Role"),
    "name": N_("Name"),
    "arrives_on": N_("Day of arrival"),
    "arrives_time": N_("Hour of arrival"),
    "arrives_by": N_("How you arrive"),
    "arrives_number": N_("Flight or train"),
    "arrives_place": N_("Where you arrive"),
    "departs_on": N_("Day of departure"),
    "departs_time": N_("Hour of departure"),
    "departs_by": N_("How you leave"),
    "departs_number": N_("Flight or train"),
    "departs_place": N_("Where you leave from"),
    "stays_elsewhere": N_("Where else you stay"),
    "hotel": N_("Hotel"),
    "room": N_("Room number"),
    "rooms": N_("Rooms held"),
    "visa": N_("Do you need a visa?"),
    "list": N_("List"),
    "checkpoints": N_("Places"),
    "session": N_("Session"),
    "format": N_("Format"),
    "badges": N_("Badges"),
    "people": N_("People"),
    "purpose": N_("Purpose"),
    "rows": N_("Lines"),
    "work": N_("Work"),
    "fields": N_("Fields"),
    "file": N_("File"),
    "new": N_("New"),
    "filter": N_("Filter"),
    "left": N_("Left"),
    "places": N_("Number of places"),
    "categories": N_("Categories"),
    "category_id": N_("Category"),
    "city_id": N_("City"),
    "city_typed": N_("City"),
    "title": N_("Title"),
    "subtitle": N_("Subtitle"),
    "description": N_("Description"),
    "topics": N_("Topics"),
    "kind": N_("Kind"),
    "day": N_("Day"),
    "starts": N_("From"),
    "ends": N_("Until"),
    "speakers": N_("Speakers"),
    "moderators": N_("Moderators"),
    "rapporteurs": N_("Rapporteurs"),
    "languages": N_("Working languages"),
    "expected": N_("Who is expected"),
    "invited": N_("Invited persons"),
    "capacity": N_("Seats"),
    "booths": N_("Booths for interpreters"),
    "organisation": N_("Organisation"),
    "biography": N_("Biography"),
    "venue": N_("Venue"),
    "theme": N_("Theme"),
    "version": N_("Version"),
    "tell": N_("Told"),
}
"""What the journal's page calls the fields that changed; a field without a name here is shown by its key."""


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
