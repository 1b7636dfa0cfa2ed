"""What may be written and how it is filled in: words with placeholders, dates, references, who is written to."""

from app.letters.rules.dates import hijri_day, letter_day
from app.letters.rules.mails import MAILS
from app.letters.rules.occasions import ALONE, MEANINGS, Occasion
from app.letters.rules.papers import KINDS, LETTERS, letter
from app.letters.rules.words import Block, Fault, FaultyWords, Piece, check, fill, line_of, parse, plain

OCCASIONS = {**MAILS, **LETTERS}
"""Everything that has words, by key."""

__all__ = [
    "ALONE",
    "KINDS",
    "LETTERS",
    "MAILS",
    "MEANINGS",
    "OCCASIONS",
    "Block",
    "Fault",
    "FaultyWords",
    "Occasion",
    "Piece",
    "check",
    "fill",
    "hijri_day",
    "letter",
    "letter_day",
    "line_of",
    "parse",
    "plain",
]
