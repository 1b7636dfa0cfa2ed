"""Pictures of figures: one geometry, drawn into pages and onto paper."""

from app.statistics.exports.drawings.bars import Bar, Share, bars, shares
from app.statistics.exports.drawings.curve import Day, curves
from app.statistics.exports.drawings.geometry import Drawing
from app.statistics.exports.drawings.paper import draw
from app.statistics.exports.drawings.svg import svg

__all__ = ["Bar", "Day", "Drawing", "Share", "bars", "curves", "draw", "shares", "svg"]
