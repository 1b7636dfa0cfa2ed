"""Badges as PDF, from plain values: fronts and backs in every format, on the paper they come on."""

from app.badges.exports.data import AgendaDay, BadgeEvent, BadgeFace, Script
from app.badges.exports.formats import ROLLS, STOCK_NAMES, STOCKS, Format, Stock, alone, sized
from app.badges.exports.sheets import PLAIN, Printing, badge_sheets
from app.kernel.pdf.funding import Emblem

__all__ = [
    "PLAIN",
    "ROLLS",
    "STOCKS",
    "STOCK_NAMES",
    "AgendaDay",
    "BadgeEvent",
    "BadgeFace",
    "Emblem",
    "Format",
    "Printing",
    "Script",
    "Stock",
    "alone",
    "badge_sheets",
    "sized",
]
