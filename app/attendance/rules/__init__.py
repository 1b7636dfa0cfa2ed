"""Attendance as decisions: who was present by the event's rule, what was signed, who stands on a list."""

from app.attendance.rules.gaps import Gaps, gaps
from app.attendance.rules.listing import Attendance, Row, by_name, rows
from app.attendance.rules.places import Attended, Calendar, Kind, Place, places, signed_for
from app.attendance.rules.presence import (
    ABSENT,
    MOST_MINUTES,
    BadRule,
    Mark,
    Measure,
    Paper,
    Rule,
    Signed,
)
from app.attendance.rules.records import SHOWS, Matrix, Record, Wanted, matrix, recorded
from app.attendance.rules.register import Counts, Register, marks
from app.attendance.rules.signatures import How, SignatureLine, chained, standing

__all__ = [
    "ABSENT",
    "MOST_MINUTES",
    "SHOWS",
    "Attendance",
    "Attended",
    "BadRule",
    "Calendar",
    "Counts",
    "Gaps",
    "How",
    "Kind",
    "Mark",
    "Matrix",
    "Measure",
    "Paper",
    "Place",
    "Record",
    "Register",
    "Row",
    "Rule",
    "SignatureLine",
    "Signed",
    "Wanted",
    "by_name",
    "chained",
    "gaps",
    "marks",
    "matrix",
    "places",
    "recorded",
    "rows",
    "signed_for",
    "standing",
]
