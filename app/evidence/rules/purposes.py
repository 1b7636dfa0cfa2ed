"""The purposes of a pack: what leaves for each, so that nobody has to think of what may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.errors import NotFound
from app.kernel.i18n import N_


@dataclass(frozen=True)
class Part:
    """A folder of the pack: its words at the desk and in the readme, and whether it tells of persons."""

    key: str
    name: str
    what: str
    personal: bool = False


PARTS: Mapping[str, Part] = {
    one.key: one
    for one in (
        Part("programme", N_("Programme"), N_("As it was published, with every version.")),
        Part(
            "lists", N_("Attendance lists"),
            N_("For each session and half-day: name, function, city, how presence is shown."), personal=True,
        ),
        Part("matrix", N_("Matrix"), N_("Persons and sessions in one table."), personal=True),
        Part(
            "sheets", N_("Sign-in sheets"), N_("Blank, and the scans of those that were signed."), personal=True
        ),
        Part("statistics", N_("Statistics"), N_("Counts with their definitions.")),
        Part("mails", N_("Invitations and mails"), N_("Counts by occasion, day and state; no address.")),
        Part(
            "chains", N_("Journal and logs"),
            N_("Every line with its link in the chain, so that changes are found."), personal=True,
        ),
        Part("anchors", N_("Anchors"), N_("The heads of the chains at each closing, signed.")),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Purpose:
    """Whom a pack is for. With `words`, the journal's own words leave (names, before and after, reasons)."""

    key: str
    name: str
    why: str
    parts: tuple[str, ...]
    words: bool = False
    published: bool = False  # no person, and counts under five hidden

    def leaves(self, part: str) -> bool:
        """True where a part is in the pack."""
        return part in self.parts


PURPOSES: Mapping[str, Purpose] = {
    one.key: one
    for one in (
        Purpose(
            "funder", N_("For the funder"),
            N_("Names, functions and cities of who was there. No contact, and no words of the journal."),
            tuple(PARTS),
        ),
        Purpose(
            "auditor", N_("For an auditor"),
            N_("Everything, the words of the journal among it: who changed what, before and after, and why."),
            tuple(PARTS), words=True,
        ),
        Purpose(
            "publication", N_("For publication"),
            N_("No person: programme, anchors, and statistics in which counts under five are hidden."),
            ("programme", "statistics", "anchors"), published=True,
        ),
    )
}  # fmt: skip


def get_purpose(key: str) -> Purpose:
    """The purpose of a key; raises NotFound."""
    if key not in PURPOSES:
        raise NotFound
    return PURPOSES[key]
