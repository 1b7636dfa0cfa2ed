"""The printed programmes that pages of the agenda link to."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from app.kernel.i18n import LANGUAGES, _, current_language, language_names
from app.kernel.scope import Scope


@dataclass(frozen=True)
class FileLink:
    """A printed programme: its address and what it is."""

    url: str
    word: str


def file_links(one: Scope) -> tuple[FileLink, ...]:
    """The programme on A4 and as a booklet, in the reader's language, and beside it Arabic or French."""
    language = current_language()
    pair = facing(one, language)
    made = []
    for paper, word in (("a4", _("Programme, A4")), ("booklet", _("Programme, booklet to fold"))):
        for languages in filter(None, ((language,), pair)):
            names = language_names(languages, language)
            url = url_for("agenda.programme", event=one.slug, paper=paper, languages="-".join(languages))
            made.append(FileLink(url, f"{word} ({names})"))
    return tuple(made)


def facing(one: Scope, language: str) -> tuple[str, str] | None:
    """Two of the event's languages to print side by side, Arabic first; None where it does not speak Arabic."""
    spoken = [code for code in one.languages if code in LANGUAGES]
    other = language if language != "ar" else next((code for code in spoken if code != "ar"), "")
    return ("ar", other) if "ar" in spoken and other in spoken else None
