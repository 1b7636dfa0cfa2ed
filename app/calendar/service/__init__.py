"""Calendars' use cases: delegates' feeds, stars, and messages into their calendars."""

from app.calendar.service import invitations, notices
from app.calendar.service.feeds import feed_for, invitation, renew_feed, revoke_feed
from app.calendar.service.invitations import (
    INVITATION,
    ask_for_invitations,
    follow,
    invite,
    message,
    no_more_invitations,
)
from app.calendar.service.notices import CHANGES, Summary, summary, tell, tell_recent
from app.calendar.service.stars import star, unstar

__all__ = [
    "CHANGES",
    "INVITATION",
    "Summary",
    "ask_for_invitations",
    "feed_for",
    "follow",
    "invitation",
    "invite",
    "listen",
    "message",
    "no_more_invitations",
    "renew_feed",
    "revoke_feed",
    "star",
    "summary",
    "tell",
    "tell_recent",
    "unstar",
]


def listen() -> None:
    """Follow what happens to registrations and agendas."""
    invitations.listen()
    notices.listen()
