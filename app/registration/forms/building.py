"""One question of a form that is made, as the fields of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask import request

from app.kernel.i18n import Text, _, current_language
from app.kernel.scope import scope
from app.registration import queries
from app.registration.forms.overview import KIND_WORDS, label_of, offered
from app.registration.rules import CORE, Form, Kind, Question, Questions
from app.registration.rules.form import CHOOSING, Condition, editing, problems
from app.registration.rules.form.document import LONGEST_HELP, LONGEST_LABEL
from app.registration.rules.form.problems import MESSAGES

ROWS_MORE = 3  # empty rows for more answers to choose from


@dataclass
class QuestionForm:
    """One question as the fields of a page; `read` takes what was typed, `change` puts it into a draft."""

    draft: Form
    question: Question
    is_new: bool
    asked: Questions
    section: str = ""
    faults: list[str] = field(default_factory=list)
    more: int = ROWS_MORE

    @property
    def core(self) -> Any:
        """The program's own question behind it, None for one that the event added."""
        return CORE.get(self.question.key) if not self.is_new else None

    @property
    def kind_word(self) -> str:
        """The kind in words."""
        return _(KIND_WORDS[self.question.kind])

    @property
    def heading(self) -> str:
        """What the page is about."""
        return _("New question") if self.is_new else label_of(self.question)

    @property
    def takes_choices(self) -> bool:
        """True where the event says what can be chosen."""
        return self.core is None and self.question.kind in (Kind.ONE, Kind.SEVERAL)

    def rows(self) -> list[tuple[str, Text]]:
        """Key and words of each answer that is offered, and some empty rows for more."""
        offered_now = [(one.key, one.label) for one in self.question.choices if not one.retired]
        return offered_now + [("", Text())] * self.more

    @property
    def key(self) -> str:
        """The key, made of the words for a new question."""
        if not self.is_new:
            return self.question.key
        taken = {one.key for one in self.draft.questions()} | CORE.keys() | {"category"}
        label = self.question.label
        return editing.new_key(label.pick("en", ("fr",)), taken, "question")

    def categories(self) -> Sequence[tuple[str, str, bool]]:
        """Key, name, and whether it is asked of them only."""
        language, chosen = current_language(), self.question.categories
        return [
            (one.key, one.name.pick(language, self.asked.fallback), one.key in chosen)
            for one in self.asked.categories
        ]

    def conditions(self) -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
        """Earlier questions with the answers that can be named: value of the box, word, ticked."""
        when = self.question.when
        for other in self.draft.questions():
            if not self.is_new and other.key == self.question.key:
                break
            if other.hidden or other.key == "category" or (other.key in CORE and other.kind not in CHOOSING):
                continue
            mine = when is not None and when.question == other.key
            values = when.values if mine and when else ()
            named = [
                (f"{other.key}={value}", word, value in values) for value, word in offered(other, self.asked)
            ]
            named = named if other.kind in CHOOSING else []
            yield label_of(other), [*named, (f"{other.key}=*", _("any answer"), mine and not values)]

    def read(self) -> bool:
        """Take what was typed; False where only more rows or another order of them was asked for."""
        sent, languages = request.form, scope().languages
        known = {one.key for one in self.asked.categories}
        self.question = replace(
            self.question,
            label=_words("label", LONGEST_LABEL),
            help=_words("help", LONGEST_HELP),
            required=bool(sent.get("required")) or bool(self.core and self.core.needed),
            categories=tuple(key for key in sent.getlist("categories") if key in known),
            when=self._condition(sent.getlist("when")),
        )
        if self.question.kind is Kind.NUMBER:
            least, most = self._number("least"), self._number("most")
            self.question = replace(self.question, least=least, most=most)
        act = sent.get("act", "save")
        if self.takes_choices:
            rows = _moved(_rows(languages), act)
            before = self.question.key in queries.asked_before(scope().id)
            self.question = editing.set_choices(self.question, rows, before and not self.is_new)
        if act != "save":
            self.more += 5 if act == "more" else 0
            self.faults.clear()
            return False
        self._judge()
        return True

    def _condition(self, ticked: list[str]) -> Condition | None:
        parts = [one.partition("=") for one in ticked]
        others = {other for other, _sign, _value in parts}
        if not others:
            return None
        if len(others) > 1:
            self.faults.append(_("Choose answers of one other question only."))
        other = parts[0][0]
        values = tuple(value for one, _sign, value in parts if one == other and value != "*")
        anything = any(value == "*" for one, _sign, value in parts if one == other)
        return Condition(question=other, values=() if anything else values)

    def _number(self, name: str) -> float | None:
        text = request.form.get(name, "").strip().replace(",", ".")
        try:
            value = float(text) if text else None
        except ValueError:
            value = float("nan")
        if value is not None and not abs(value) < 1e12:
            self.faults.append(_("Write a number, such as 3 or 2.5."))
            return None
        return value

    def _judge(self) -> None:
        """The faults that this question has in the draft; others wait for the publication."""
        key = self.key
        known = [one.key for one in self.asked.categories]
        found = problems(self.change(self.draft), known)
        self.faults += [_(MESSAGES[fault.code]) for fault in found if fault.place == key]

    def change(self, form: Form) -> Form:
        """The draft with this question in it."""
        made = replace(self.question, key=self.key)
        if self.is_new:
            return editing.add_question(form, self.section, made)
        return editing.change_question(form, made.key, lambda old: replace(made, hidden=old.hidden))


def _words(name: str, most: int) -> Text:
    """A text in the event's languages, from one field for each."""
    return Text({code: request.form.get(f"{name}_{code}", "")[:most] for code in scope().languages})


def _rows(languages: Sequence[str]) -> list[tuple[str, Text]]:
    sent = request.form
    keys = sent.getlist("choice_key")
    texts = {code: sent.getlist(f"choice_{code}") for code in languages}
    rows = [
        (key, Text({code: said[at][:LONGEST_LABEL] for code, said in texts.items() if at < len(said)}))
        for at, key in enumerate(keys[:200])
    ]
    return [(key, label) for key, label in rows if label]


def _moved(rows: list[tuple[str, Text]], act: str) -> list[tuple[str, Text]]:
    """The rows with one a place earlier, where the button `up:N` was pressed."""
    word, _sign, place = act.partition(":")
    if word == "up" and place.isdecimal() and 0 < (at := int(place[:4])) < len(rows):
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return rows


def question_form(draft: Form, question: Question, *, is_new: bool, section: str = "") -> QuestionForm:
    """The fields of one question, filled from the draft."""
    here = scope()
    return QuestionForm(draft, question, is_new, queries.questions(here.id, here.version), section)
