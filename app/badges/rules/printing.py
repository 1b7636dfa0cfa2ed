"""The print room's decisions: what a badge said when it was printed, what changed since, and who comes after whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

Order = Literal["delegation", "arabic", "latin", "category", "precedence"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""In which badges leave the printer: as the boxes are packed, by either alphabet, or as the protocol has it."""

What = Literal["due", "new", "changed", "all"]
WHATS: tuple[What, ...] = get_args(What)
"""Both of the next; those never printed; those that say something else now; everyone."""

Shown = Mapping[str, Any]
"""What one badge says: its language, names, honorific, function, city, country, category (key, name, colour, mark)
and the key of its photo."""

TOLD: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in ("name_ar", "name_latin", "honorific", "function", "city", "country")},
    "category": ("category", "category_name", "colour", "mark"),
    "photo": ("photo",),
    "withheld": ("withheld",),
    "language": ("language",),
}
"""What a change is told of, in this order, and by what it is seen: a category by its word, colour and shape too."""


def changes(before: Shown, now: Shown) -> tuple[str, ...]:
    """Which of TOLD differ between what was printed and what would be."""
    return tuple(
        name for name, parts in TOLD.items() if any(before.get(part) != now.get(part) for part in parts)
    )


Folded = Callable[[str], str]


def by_letters(first: str, second: str, folded: Folded) -> tuple[bool, str]:
    """Sort by one script's name, whoever has none last, by the other's; the article does not count."""
    name = folded(first or second)
    for article in ("ال", "al-", "el "):
        name = name.removeprefix(article)
    return not first, name
