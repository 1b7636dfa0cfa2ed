"""Reading what a pack is made of, and what was made."""

from app.evidence.queries.anchors import anchors, chain_names, find_anchor, heads, recipients
from app.evidence.queries.chains import Columns, lines, link_at
from app.evidence.queries.facts import Facts, facts
from app.evidence.queries.packs import (
    cuts,
    find_cut,
    frozen,
    packs,
    parts,
    signed_sheets,
    versions,
)

__all__ = [
    "Columns",
    "Facts",
    "anchors",
    "chain_names",
    "cuts",
    "facts",
    "find_anchor",
    "find_cut",
    "frozen",
    "heads",
    "lines",
    "link_at",
    "packs",
    "parts",
    "recipients",
    "signed_sheets",
    "versions",
]
