"""Time zones and colours as calendars know them, and which invitations a delegate is to get."""

from app.calendar.rules.invitations import CANCEL, REQUEST, Message, Sent, messages
from app.calendar.rules.notices import Concern, Part, concerns, weighs
from app.calendar.rules.zones import Observance, is_utc, nearest_colour, observances

__all__ = [
    "CANCEL",
    "REQUEST",
    "Concern",
    "Message",
    "Observance",
    "Part",
    "Sent",
    "concerns",
    "is_utc",
    "messages",
    "nearest_colour",
    "observances",
    "weighs",
]
