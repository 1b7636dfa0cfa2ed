"""Reading badges: whose a code is, what is to be printed, and what was."""

from app.badges.queries.holders import (
    Carrier,
    Holder,
    approved,
    by_category,
    carriers,
    faces,
    holders,
    of_registration,
)
from app.badges.queries.paper import design_of, designs, own_papers, setup, stock_named, stocks
from app.badges.queries.printing import (
    Candidate,
    Choice,
    blanks,
    candidates,
    delegations,
    find_run,
    on_sheets,
    run_of_batch,
    runs,
    sheets_of,
)

__all__ = [
    "Candidate",
    "Carrier",
    "Choice",
    "Holder",
    "approved",
    "blanks",
    "by_category",
    "candidates",
    "carriers",
    "delegations",
    "design_of",
    "designs",
    "faces",
    "find_run",
    "holders",
    "of_registration",
    "on_sheets",
    "own_papers",
    "run_of_batch",
    "runs",
    "setup",
    "sheets_of",
    "stock_named",
    "stocks",
]
