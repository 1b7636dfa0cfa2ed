"""Pages of the desk for words, for mails to many, and for letters."""

from app.letters.views import papers, sendings, sharing, words

__all__ = ["papers", "sendings", "sharing", "words"]
