"""Arabic and French say all that English says, with the same placeholders and every plural."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from gettext import c2py

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.source import ROOT

LANGUAGES = ("ar", "fr")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
METHODS = [("**/templates/**", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**": {"silent": "false"}}
LOOSE = re.compile(r"[ \u202f](?=[:;?!»](?:[\s»).,…]|$)|%%)|(?<=«)[ \u202f]")  # Plex has no narrow space


@cache
def spoken() -> Catalog:
    """All texts of the program, taken from its code and templates."""
    catalog = Catalog()
    for filename, line, text, _comments, context in extract_from_dir(ROOT / "app", METHODS, OPTIONS):
        catalog.add(text, locations=[(filename, line)], context=context)
    return catalog


def forms(message: Message) -> tuple[str, ...]:
    """The texts of a message: one, or one a plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def sources(message: Message) -> tuple[str, ...]:
    """The English texts of a message."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def faults(source: Catalog, catalog: Catalog) -> Iterator[str]:
    """What a catalogue lacks or says differently, one line a message."""
    for wanted in source:
        if not wanted.id:
            continue
        found = catalog.get(wanted.id, wanted.context)
        if found is None or not all(forms(found)):
            yield f"missing: {sources(wanted)[0]!r}"
        elif found.fuzzy:
            yield f"fuzzy: {sources(wanted)[0]!r}"
        elif len(forms(found)) != (catalog.num_plurals if wanted.pluralizable else 1):
            yield f"{len(forms(found))} plural forms, not {catalog.num_plurals}: {sources(wanted)[0]!r}"
        else:
            yield from _placeholders(found)


def _placeholders(message: Message) -> Iterator[str]:
    allowed = {frozenset(PLACEHOLDER.findall(text)) for text in sources(message)}
    if message.pluralizable:
        # "one person" and "two persons" may say the number as a word.
        allowed |= {names - {"%(num)d", "%(num)s"} for names in allowed}
    for text in forms(message):
        if frozenset(PLACEHOLDER.findall(text)) not in allowed:
            yield f"other placeholders: {sources(message)[0]!r} as {text!r}"


def wordy_noughts(catalog: Catalog) -> Iterator[str]:
    """Where nought takes the form of one, that form says the number: "one person" of nobody would be wrong."""
    form_of = c2py(catalog.plural_expr)
    if form_of(0) != form_of(1):
        return
    for message in filter(lambda one: one.pluralizable, catalog):
        one, many = forms(message)[form_of(0)], forms(message)[-1]
        if "%(num)s" in many and "%(num)s" not in one:
            yield f"nought is said with the word for one: {one!r}"


def set_up_says(catalog: Catalog) -> Iterator[str]:
    """What Babel complains of when it compiles, in the terminal of a newcomer."""
    yield from (f"{error}: {message.id!r}" for message, errors in catalog.check() for error in errors)


def loose_signs(catalog: Catalog) -> Iterator[str]:
    """French texts in which a line may begin with a colon: the space before a sign is U+00A0."""
    yield from (text for message in catalog if message.id for text in forms(message) if LOOSE.search(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    with (ROOT / "translations" / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    found = [*faults(spoken(), catalog), *wordy_noughts(catalog), *set_up_says(catalog)]
    assert not found, f"{len(found)} faults in {language}; `make translations` adds new texts\n" + "\n".join(
        found
    )


def test_no_french_line_begins_with_a_colon() -> None:
    with (ROOT / "translations" / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        assert not list(loose_signs(read_po(file, locale="fr")))


@pytest.mark.parametrize(
    "text", ["Nom :", "Quoi ? Rien", "« Ici\u00a0»", "\u00ab\u00a0Ici »", "100 %%", "Oui\u202f!"]
)
def test_a_loose_sign_is_seen(text: str) -> None:
    assert list(loose_signs(_one(text)))


@pytest.mark.parametrize("text", ["À 10:30", "https://example.org/?a=1", "Nom\u00a0: %(name)s", "le %(day)s"])
def test_hours_addresses_and_placeholders_have_no_loose_sign(text: str) -> None:
    assert not list(loose_signs(_one(text)))


def _one(text: str) -> Catalog:
    catalog = Catalog(locale="fr")
    catalog.add("New", text)
    return catalog


def planted(text: str | tuple[str, ...], flags: tuple[str, ...] = ()) -> list[str]:
    """The faults of a catalogue that translates one text so."""
    plural = isinstance(text, tuple)
    source, catalog = Catalog(), Catalog(locale="ar")
    english = ("%(num)d badge of %(name)s", "%(num)d badges of %(name)s") if plural else "Hello %(name)s"
    source.add(english)
    catalog.add(english, text, flags=flags)
    return list(faults(source, catalog))


@pytest.mark.parametrize(
    "text",
    ["", "مرحبا", "مرحبا %(nom)s", ("%(name)s",) * 2, ("%(num)d",) * 6, (*("%(num)d %(name)s",) * 5, "")],
)
def test_a_faulty_translation_is_seen(text: str | tuple[str, ...]) -> None:
    assert planted(text)


def test_a_fuzzy_translation_is_seen() -> None:
    assert planted("مرحبا %(name)s", ("fuzzy",))


@pytest.mark.parametrize(
    "text", ["مرحبا %(name)s", (*("%(num)d %(name)s",) * 4, "%(name)s", "%(name)s %(num)d")]
)
def test_a_good_translation_passes(text: str | tuple[str, ...]) -> None:
    assert not planted(text)


@pytest.mark.parametrize(("one", "wrong"), [("Une place", 1), ("%(num)s place", 0)])
def test_nobody_said_to_be_one_is_seen(one: str, wrong: int) -> None:
    catalog = Catalog(locale="fr")
    catalog.add(("One place", "%(num)s places"), (one, "%(num)s places"))
    assert len(list(wordy_noughts(catalog))) == wrong


def test_a_missing_text_is_seen() -> None:
    source = Catalog()
    source.add("New")
    assert list(faults(source, Catalog(locale="fr"))) == ["missing: 'New'"]
