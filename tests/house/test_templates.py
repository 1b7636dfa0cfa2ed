"""Templates hold no text of their own, no inline style or script; style sheets name no left and no right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from jinja2 import Environment, StrictUndefined

from tests.house.source import files, name

LETTERS = re.compile(r"[^\W\d_]{2,}")
OWN_WORDS = {"Multaqa", "PDF", "XLSX"}
"""The program's name and those of file formats are the same in every language."""

READ_ALOUD = {"alt", "aria-label", "aria-description", "placeholder", "title"}
PHYSICAL = re.compile(
    r"(?<![-\w])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)


def without_jinja(source: str) -> str:
    """The template with its Jinja parts taken out, translated blocks with their text; lines stay in place."""
    kept: list[str] = []
    line, translated, opening = 1, False, False
    for number, kind, value in Environment().lex(source):
        if number > line:
            kept.append("\n" * (number - line))
            line = number
        opening = kind == "block_begin" or (opening and kind in ("whitespace", "name"))
        if opening and kind == "name":
            opening = False
            translated = value == "trans" or (translated and value != "endtrans")
        if kind == "data" and not translated:
            kept.append(value)
            line += value.count("\n")
        elif kind == "variable_begin":
            kept.append("0")  # stands for a value, so that an attribute keeps one
    return "".join(kept)


class Reader(HTMLParser):
    """Collects what a page says in its own words, and what a strict content policy would refuse."""

    def __init__(self, is_mail: bool) -> None:
        """Mail programs know no style sheets: there, style attributes are right."""
        super().__init__()
        self.is_mail = is_mail
        self.faults: list[tuple[int, str]] = []
        self.inside = ""

    def fault(self, what: str) -> None:
        """Note a fault at the present line."""
        self.faults.append((self.getpos()[0], what))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes; remember that a script or style begins."""
        given = {key: value or "" for key, value in attrs}
        self.inside = tag if tag in ("script", "style") else ""
        if tag == "script" and "src" not in given and not given.get("type", "").endswith("json"):
            self.fault("an inline script")
        if tag == "style" and not self.is_mail:
            self.fault("an inline style sheet")
        for key, value in given.items():
            if key.startswith("on") or value.strip().lower().startswith("javascript:"):
                self.fault(f"a script in {key}=")
            if key == "style" and not self.is_mail:
                self.fault("a style= attribute")
            shown = key == "value" and given.get("type") in ("submit", "button", "reset") and tag == "input"
            if key in READ_ALOUD or shown:
                self.text(value)

    def handle_endtag(self, tag: str) -> None:
        """A script or style ends."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self.inside:
            self.text(data)

    def text(self, words: str) -> None:
        """Note every word that is not the program's name."""
        bare = [word for word in LETTERS.findall(words) if word not in OWN_WORDS]
        if bare:
            self.fault(f"text that nobody can translate: {' '.join(bare)[:60]!r}")


def template_faults(source: str, is_html: bool = True, is_mail: bool = False) -> list[tuple[int, str]]:
    """Line and fault of what a template may not hold."""
    reader = Reader(is_mail)
    bare = without_jinja(source)
    if is_html:
        reader.feed(bare)
        reader.close()
    else:
        reader.text(bare)
    return reader.faults


def physical(css: str) -> Iterator[tuple[int, str]]:
    """Declarations that would not turn around with the direction of the text."""
    bare = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), css, flags=re.S)
    for found in PHYSICAL.finditer(bare):
        yield bare.count("\n", 0, found.start()) + 1, found[0]


def test_templates_hold_no_text_and_no_inline_code() -> None:
    faults = [
        f"{name(path)}:{line} {fault}"
        for path in files("app", ".html", ".txt", ".svg")
        if "templates" in path.parts
        for line, fault in template_faults(path.read_text(), path.suffix != ".txt", "mail" in path.parts)
    ]
    assert not faults, "\n".join(faults)


def test_style_sheets_follow_the_direction_of_the_text() -> None:
    sheets = [*files("static", ".css"), *files("app", ".css")]
    faults = [f"{name(path)}:{line} {what}" for path in sheets for line, what in physical(path.read_text())]
    assert sheets
    assert not faults, "\n".join(faults)


def test_an_unknown_name_in_a_template_crashes(sqlite_app: Flask) -> None:
    assert sqlite_app.jinja_env.undefined is StrictUndefined


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        "<p>{{ _('Hello') }} there</p>",
        '<img alt="A badge" src="{{ it }}">',
        '<input type="submit" value="Send">',
        "<p style='color: red'>{{ it }}</p>",
        "<style>p {}</style>",
        "<script>go()</script>",
        '<button onclick="go()">{{ it }}</button>',
        '<a href="javascript:go()">{{ it }}</a>',
        "{% trans %}Fine{% endtrans %}<p>Not fine</p>",
    ],
)
def test_a_planted_fault_is_seen(source: str) -> None:
    assert template_faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ _('Hello') }} · 12:30</p>",
        "{# a comment #}{% if it %}<b>Multaqa</b>{% endif %}",
        '<script type="module" src="{{ it }}"></script><script type="application/json">{{ it }}</script>',
        "{% trans name=it %}Hello {{ name }}{% endtrans %}",
        '<button name="act" value="approve">{{ it }}</button>',
        '<input name="email" {% if it %}required{% endif %}>',
    ],
)
def test_a_clean_template_passes(source: str) -> None:
    assert not template_faults(source)


def test_a_mail_may_carry_its_styles() -> None:
    assert not template_faults("<p style='color: red'>{{ it }}</p>", is_mail=True)
    assert template_faults("Dear guest {{ it }}", is_html=False, is_mail=True)


@pytest.mark.parametrize(
    "css", ["a{margin-left:0}", "a { left: 0 }", "a{text-align: right}", "a{float:left}"]
)
def test_a_physical_property_is_seen(css: str) -> None:
    assert list(physical(css))


@pytest.mark.parametrize(
    "css", ["a{margin-inline-start:0}", "a{text-align:start}", "/* left: */", "a{--left:0}"]
)
def test_a_logical_property_passes(css: str) -> None:
    assert not list(physical(css))
