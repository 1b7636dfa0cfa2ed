"""Pages of the desk for words, for mails to many, and for letters."""

from app.letters.views import letters, sendings, sharing, words

__all__ = ["letters", "sendings", "sharing", "words"]
