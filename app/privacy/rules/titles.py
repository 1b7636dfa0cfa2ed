"""What tables of personal data are called where people read of them."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_

TABLE_NAMES: Mapping[str, str] = {
    "registration": N_("Registration"),
    "registration_step": N_("Decisions"),
    "registration_distinct": N_("Namesakes"),
    "passport": N_("Passport"),
    "consent_answer": N_("Consents"),
    "travel": N_("Travel and stay"),
    "badge": N_("Badges"),
    "calendar_feed": N_("Calendar"),
    "outbox_mail": N_("Mails"),
    "addressee": N_("Mails to many"),
    "letter": N_("Letters"),
    "scan": N_("At the door"),
    "journal_entry": N_("History"),
    "delegation": N_("Focal points"),
    "invitation": N_("Invitations"),
    "batch_item": N_("Long work"),
    "speaker": N_("Speakers"),
    "anchor_recipient": N_("Auditors"),
    "answer": N_("Other answers"),
    "batch": N_("Long work"),
    "batch_file": N_("Files"),
    "calendar_message": N_("Calendar"),
    "calendar_wish": N_("Calendar"),
    "change_notice": N_("Changes of the agenda"),
    "desk_note": N_("Notes of the desk"),
    "pack_part": N_("Evidence pack"),
    "photo": N_("Photo"),
    "printed_badge": N_("Badges printed"),
    "sheet_line": N_("Sign-in sheets"),
    "signature": N_("Signatures"),
    "signature_ink": N_("Signatures"),
    "standing": N_("At the door"),
    "star": N_("My agenda"),
    "walk_in": N_("Walk-ins"),
}
"""A table without a name here is called by its own."""


COLUMN_NAMES: Mapping[str, str] = {
    "about": N_("About"),
    "action": N_("Act"),
    "after": N_("After"),
    "arrives_by": N_("Arrival by"),
    "arrives_number": N_("Arrival: number"),
    "arrives_on": N_("Arrival: day"),
    "arrives_place": N_("Arrival: place"),
    "arrives_time": N_("Arrival: hour"),
    "at": N_("When"),
    "before": N_("Before"),
    "checkpoint": N_("Place"),
    "choices": N_("Answer"),
    "code": N_("Code"),
    "content": N_("Words"),
    "country": N_("Country"),
    "created_at": N_("Since"),
    "day": N_("Answer"),
    "departs_by": N_("Departure by"),
    "departs_number": N_("Departure: number"),
    "departs_on": N_("Departure: day"),
    "departs_place": N_("Departure: place"),
    "departs_time": N_("Departure: hour"),
    "error": N_("Error"),
    "expires": N_("Valid until"),
    "given": N_("Given"),
    "happened_at": N_("When"),
    "issued_at": N_("Since"),
    "label": N_("Name"),
    "number": N_("Number"),
    "occasion": N_("Occasion"),
    "reason": N_("Reason"),
    "reference": N_("Reference"),
    "room": N_("Room"),
    "sent_at": N_("Sent"),
    "stays_elsewhere": N_("Stays at"),
    "subject": N_("Subject"),
    "text": N_("Text"),
    "to": N_("To"),
    "version": N_("Version"),
    "visa": N_("Visa"),
    "words": N_("Words"),
}
"""Columns that people read of; what has no name here and in the journal's fields stands in the JSON alone."""


def column_name(column: str) -> str:
    """The English source text for a column, or "" for one that tells a reader nothing."""
    return COLUMN_NAMES.get(column, "")


def table_name(table: str) -> str:
    """The English source text for a table, or its own name in words."""
    return TABLE_NAMES.get(table, table.replace("_", " ").capitalize())
