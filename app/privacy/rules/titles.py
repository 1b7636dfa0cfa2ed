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
}
"""A table without a name here is called by its own."""


def table_name(table: str) -> str:
    """The English source text for a table, or its own name in words."""
    return TABLE_NAMES.get(table, table.replace("_", " ").capitalize())
