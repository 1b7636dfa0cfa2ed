"""Languages: texts in several of them as one value, the visitor's choice, and dates as each country says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import flask_babel
from babel import Locale, dates, numbers
from flask import g, has_request_context, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.kernel.clock import Instant, local

__all__ = ["LANGUAGES", "N_", "Text", "_", "current_language", "direction", "ngettext"]

LANGUAGES = ("ar", "fr", "en")
"""Languages of the program itself; an event may speak others, whose texts are shown as they are."""

RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})

NON_BREAKING = "\u00a0"
LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"  # left to right, right to left, and its end
WJ = "\u2060"  # no line breaks here


def N_(message: str) -> str:  # noqa: N802 - the customary name that pybabel extracts
    """Mark an English source text that is translated later, where it is shown."""
    return message


class Text(Mapping[str, str]):
    """One text in several languages: an immutable mapping of language code to text; empty texts do not count."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **by_language: str) -> None:
        """Keep what is not blank, stripped of surrounding space."""
        given = {**(texts or {}), **by_language}
        self._texts = {language: text.strip() for language, text in given.items() if text and text.strip()}

    def __getitem__(self, language: str) -> str:
        return self._texts[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __contains__(self, language: object) -> bool:
        return language in self._texts

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Text({self._texts!r})"

    def as_json(self) -> dict[str, str]:
        """A plain mapping of language to text."""
        return dict(self._texts)

    def best(self, language: str, fallback: tuple[str, ...] = ()) -> tuple[str, str]:
        """The text and its language: the one asked for, else the first of `fallback` that has one, any, or ''."""
        for candidate in (language, *fallback, *self._texts):
            if candidate in self._texts:
                return self._texts[candidate], candidate
        return "", language

    def pick(self, language: str, fallback: tuple[str, ...] = ()) -> str:
        """The text by the same rule as `best`, without its language."""
        return self.best(language, fallback)[0]

    def missing(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Which of these languages have no text yet; nothing is missing where nothing was said at all."""
        return tuple(language for language in languages if language not in self._texts) if self._texts else ()


def direction(language: str) -> str:
    """`rtl` or `ltr`, for the dir attribute."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def current_language() -> str:
    """The visitor's language: ?lang, the remembered one, the browser's, the event's first, or English."""
    if "language" not in g:
        if not has_request_context():
            return "en"
        g.language = _chosen() or _of_event() or "en"
    return str(g.language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while: a mail to a delegate, a page printed for someone else."""
    before = g.get("language")
    g.language = language if language in LANGUAGES else "en"
    try:
        with flask_babel.force_locale(g.language):
            yield
    finally:
        g.pop("language") if before is None else setattr(g, "language", before)


def prefer(language: str) -> None:
    """Speak the language that a delegate registered with, unless this visitor chose one on our pages."""
    if _asked_for() is None and language in LANGUAGES:
        g.language = language


def _chosen() -> str | None:
    return _asked_for() or _accepted(request.headers.get("Accept-Language", ""))


@lru_cache(maxsize=1000)  # browsers of one kind say the same, and reading it is slow
def _accepted(header: str) -> str | None:
    return parse_accept_header(header, LanguageAccept).best_match(LANGUAGES)


def _asked_for() -> str | None:
    wishes = (request.args.get("lang"), request.cookies.get("lang"))
    return next((wish for wish in wishes if wish in LANGUAGES), None)


def _of_event() -> str | None:
    scope = g.get("scope")
    return next((code for code in scope.languages if code in LANGUAGES), None) if scope else None


def locale(language: str, country: str = "") -> Locale:
    """Babel's locale for a language as the event's country speaks it (ar_DZ says جانفي, ar_MR says يناير)."""
    name = f"{language}_{country}" if country else language
    return (
        Locale.parse(name) if name in _known() else Locale.parse(language if language in _known() else "en")
    )


_names: frozenset[str] = frozenset()


def _known() -> frozenset[str]:
    global _names
    if not _names:
        from babel.localedata import locale_identifiers  # slow to list: once, on first use

        _names = frozenset(locale_identifiers())
    return _names


def format_day(
    day: date, language: str, country: str = "", *, weekday: bool = True, year: bool = True
) -> str:
    """A day in words, such as الخميس 28 يناير 2027; Western digits in every language."""
    pattern = ("EEEE " if weekday else "") + f"'{_day_number(day, language)}' MMMM" + (" y" if year else "")
    if language == "en" and weekday:
        pattern = pattern.replace("EEEE ", "EEEE, ")
    return dates.format_date(day, pattern, locale=locale(language, country)).replace(" ", NON_BREAKING)


def _day_number(day: date, language: str) -> str:
    """French counts the first of a month, and only that: 1er janvier."""
    return "1er" if language == "fr" and day.day == 1 else str(day.day)


def format_days(first: date, last: date, language: str, country: str = "") -> str:
    """A span of days, naming month and year once where they are shared: 28–29 January 2027."""
    if first == last:
        return format_day(first, language, country, weekday=False)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_day_number(first, language)}–{format_day(last, language, country, weekday=False)}"
    same_year = first.year == last.year
    start = format_day(first, language, country, weekday=False, year=not same_year)
    return f"{start} – {format_day(last, language, country, weekday=False)}"


def format_time(moment: datetime) -> str:
    """Hours and minutes on 24 hours, alike in the three languages."""
    return moment.strftime("%H:%M")


def format_span(first: str, last: str, language: str) -> str:
    """Hours as one piece that reads as the language does, 09:00–10:30; in Arabic from the right (UAX 9)."""
    return f"{RLI if language == 'ar' else LRI}{first}{WJ}–{WJ}{last}{PDI}"


def format_moment(moment: Instant, zone: str, language: str, country: str = "") -> str:
    """A moment on the clocks of a zone, day and minutes: 28 January 2027, 14:03."""
    there = local(moment, zone)
    comma = "، " if language == "ar" else ", "
    return format_day(there.date(), language, country, weekday=False) + comma + format_time(there)


def format_number(value: float, language: str) -> str:
    """A number with the language's separators, Western digits, and no space that a line could break at."""
    text = numbers.format_decimal(value, locale=locale(language), numbering_system="latn")
    return text.replace("\u202f", NON_BREAKING).replace(" ", NON_BREAKING)


def zone_note(zone: str) -> str:
    """Whose clocks hours are read on, in the language being spoken."""
    city = dates.get_timezone_location(zone, locale=locale(current_language()), return_city=True)
    return _("All times are those of %(city)s.", city=city)


def country_name(code: str, language: str) -> str:
    """The country of an ISO 3166 code in a language; the code itself when unknown."""
    names: Mapping[str, Any] = locale(language).territories
    return str(names.get(code, code))


def language_names(codes: Sequence[str], language: str) -> str:
    """Languages by name in a language, as a list: Arabic, French; a code itself where it is unknown."""
    names: Mapping[str, Any] = locale(language).languages
    return separator(language).join(str(names.get(code, code)) for code in codes)


def separator(language: str) -> str:
    """What stands between the items of a list: an Arabic or a Latin comma, and a space."""
    return "، " if direction(language) == "rtl" else ", "
