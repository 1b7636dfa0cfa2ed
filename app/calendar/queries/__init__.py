"""What calendars hold, whose they are, and what a delegate made of the agenda."""

from app.calendar.queries.feeds import STATUS, FeedFacts, entries, find_feed, living_feed
from app.calendar.queries.own import (
    find_invitation,
    is_mine,
    last_sent,
    mine,
    stars,
    stars_of_event,
    wants_invitations,
)
from app.calendar.queries.reach import reach

__all__ = [
    "STATUS",
    "FeedFacts",
    "entries",
    "find_feed",
    "find_invitation",
    "is_mine",
    "last_sent",
    "living_feed",
    "mine",
    "reach",
    "stars",
    "stars_of_event",
    "wants_invitations",
]
