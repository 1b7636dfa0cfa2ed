"""News of badges for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

issued = _news.signal("badge-issued")
"""A registration has a badge code now: registration=Registration."""

revoked = _news.signal("badge-revoked")
"""A badge code ended: badge=Badge."""
