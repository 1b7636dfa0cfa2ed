"""Travel's use cases: save what was said, keep the hotels, hand the lists out."""

from app.travel.service.lists import LISTS, export, table
from app.travel.service.merging import listen
from app.travel.service.saving import remove_hotel, save, save_hotel

__all__ = ["LISTS", "export", "listen", "remove_hotel", "save", "save_hotel", "table"]
