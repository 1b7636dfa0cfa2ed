"""News of accounts for higher slices; sent inside the transaction."""

from blinker import Namespace

_news = Namespace()

password_link_made = _news.signal("password-link-made")
"""Someone asked for a way back in: user=User, token=str; who sends mail should send this."""
