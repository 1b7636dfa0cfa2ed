"""News of registrations for higher slices; sent inside the transaction with registration=Registration."""

from blinker import Namespace

_news = Namespace()

invited = _news.signal("registration-invited")
"""The secretariat asks someone to register; a place is held for them."""

submitted = _news.signal("registration-submitted")
"""Someone registered, or came back after withdrawing: the secretariat has to decide."""

queued = _news.signal("registration-queued")
"""Someone registered where no place was free, and waits in line."""

offered = _news.signal("registration-offered")
"""A place fell free for someone in the line, who has until `offered_until` to accept it."""

accepted = _news.signal("registration-accepted")
"""Someone took the place that fell free; the secretariat has to decide."""

lapsed = _news.signal("registration-lapsed")
"""An offer was not answered in time: the place went on to the next."""

approved = _news.signal("registration-approved")
"""The secretariat said yes."""

refused = _news.signal("registration-refused")
"""The secretariat said no, perhaps after a yes; `reason` is in the registration."""

withdrawn = _news.signal("registration-withdrawn")
"""The delegate does not come."""

replaced = _news.signal("registration-replaced")
"""The delegation sends someone else in this delegate's place."""

changed = _news.signal("registration-changed")
"""Answers were changed; fields=tuple of their names."""

settled = _news.signal("registration-settled")
"""A change that asked for approval was decided; accepted=bool, reason=str."""

merged = _news.signal("registration-merged")
"""Two registrations were one person: registration stays, into it went other=Registration."""

link_renewed = _news.signal("registration-link-renewed")
"""The personal link is another one; the old one no longer works."""

link_wanted = _news.signal("registration-link-wanted")
"""Somebody asks that the personal link be sent once more, as it is."""
