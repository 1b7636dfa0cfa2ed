"""The headings that a page says it understands are understood, in each language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from flask import Flask

from app.delegations.public import sheet
from app.delegations.rules import CITY_COLUMNS, PEOPLE_COLUMNS, columns_of
from app.delegations.views import cities
from app.kernel.i18n import LANGUAGES, _, speaking


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("words", "known"), [(cities.WORDS, CITY_COLUMNS), (sheet.WORDS, PEOPLE_COLUMNS)])
def test_what_the_page_names_is_read(
    sqlite_app: Flask, language: str, words: Mapping[str, str], known: Mapping[str, Sequence[str]]
) -> None:
    with sqlite_app.test_request_context(), speaking(language):
        head = [_(word) for word in words.values()]
    assert list(columns_of(head, known).values()) == list(words)
