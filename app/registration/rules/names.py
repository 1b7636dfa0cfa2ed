"""Finding people however their names are spelt: one key for what is stored, one question for what is typed.

The key is a line of words: skeletons of `spelling`, and after = the letters themselves; a question finds it when
all its terms are there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product

from app.registration.rules.folding import words
from app.registration.rules.spelling import SEAM, skeletons

_ARTICLES = frozenset({"ال", "el", "al", "ul", "l"})
_SUN_ARTICLES = frozenset(
    {"er", "es", "et", "en", "ed", "ez", "ar", "as", "at", "an", "ad", "az", "ech", "ach", "esh", "ash"}
)
_PARTICLES = {
    **dict.fromkeys(("ould", "oul", "wuld", "weld", "wold", "uld", "ولد"), "uld"),
    **dict.fromkeys(("ben", "bin", "ibn", "bn", "بن", "ابن"), "bn"),
    **dict.fromkeys(("mint", "ment", "bint", "bent", "منت", "بنت"), "mnt"),
    **dict.fromkeys(("abou", "abu", "abo", "bou", "bu", "ابو", "بو"), "ab"),
}
"""Son, daughter, father of: written or left out; found when typed alone, not asked for before a name."""
_SERVANT = frozenset({"abd", "abde", "abdel", "abdal", "abdul", "عبد"})
_RELIGION = frozenset({"dine", "din", "eddine", "eddin", "edine", "uddin", "addin", "الدين", "دين"})
_SHORT_FOR = {
    "med": "mohamed", "mhd": "mohamed", "mohd": "mohamed", "م": "محمد",
    **dict.fromkeys(("oumoul", "oumel", "ummul"), "oum"),
}  # fmt: skip
"""What else a word is written for: the short form, and mother of, with the article of what follows."""


@dataclass(frozen=True)
class _Word:
    text: str
    article: bool = False

    def joined(self, other: _Word) -> _Word:
        seam = SEAM if self.text in ("abd", "عبد") else ""
        return _Word(f"{self.text}{seam}{other.text}", self.article)

    @property
    def skeletons(self) -> tuple[str, ...]:
        particle = _PARTICLES.get(self.text)
        return (particle,) if particle else skeletons(self.text, self.article)


def search_key(*texts: str) -> str:
    """The words by which the texts are found, each between spaces; '' for nothing; never shown."""
    found: dict[str, None] = {}
    for text in texts:
        literal, spelt = _parted(text)
        found.update(dict.fromkeys((*literal, *(f"={word}" for word in spelt))))
        parts = list(_compounds(spelt))
        for word in (*parts, *(one.joined(other) for one, other in pairwise(parts))):
            for skeleton in word.skeletons:
                found[skeleton] = None
                if _unbreathed(skeleton):
                    found[_unbreathed(skeleton)] = None
    return f" {' '.join(found)} " if found else ""


def search_terms(query: str) -> tuple[tuple[str, ...], ...]:
    """What a key must contain: of each term at least one of its fragments; () when the query says nothing."""
    literal, spelt = _parted(query)
    terms: list[tuple[str, ...]] = [(text,) for text in literal if not text.isdigit()]
    if number := "".join(text for text in literal if text.isdigit()):
        # However it is divided, and also as dialled at home: 0661 23 finds +212661234567.
        terms.append(tuple(dict.fromkeys((number, number.lstrip("0") or number))))
    parts = list(_compounds(spelt))
    for place, word in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        if word.text in _PARTICLES and following is not None:
            continue
        fragments = list(_fragments(word))
        if place and parts[place - 1].text in _PARTICLES:
            fragments += _fragments(parts[place - 1].joined(word))
        if fragments:
            terms.append(tuple(dict.fromkeys(fragments)))
    return tuple(dict.fromkeys(terms))


def search_letters(query: str) -> tuple[str, ...]:
    """What a key contains that was written with the letters of the query: such come first among those found."""
    return tuple(f" ={word}" for word in _parted(query)[1] if not _is_article(word, [word]))


def finds(query: str, key: str) -> bool:
    """True when a query finds a key; says in Python what the list asks the database."""
    terms = search_terms(query)
    return bool(terms) and all(any(fragment in key for fragment in term) for term in terms)


def alike(one: str, other: str) -> bool:
    """True when two texts may be spellings of one name: the same skeleton, of at least three letters."""
    left, right = list(_compounds(_parted(one)[1])), list(_compounds(_parted(other)[1]))
    return len(left) == len(right) and all(
        any(len(skeleton) > 2 for skeleton in {*mine.skeletons} & {*theirs.skeletons})
        for mine, theirs in zip(left, right, strict=True)
    )


def name_forms(name: str) -> tuple[str, ...]:
    """Forms that spellings of one whole name share in either script: its words by sound, in no order, without
    particles; () for a name of less than two words."""
    parts = [word for word in _compounds(_parted(name)[1]) if word.text not in _PARTICLES]
    if len(parts) < 2:
        return ()
    spelt = islice(product(*(word.skeletons for word in parts if word.skeletons)), FORMS)
    return tuple({" ".join(sorted(words)) for words in spelt})


FORMS = 32
"""Forms of one name; enough for five words of two readings each."""


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Addresses and numbers, which are meant as they stand, and the words of the rest."""
    literal: list[str] = []
    spelt: list[str] = []
    for piece in text.split():
        if "@" in piece:
            literal.append(piece.casefold())
            continue
        for word in words(piece):
            (literal if word.isdigit() else spelt).append(word)
    return literal, spelt


def _compounds(spelt: list[str]) -> Iterator[_Word]:
    """The words without their articles, and compounds made whole: عبد الله, Abd Allah, Nour El Dine."""
    pending: _Word | None = None
    article, servant = False, False
    for place, text in enumerate(spelt):
        text = _SHORT_FOR.get(text, text)
        if _is_article(text, spelt[place + 1 : place + 2]):
            article = True
            continue
        word, article = _Word(text, article), False
        if pending and (servant or text in _RELIGION):
            pending = _Word("عبد" if pending.text == "عبد" else pending.text, pending.article).joined(word)
            servant = False
            continue
        if pending:
            yield pending
        servant = text in _SERVANT
        pending = _Word(_bare_servant(text), word.article) if servant else word
    if pending:
        yield pending


def _bare_servant(text: str) -> str:
    return text if text == "عبد" else "abd"


def _is_article(text: str, following: list[str]) -> bool:
    if not following:
        return False
    return text in _ARTICLES or (text in _SUN_ARTICLES and following[0].startswith(text[1:]))


def _fragments(word: _Word) -> Iterator[str]:
    """Beginnings of skeletons; where too little is left to begin with, the whole of it or the letters as typed."""
    for skeleton in word.skeletons:
        if len(skeleton) > 1:
            yield f" {skeleton}"
        else:
            yield from (f" {skeleton} ", f" ={word.text}")
        if _unbreathed(skeleton):
            yield f" {_unbreathed(skeleton)} "


def _unbreathed(skeleton: str) -> str:
    """Without the h that some write at the end and some do not (Salah, Sala); '' where nothing is lost."""
    return skeleton[:-1] if skeleton.endswith("h") and len(skeleton) > 2 else ""
