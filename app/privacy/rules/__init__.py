"""Privacy's decisions: when data of a purpose have to go, and which words name one person."""

from app.privacy.rules.retention import LONGEST, Term, due, terms
from app.privacy.rules.titles import column_name, table_name
from app.privacy.rules.words import LEAST, identifying, names_one

__all__ = [
    "LEAST",
    "LONGEST",
    "Term",
    "column_name",
    "due",
    "identifying",
    "names_one",
    "table_name",
    "terms",
]
