"""News of travel for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

changed = _news.signal("travel-changed")
"""A delegate's journey or stay changed; registration_id=UUID, travel=Travel."""
