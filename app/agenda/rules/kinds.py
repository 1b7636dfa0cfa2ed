"""Kinds of session with a word in every language of the program; others are shown as the file writes them."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_

KINDS: Mapping[str, str] = {
    "break": N_("Break"),
    "ceremony": N_("Ceremony"),
    "closing": N_("Closing"),
    "keynote": N_("Keynote"),
    "meal": N_("Meal"),
    "meeting": N_("Meeting"),
    "opening": N_("Opening"),
    "panel": N_("Panel"),
    "plenary": N_("Plenary"),
    "reception": N_("Reception"),
    "session": N_("Session"),
    "training": N_("Training"),
    "visit": N_("Visit"),
    "welcome": N_("Arrival"),
    "workshop": N_("Workshop"),
}


def kind_word(kind: str) -> str:
    """The English source text of a kind, to be translated; an unknown kind speaks for itself."""
    return KINDS.get(kind, kind)
