"""The columns that the list of delegates can show beside the name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.kernel.i18n import N_

COLUMNS: Mapping[str, str] = {
    "state": N_("State"),
    "category": N_("Category"),
    "city": N_("City"),
    "delegation": N_("Delegation"),
    "function": N_("Function"),
    "email": N_("Mail address"),
    "phone": N_("Phone"),
    "language": N_("Language"),
    "interpretation": N_("Interpretation"),
    "rank": N_("Rank"),
    "since": N_("Since"),
    "changed": N_("Last changed"),
    "decided": N_("Decided"),
}
"""Key to head, in the order in which they stand."""

DEFAULT_COLUMNS = ("state", "category", "city", "since")


def columns_of(wanted: Iterable[str]) -> tuple[str, ...]:
    """The columns asked for that exist, in their own order; the usual ones when none was."""
    asked = set(wanted)
    return tuple(key for key in COLUMNS if key in asked) or DEFAULT_COLUMNS
