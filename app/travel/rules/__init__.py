"""Travel's decisions: which answers are in order, who is asked for a passport, how lists are grouped."""

from app.travel.rules.answers import MEANS, VISA, Leg, Stay, check_stay, joined, needs_visa_question
from app.travel.rules.lists import Group, by_day_and_means, rooms_used

__all__ = [
    "MEANS",
    "VISA",
    "Group",
    "Leg",
    "Stay",
    "by_day_and_means",
    "check_stay",
    "joined",
    "needs_visa_question",
    "rooms_used",
]
