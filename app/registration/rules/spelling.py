"""How a word sounds, alike for Arabic letters and for the ways of writing them in Latin ones.

A word becomes the skeleton of its consonants: vowels, w and y count at its beginning only, where they tell
names apart. Where a letter has several usual readings (ث in Othman and Osman) the word has several skeletons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

MOST = 12
"""Skeletons of one word; enough for three ambiguous letters."""

SEAM = "·"
"""Between the parts of a compound, so that the d of Abd and the j or h that follows stay two letters."""

Readings = tuple[str, ...]

_ARABIC: dict[str, Readings] = {
    "ب": ("b",), "ت": ("t",), "ث": ("t", "s"), "ج": ("j",), "ح": ("h",), "خ": ("k",), "د": ("d",),
    "ذ": ("d", "z"), "ر": ("r",), "ز": ("z",), "س": ("s",), "ش": ("x",), "ص": ("s",), "ض": ("d",),
    "ط": ("t",), "ظ": ("d", "z"), "غ": ("g",), "ف": ("f",), "ق": ("k",), "ڭ": ("g", "k"), "ك": ("k",),
    "ل": ("l",), "م": ("m",), "ن": ("n",), "ه": ("h",), "ة": ("", "t"), "ع": ("",), "ا": ("",), "و": ("",),
    "ي": ("",),
}  # fmt: skip
_ARABIC_FIRST: dict[str, Readings] = {"ع": ("a",), "ا": ("a",), "و": ("w", "a"), "ي": ("y",)}

_LATIN: tuple[tuple[str, Readings], ...] = (
    (SEAM, ("",)), ("rh", ("rh", "g")),
    ("sch", ("x",)), ("ch", ("x",)), ("sh", ("x",)), ("kh", ("k",)), ("gh", ("g", "k")), ("dj", ("j",)),
    ("dh", ("d", "z")), ("th", ("t", "s")), ("ph", ("f",)), ("ck", ("k",)), ("qu", ("k",)),
    ("c(?=[eiy])", ("s",)), ("c", ("k",)), ("gu(?=[eiy])", ("g", "k")), ("g", ("g", "j", "k")),
    ("di(?=[aeou])", ("d", "j")), ("q", ("k",)), ("x", ("ks",)), ("p", ("b",)), ("v", ("f",)),
    ("[aeiouwy]", ("",)),
)  # fmt: skip
_LATIN_FIRST: tuple[tuple[str, Readings], ...] = (
    ("gh", ("g",)),  # within a word also the ق of Libya: Shalgham
    ("ou(?=[aeiy])|w", ("w",)), ("ou", ("a", "w")), ("y|i(?=[aou])", ("y",)), ("[aeiou]", ("a",)),
)  # fmt: skip


def _compiled(rules: tuple[tuple[str, Readings], ...]) -> tuple[tuple[re.Pattern[str], Readings], ...]:
    return tuple((re.compile(pattern), readings) for pattern, readings in rules)


_REST = _compiled(_LATIN)
_FIRST = _compiled(_LATIN_FIRST)
_DOUBLED = re.compile(r"([^\u0621-\u06d3·])\1+|(ل)ل(?=ه)")
"""A letter written twice says nothing in Latin letters; Arabic ones are two, with a vowel between, but in الله."""
_PROSTHETIC = re.compile(r"^ا(?=م[بح]|نج|غل|خي|دري)|^i(?=dri)")
"""A vowel that only leads in: امبارك and Mbarek, إدريس and Driss."""
_SERVANT = re.compile(r"^(abd)(?:el|al|ul|oul)(?=...)|^(عبد)ال(?=..)")
_RELIGION = re.compile(r"(?<=..)ال(?=دين$)")


@lru_cache(maxsize=20_000)
def skeletons(word: str, article: bool = False) -> tuple[str, ...]:
    """All skeletons of a folded word, likeliest first; the article may have become an l (العربي, Larbi)."""
    found: dict[str, None] = {}
    for spelt in _spellings(word, article):
        single = _DOUBLED.sub(r"\1\2", spelt)
        for parts in islice(product(*_readings(single)), MOST):
            found["".join(parts)] = None
    return tuple(islice(filter(None, found), MOST))


def _spellings(word: str, article: bool) -> Iterator[str]:
    """The word as it may also be divided: with and without an article or the el of Abdelaziz."""
    if re.match(r"el[bcdfghjkmnpqrstvwxz]..", word):
        word, article = word[2:], True
    yield word
    if article:
        yield "l" + word if word.isascii() else "ل" + word
    if re.match(r"al[bcdfghjkmnpqrstvwxz]..", word):
        yield word[2:]
    if re.match(r"[ea]([rstndz]|ch|sh)\1", word):
        yield word[1:]
    if _SERVANT.match(word):
        yield _SERVANT.sub(rf"\1\2{SEAM}", word)
    if _RELIGION.search(word):
        yield _RELIGION.sub("", word)
    if re.match(r"abou?.|abu.|ابو.", word):
        yield word[1:]  # Aboubakr, Boubacar
    if re.match(r"ibrah|ابراه", word):
        yield word[1:]  # Brahim
    if _PROSTHETIC.match(word):
        yield word[1:]
    if word.endswith("ouisa"):
        yield word[:-2] + "za"  # Louisa, Louiza


def _readings(word: str) -> Iterator[Readings]:
    place = 0
    while place < len(word):
        letter = word[place]
        if place == 0 and word.startswith("او"):
            yield ("a", "w")
            place += 2
            continue
        if letter in _ARABIC:
            yield _ARABIC_FIRST.get(letter, _ARABIC[letter]) if place == 0 else _ARABIC[letter]
            place += 1
            continue
        for pattern, readings in (*_FIRST, *_REST) if place == 0 else _REST:
            if match := pattern.match(word, place):
                yield readings
                place = match.end()
                break
        else:
            yield (letter,)
            place += 1
