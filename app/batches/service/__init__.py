"""Beginning long work, doing it step by step, and ending it."""

from app.batches.service.beginning import Item, begin, cancel
from app.batches.service.kinds import File, Kind, find_kind, long_work, work_words
from app.batches.service.steps import forget_old, hurry, resume, take_turn, touch

__all__ = [
    "File",
    "Item",
    "Kind",
    "begin",
    "cancel",
    "find_kind",
    "forget_old",
    "hurry",
    "long_work",
    "resume",
    "take_turn",
    "touch",
    "work_words",
]
