"""The words that lists and sign-in sheets share, in each language; texts map language to text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PaperWords:
    """Heads of columns and what stands at the foot; `page` holds {page} and {pages}, `reference` {reference}."""

    number: Texts
    name: Texts
    name_arabic: Texts
    name_latin: Texts
    function: Texts
    city: Texts
    country: Texts
    place: Texts
    signature: Texts
    page: Texts
    reference: Texts
