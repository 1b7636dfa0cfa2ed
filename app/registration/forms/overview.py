"""What the desk sees of a form that is made: sections and questions in a line each, in the visitor's language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.kernel.i18n import N_, Text, _, country_name, current_language
from app.kernel.scope import scope
from app.registration.queries import GENDER_WORDS, language_name
from app.registration.rules import CORE, Form, Kind, Question, Questions
from app.registration.rules.form.core import SECTIONS

KIND_WORDS: Mapping[Kind, str] = {
    Kind.TEXT: N_("Short text"),
    Kind.LONG: N_("Long text"),
    Kind.ONE: N_("One of several answers"),
    Kind.SEVERAL: N_("Any of several answers"),
    Kind.YESNO: N_("Yes or no"),
    Kind.NUMBER: N_("Number"),
    Kind.DATE: N_("Date"),
    Kind.EMAIL: N_("Mail address"),
    Kind.PHONE: N_("Phone"),
    Kind.COUNTRY: N_("Country"),
    Kind.CITY: N_("City"),
    Kind.FILE: N_("File"),
    Kind.PHOTO: N_("Photo"),
    Kind.CONSENT: N_("Consent"),
}


@dataclass(frozen=True)
class Line:
    """One question in the overview."""

    key: str
    label: str
    kind: str
    core: bool
    required: bool
    hidden: bool
    fixed: bool
    for_whom: str
    when: str
    missing: tuple[str, ...]  # languages without its words
    answers: int


@dataclass(frozen=True)
class Block:
    """One section in the overview."""

    key: str
    title: str
    words: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Overview:
    """A form as a list, in the visitor's language."""

    blocks: tuple[Block, ...]

    def named(self, place: str) -> str:
        """The question or section that a fault is about, in words."""
        for block in self.blocks:
            if place == f"section:{block.key}":
                return block.title or block.key
            for line in block.lines:
                if line.key == place:
                    return line.label
        return _(CORE[place].label) if place in CORE else ""


def overview(form: Form, asked: Questions, answers: Mapping[str, int]) -> Overview:
    """The form as a list; `answers` are the numbers of answers by question."""
    return Overview(
        tuple(
            Block(
                section.key, section_title(section.key, section.title), section.title,
                tuple(_line(form, question, asked, answers) for question in section.questions),
            )
            for section in form.sections
        )
    )  # fmt: skip


def section_title(key: str, title: Text) -> str:
    """The heading of a section: its own, else the program's."""
    return title.pick(current_language(), scope().languages) or (
        _(SECTIONS[key][0]) if key in SECTIONS else ""
    )


def label_of(question: Question) -> str:
    """The words of a question: its own, else the program's."""
    own = question.label.pick(current_language(), scope().languages)
    return own or (_(CORE[question.key].label) if question.key in CORE else question.key)


def _line(form: Form, question: Question, asked: Questions, answers: Mapping[str, int]) -> Line:
    language = current_language()
    core = CORE.get(question.key)
    names = {one.key: one.name.pick(language, asked.fallback) for one in asked.categories}
    missing = question.label.missing(asked.fallback) if core is None or question.label else ()
    return Line(
        key=question.key, label=label_of(question), kind=_(KIND_WORDS[question.kind]), core=core is not None,
        required=question.required, hidden=question.hidden, fixed=bool(core and core.fixed),
        for_whom=", ".join(names.get(key, key) for key in question.categories),
        when=_condition_said(form, question, asked),
        missing=tuple(language_name(code, language) for code in missing),
        answers=answers.get(question.key, 0),
    )  # fmt: skip


def _condition_said(form: Form, question: Question, asked: Questions) -> str:
    condition = question.when
    other = form.find(condition.question) if condition else None
    if condition is None or other is None:
        return condition.question if condition else ""
    if not condition.values:
        return _("“%(question)s” was answered", question=label_of(other))
    known = dict(offered(other, asked))
    answers = " / ".join(known.get(value, value) for value in condition.values)
    return _("“%(question)s”: %(answers)s", question=label_of(other), answers=answers)


def offered(question: Question, asked: Questions) -> Iterator[tuple[str, str]]:
    """What a condition can name of a question: (value, word) pairs."""
    language = current_language()
    if question.kind in (Kind.YESNO, Kind.CONSENT):
        yield "yes", _("Yes")
        if question.kind is Kind.YESNO:
            yield "no", _("No")
    elif question.kind is Kind.COUNTRY:
        yield from ((code, country_name(code, language)) for code in asked.network)
    elif question.key == "gender":
        yield from ((key, _(word)) for key, word in GENDER_WORDS.items())
    elif question.key in ("language", "interpretation"):
        codes = asked.languages if question.key == "language" else asked.interpretation
        yield from ((code, language_name(code, language)) for code in codes)
    else:
        for choice in question.choices:
            if not choice.retired:
                yield choice.key, choice.label.pick(language, asked.fallback)
