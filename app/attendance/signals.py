"""News of attendance for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

closed = _news.signal("attendance-closed")
"""A session, half-day or day was closed: closing=Closing."""
