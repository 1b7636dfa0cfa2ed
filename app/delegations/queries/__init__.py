"""Reading delegations: the list with what each has used, one with its people, and what the focal point sees."""

from app.delegations.queries.lists import Line, counts, listing, not_answered, not_invited
from app.delegations.queries.single import (
    get,
    link_token,
    named,
    people,
    used,
)

__all__ = [
    "Line",
    "counts",
    "get",
    "link_token",
    "listing",
    "named",
    "not_answered",
    "not_invited",
    "people",
    "used",
]
