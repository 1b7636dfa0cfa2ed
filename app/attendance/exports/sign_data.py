"""What sign-in sheets are made from: plain values; texts map language to text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.attendance.exports.paper_words import PaperWords, Texts
from app.kernel.pdf.funding import Emblem


@dataclass(frozen=True, kw_only=True)
class SignWords(PaperWords):
    """The sheet's own words; `agreement` holds {agreement}."""

    sheet: Texts
    contact: Texts
    agreement: Texts
    parts: Mapping[str, Texts]


@dataclass(frozen=True)
class SignRow:
    """One line; city and country in the sheet's languages."""

    number: int
    name_ar: str
    name_latin: str
    function: str
    city: Texts
    country: Texts
    contact: str = ""


@dataclass(frozen=True)
class SignPage:
    """One page: the part it belongs to, and its named lines; the rest of it is blank lines."""

    part: str
    rows: Sequence[SignRow]


@dataclass(frozen=True)
class SignSheet:
    """The sheet of one place; `languages` is one, or two that face each other, the first leading."""

    languages: tuple[str, ...]
    event: Texts
    theme: Texts
    title: Texts
    when: Texts
    venue: Texts
    reference: str
    codes: Sequence[str]  # what the QR symbol of each page says
    pages: Sequence[SignPage]
    agreement: str = ""
    has_contact: bool = True
    logos: tuple[bytes, ...] = ()
    funding: Texts | None = None
    emblem: Emblem | None = None
    accent: str = "#0b6b58"
    fallback: tuple[str, ...] = ()

    def say(self, texts: Texts, language: str) -> str:
        """The text in a language, or in the first one of the sheet or the event that it has."""
        for one in (language, *self.languages, *self.fallback, *texts):
            if texts.get(one):
                return texts[one]
        return ""
