"""Letters made alike: one form for what Unicode, Arabic and Latin orthography write in several ways."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = re.compile("['’‘`´ʼʻʿʾˈ]")
"""Written or left out at will (M’hamed, Mhamed; Sa‘id, Said)."""

_LATIN = {
    "ç": "s", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ɓ": "b", "ɗ": "d", "ŋ": "n", "ƴ": "y", "ɲ": "n", "ə": "e",
}  # fmt: skip
_ARABIC = {
    "ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ٱ": "ا", "پ": "ب", "چ": "ش",
    "ژ": "ج", "ڤ": "ف", "ڥ": "ف", "گ": "ڭ", "ڨ": "ڭ", "ݣ": "ڭ", "ـ": "", "ء": "",
}  # fmt: skip
_DIGITS = {chr(first + digit): str(digit) for first in (0x660, 0x6F0) for digit in range(10)}
_LETTERS = str.maketrans({**_LATIN, **_ARABIC, **_DIGITS})
_ARTICLE = re.compile(r"(?<!\w)(?:ال|ٱل)(?=\w{2})")


def folded(text: str) -> str:
    """The text without case, accents, marks, tatweel, hamza seats and apostrophes; twice changes nothing."""
    before = None
    while text != before:  # case and compatibility forms undo each other's work in a few rare letters
        before = text
        text = unicodedata.normalize("NFC", APOSTROPHES.sub("", text)).casefold().translate(_LETTERS)
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_LETTERS)
    return text


def words(text: str) -> list[str]:
    """The folded words of a text; the Arabic article, told from إلياس by its missing hamza, stands alone."""
    parted = _ARTICLE.sub("ال ", unicodedata.normalize("NFC", text))
    return re.findall(r"[^\W_]+", folded(parted))
