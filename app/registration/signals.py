"""News of registrations for higher slices; sent inside the transaction with registration=Registration."""

from blinker import Namespace

_news = Namespace()

submitted = _news.signal("registration-submitted")
"""Someone registered, or came back after withdrawing: the secretariat has to decide."""

approved = _news.signal("registration-approved")
"""The secretariat said yes."""

refused = _news.signal("registration-refused")
"""The secretariat said no, perhaps after a yes; `reason` is in the registration."""

withdrawn = _news.signal("registration-withdrawn")
"""The delegate does not come."""

changed = _news.signal("registration-changed")
"""Answers were changed; fields=tuple of their names."""

link_renewed = _news.signal("registration-link-renewed")
"""The personal link is another one; the old one no longer works."""
