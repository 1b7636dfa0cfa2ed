"""Figures as decisions: what is counted, what makes a quorum, what is hidden in what is published."""

from app.statistics.rules.facts import (
    ELSEWHERE,
    GENDERS,
    UNSAID,
    Facts,
    Filter,
    Named,
    Person,
    Position,
    Presence,
)
from app.statistics.rules.figures import GROUPS, ROLES, narrowed, tables
from app.statistics.rules.hiding import SMALLEST_SHOWN, published
from app.statistics.rules.publication import for_all
from app.statistics.rules.quorum import Basis, Quorum, Stay, needed, reached_at
from app.statistics.rules.tables import Count, Row, Table, table_of

__all__ = [
    "ELSEWHERE", "GENDERS", "GROUPS", "ROLES", "SMALLEST_SHOWN", "UNSAID", "Basis", "Count", "Facts", "Filter", "Named",
    "Person", "Position", "Presence", "Quorum", "Row", "Stay", "Table", "for_all", "narrowed", "needed", "published",
    "reached_at", "table_of", "tables",
]  # fmt: skip
