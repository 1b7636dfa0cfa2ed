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
from app.attendance.queries.sheets import (
    Expected,
    SheetShown,
    Talker,
    closings,
    everybody,
    find_sheet,
    get_sheet,
    lines_of,
    pages_of,
    parts_of,
    sheet_choices,
    sheets,
    speakers_at,
    speakers_by_id,
)
from app.attendance.rules.sheets import choices_from

__all__ = [
    "Expected",
    "SheetShown",
    "Talker",
    "chain_of_signatures",
    "choices_from",
    "closings",
    "everybody",
    "find_sheet",
    "first_break_of_signatures",
    "get_sheet",
    "lines_of",
    "of_session",
    "pages_of",
    "parts_of",
    "places",
    "register",
    "rule_of",
    "settings_of",
    "sheet_choices",
    "sheets",
    "signatures",
    "speakers_at",
    "speakers_by_id",
    "speakers_signatures",
]
