"""The order of protocol, for lists and seating."""

from __future__ import annotations

LAST = 1_000_000
"""The place of whoever has none of their own."""


def precedence(
    category: int, delegation: int | None, leads: bool, rank: int | None, name: str
) -> tuple[int, int, int, int, str]:
    """The key to sort people by: place of their category, of their delegation, its head first, own rank, name.

    Whoever has no delegation or no rank comes after those who have one. `queries.by_precedence` says it in SQL.
    """
    return (
        category,
        LAST if delegation is None else delegation,
        0 if leads else 1,
        LAST if rank is None else rank,
        name.casefold(),
    )
