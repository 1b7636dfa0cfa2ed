"""Delegations' decisions: where an invitation stands, and what pasted or uploaded rows say."""

from app.delegations.rules.invitations import INVITATION_WORDS, Invitation, invitation
from app.delegations.rules.sheets import (
    CITY_COLUMNS,
    MOST,
    PEOPLE_COLUMNS,
    LineFault,
    columns_of,
    typed_rows,
)

__all__ = [
    "CITY_COLUMNS",
    "INVITATION_WORDS",
    "MOST",
    "PEOPLE_COLUMNS",
    "Invitation",
    "LineFault",
    "columns_of",
    "invitation",
    "typed_rows",
]
