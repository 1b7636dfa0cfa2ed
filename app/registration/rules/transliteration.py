"""The other script of a name, as it is written in the Maghreb: a proposal, which a person confirms.

Usual names come from a table, spelt as the five countries spell them for French readers; the rest letter by letter,
where short vowels, which Arabic does not write, can only be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.registration.rules.folding import folded
from app.registration.rules.usual_names import USUAL

_LETTERS: Mapping[str, str] = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ٱ": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh",
    "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "ch", "ص": "s", "ض": "dh", "ط": "t", "ظ": "dh", "ع": "a",
    "غ": "gh", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "و": "ou", "ي": "i",
    "ى": "a", "ئ": "i", "ؤ": "ou", "ء": "", "پ": "p", "ڤ": "v", "گ": "g", "ڭ": "g", "ڨ": "g",
    "\u064e": "a", "\u0650": "i", "\u064f": "ou", "\u064b": "an", "\u064c": "oun", "\u064d": "in", "\u0652": "",
    "ـ": "",
}  # fmt: skip
_DOUBLING = "\u0651"
_LONG = frozenset("اويىآةأإؤئعء")
_BACK: tuple[tuple[str, str], ...] = (
    ("tch", "تش"), ("ch", "ش"), ("sh", "ش"), ("kh", "خ"), ("gh", "غ"), ("dj", "ج"), ("dh", "ذ"), ("th", "ث"),
    ("ph", "ف"), ("ou", "و"), ("oo", "و"), ("aa", "ا"), ("ai", "اي"), ("ei", "ي"), ("ee", "ي"), ("ia", "يا"),
    ("qu", "ك"), ("ck", "ك"), ("b", "ب"), ("c", "ك"), ("d", "د"), ("f", "ف"), ("g", "غ"), ("h", "ه"), ("j", "ج"),
    ("k", "ك"), ("l", "ل"), ("m", "م"), ("n", "ن"), ("p", "ب"), ("q", "ق"), ("r", "ر"), ("s", "س"), ("t", "ت"),
    ("v", "ف"), ("w", "و"), ("x", "كس"), ("y", "ي"), ("z", "ز"), ("a", "ا"), ("e", ""), ("i", "ي"), ("o", "و"),
    ("u", "و"),
)  # fmt: skip
_ARTICLE = re.compile(r"ال(?=\w\w)")
_SPLIT = re.compile(r"[\s\-]+")

_TO_LATIN: Mapping[str, str] = {folded(arabic): latin for arabic, latin in reversed(USUAL)}
_TO_ARABIC: Mapping[str, str] = {folded(latin): arabic for arabic, latin in reversed(USUAL)}


def to_latin(name: str) -> str:
    """An Arabic name in Latin letters, as a proposal; '' for nothing."""
    found: list[str] = []
    pieces = name.split()
    place = 0
    while place < len(pieces):
        pair = folded(" ".join(pieces[place : place + 2]))
        if place + 1 < len(pieces) and pair in _TO_LATIN:
            found.append(_TO_LATIN[pair])
            place += 2
            continue
        found.append(_latin_word(pieces[place]))
        place += 1
    return " ".join(filter(None, found))


def _latin_word(word: str) -> str:
    known = _TO_LATIN.get(folded(word))
    if known:
        return known
    if _ARTICLE.match(word):
        return f"El {_TO_LATIN.get(folded(word[2:])) or _spelt(word[2:])}"
    return _spelt(word)


def _spelt(word: str) -> str:
    """Letter by letter, with an a between two consonants that cannot be spoken together."""
    said: list[str] = []
    for place, letter in enumerate(word):
        if letter == _DOUBLING and said:
            said[-1] *= 2 if len(said[-1]) == 1 else 1
            continue
        if letter in "وي" and place == 0:
            said.append("ou" if letter == "و" else "y")
            continue
        if letter in "وي" and place + 1 < len(word) and word[place + 1] in "اىة":
            said.append("w" if letter == "و" else "y")
            continue
        latin = _LETTERS.get(letter, "")
        if _needs_vowel(word, place):
            latin += "a"
        said.append(latin)
    spelt = re.sub(r"a{2,}", "a", "".join(said))
    return spelt[:1].upper() + spelt[1:]


def _needs_vowel(word: str, place: int) -> bool:
    """True between the first two consonants of a word, where no letter says which vowel."""
    if place != 0 or len(word) < 2 or word[0] in _LONG:
        return False
    return word[1] not in _LONG and word[1] != _DOUBLING and not "\u064b" <= word[1] <= "\u0652"


def to_arabic(name: str) -> str:
    """A Latin name in Arabic letters, as a proposal; '' for nothing."""
    found: list[str] = []
    pieces = [piece for piece in _SPLIT.split(name) if piece]
    place = 0
    while place < len(pieces):
        pair = folded(" ".join(pieces[place : place + 2]))
        if place + 1 < len(pieces) and pair in _TO_ARABIC:
            found.append(_TO_ARABIC[pair])
            place += 2
            continue
        word = folded(pieces[place])
        if word in ("el", "al") and place + 1 < len(pieces):
            found.append("ال" + _arabic_word(folded(pieces[place + 1])).removeprefix("ال"))
            place += 2
            continue
        found.append(_arabic_word(word))
        place += 1
    return " ".join(filter(None, found))


def _arabic_word(word: str) -> str:
    if word in _TO_ARABIC:
        return _TO_ARABIC[word]
    said: list[str] = []
    rest = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word)
    first = True
    while rest:
        latin, arabic = next((pair for pair in _BACK if rest.startswith(pair[0])), (rest[0], ""))
        if first and latin in ("a", "e", "i", "o", "u", "ou"):
            arabic = {"i": "إ", "e": "إ", "a": "أ", "o": "أو", "u": "أو", "ou": "و"}[latin]
        rest, first = rest[len(latin) :], False
        if latin == "a" and not rest and len(said) > 1:
            arabic = "ة"
        said.append(arabic)
    return "".join(said)
