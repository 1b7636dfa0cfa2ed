"""Reading attendance: the register of everybody at every place, lists of one place, the log of signatures."""

from app.attendance.queries.listing import of_session
from app.attendance.queries.register import (
    chain_of_signatures,
    first_break_of_signatures,
    places,
    register,
    rule_of,
    settings_of,
    signatures,
    speakers_signatures,
)

__all__ = [
    "chain_of_signatures",
    "first_break_of_signatures",
    "of_session",
    "places",
    "register",
    "rule_of",
    "settings_of",
    "signatures",
    "speakers_signatures",
]
