"""News of accounts for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

password_link_wanted = _news.signal("password-link-wanted")
"""Someone asked for a way back in: user=User. Whoever writes the mail makes the link then (service.new_link)."""
