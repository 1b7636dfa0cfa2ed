"""Calendars' use cases: delegates' feeds, stars, and messages into their calendars."""

from app.calendar.service.feeds import feed_for, invitation, renew_feed, revoke_feed
from app.calendar.service.invitations import (
    INVITATION,
    ask_for_invitations,
    follow,
    invite,
    listen,
    message,
    no_more_invitations,
)
from app.calendar.service.stars import star, unstar

__all__ = [
    "INVITATION",
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
    "unstar",
]
