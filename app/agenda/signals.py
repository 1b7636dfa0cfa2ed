"""News of the agenda for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

published = _news.signal("agenda-published")
"""A version was published: event_id=UUID, number=int, tell=rules.Tell (whom it is to be told to).

`queries.find_version` gives the version and, one number before, what it replaced; `rules.changes` what it does.
"""

changed_by_file = _news.signal("event-changed-by-file")
"""An event file changed the event: event_id=UUID."""

copied = _news.signal("event-copied")
"""An event was copied: event_id=UUID of the new one, source_id=UUID. Higher subjects may copy what is theirs."""
