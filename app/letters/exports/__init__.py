"""Letters as PDF, out of plain data."""

from app.letters.exports.data import Column, LetterPaper
from app.letters.exports.paper import letter_pdf

__all__ = ["Column", "LetterPaper", "letter_pdf"]
