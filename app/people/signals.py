"""News of accounts for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

password_link_wanted = _news.signal("password-link-wanted")
"""Someone asked for a way back in: user=User. Whoever writes the mail makes the link then (service.new_link)."""

invited = _news.signal("user-invited")
"""Somebody is invited to the team of an event; sent inside the transaction with invitation=Invitation."""

new_browser = _news.signal("new-browser")
"""Somebody signed in from a browser that is new to the account: user=User, browser=its words for itself, at=Instant."""

role_taken = _news.signal("role-taken")
"""Somebody has one role less: user=User with the memberships that are left, event_id=UUID."""
