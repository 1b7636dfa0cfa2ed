"""A form as a value: sections of questions, each with its words, for whom, and on which answer it depends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from app.kernel.i18n import Text

LONGEST_LABEL = 300
LONGEST_HELP = 600
MOST_QUESTIONS = 100
MOST_CHOICES = 60


class Kind(StrEnum):
    """What an answer is; it never changes once a question was asked."""

    TEXT = "text"
    LONG = "long"
    ONE = "one"
    SEVERAL = "several"
    YESNO = "yesno"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    COUNTRY = "country"
    CITY = "city"
    FILE = "file"
    PHOTO = "photo"
    CONSENT = "consent"


CHOOSING = frozenset({Kind.ONE, Kind.SEVERAL, Kind.YESNO, Kind.CONSENT, Kind.COUNTRY})
"""Kinds whose single answers a condition can name; of the others it asks only whether something was given."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer that is offered; a retired one is offered only to those who hold it."""

    key: str
    label: Text
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The answer that another, earlier question must have: one of `values`, or any at all where there are none."""

    question: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `hidden`: not asked (any more); answers given before stay. No category = all of them.

    A question of the program's own (see CORE) without a label or help of its own has the program's words.
    """

    key: str
    kind: Kind
    label: Text = field(default_factory=Text)
    help: Text = field(default_factory=Text)
    required: bool = False
    hidden: bool = False
    categories: tuple[str, ...] = ()
    when: Condition | None = None
    choices: tuple[Choice, ...] = ()
    least: float | None = None  # of a number
    most: float | None = None

    def find_choice(self, key: str) -> Choice | None:
        """The choice of this key."""
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under one heading; one without a title of its own has the program's words, by its key."""

    key: str
    title: Text = field(default_factory=Text)
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """A version of an event's form; number 0 is the program's own, and drafts have none yet."""

    sections: tuple[Section, ...]
    number: int = 0

    def questions(self) -> Iterator[Question]:
        """All questions in their order, hidden ones too."""
        for section in self.sections:
            yield from section.questions

    def find(self, key: str) -> Question | None:
        """The question of this key."""
        return next((question for question in self.questions() if question.key == key), None)


@dataclass(frozen=True)
class FormFault:
    """One thing that keeps a form from being published: at which question (or section), and why."""

    place: str
    code: str
