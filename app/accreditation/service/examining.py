"""Looking at every line of a table before anything is imported: a few statements, however many lines there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from babel import Locale

from app.accreditation.rules.reading import Matching, Vocabulary, Words, answers_of, vocabulary
from app.accreditation.rules.verdicts import Remark, Verdict
from app.events import queries as events
from app.kernel.i18n import LANGUAGES, N_, _, country_name, speaking
from app.kernel.ids import new_id
from app.kernel.tables import Row, Table
from app.registration import queries as registrations
from app.registration.models import Registration
from app.registration.queries import GENDER_WORDS, Filter, language_name
from app.registration.rules import (
    CHANGEABLE,
    CORE,
    NO_INTERPRETATION,
    Answers,
    Faulty,
    Questions,
    check_answers,
    field_of,
    for_table,
    raw_of,
    suggestion,
)
from app.registration.rules.duplicates import REASONS, Candidate, suspects
from app.registration.rules.folding import words as folded_words
from app.registration.rules.names import name_forms

UNKNOWN_ID = N_("Nobody at this event has this number. Leave the cell empty for somebody new.")
TWICE = N_("Line %(line)s is about the same person.")
ENDED = N_("This registration was refused, withdrawn or merged: it cannot be changed.")
NO_DELEGATION = N_("There is no delegation of this name.")
NO_ADDRESS = N_("There is no mail address: nothing can be sent to this person.")
MAYBE = N_("May be %(name)s: %(why)s")
KEPT = ("honorific", "name_ar", "name_latin", "function", "country", "email", "phone", "gender", "language",
        "interpretation", "diet")  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Everyone at the event, as an import compares with them; `added` are answers to added questions by field."""

    people: Mapping[UUID, Registration]
    by_email: Mapping[str, Sequence[Registration]]
    added: Mapping[UUID, Mapping[str, str]]
    delegations: Mapping[tuple[str, ...], UUID]
    questions: Questions
    words: Vocabulary
    fallback: tuple[str, ...]


def examine(
    event_id: UUID, table: Table, matching: Matching, alive: Callable[[], None] = lambda: None
) -> list[Verdict]:
    """A verdict on each line, in the order of the table; `alive` is called after every thousand."""
    known = _known(event_id)
    seen: dict[UUID, int] = {}
    verdicts: list[Verdict] = []
    for row in table.rows:
        verdicts.append(_judge(row, matching, known, seen))
        if not len(verdicts) % 1000:
            alive()
    doubts = _doubts(verdicts, known)
    return [_doubted(one, doubts.get(place, ())) for place, one in enumerate(verdicts)]


def _known(event_id: UUID) -> Known:
    here = events.scope_of(event_id)
    questions = for_table(registrations.questions(event_id, here.version))
    people = {one.id: one for one in registrations.every(event_id, Filter(sort="oldest"))}
    by_email: dict[str, list[Registration]] = defaultdict(list)
    for one in people.values():
        by_email[one.email].append(one)
    added: dict[UUID, dict[str, str]] = defaultdict(dict)
    for ident, name, raw in registrations.every_added(event_id):
        added[ident][name] = raw
    sent = registrations.delegations(event_id)
    named = {tuple(folded_words(name)): one.id for one in sent for name in one.title.values()}
    return Known(people, by_email, added, named, questions, vocabulary(questions, _words()), here.languages)


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Words]:
    """What countries, languages and the rest are called in the three languages."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for language in LANGUAGES:
        with speaking(language):
            for code in Locale.parse("en").territories:
                found["country"][str(code)].append(country_name(str(code), language))
            for code in LANGUAGES:
                found["language"][code].append(language_name(code, language))
                found["interpretation"][code].append(language_name(code, language))
            found["interpretation"][NO_INTERPRETATION].append(_("None"))
            for key, word in GENDER_WORDS.items():
                found["gender"][key].append(_(word))
            found["yes-no"]["yes"] += [_("Yes"), "1", "true", "x"]
            found["yes-no"]["no"] += [_("No"), "0", "false"]
    found["gender"]["male"] += ["m", "h", "homme", "masculin", "mr", "ذكر", "رجل"]
    found["gender"]["female"] += ["f", "femme", "feminin", "mme", "انثى", "امراة"]
    return found


def _judge(row: Row, matching: Matching, known: Known, seen: dict[UUID, int]) -> Verdict:
    line, cells = row
    said = answers_of(cells, matching, known.words)
    ident, sent = said.pop("id", ""), said.pop("delegation", "")
    name = said.get("name_latin") or said.get("name_ar") or said.get("email", "")
    target = _target(ident, said, known)
    if ident and target is None:
        return Verdict(line, name, faults=(Remark("id", UNKNOWN_ID),))
    delegation = known.delegations.get(tuple(folded_words(sent))) if sent else None
    faults = [Remark("delegation", NO_DELEGATION)] if sent and delegation is None else []
    if target is None:
        return _new(line, name, {**_defaults(said, matching, known), **said}, delegation, faults, known)
    if target.id in seen:
        faults.append(Remark("id" if ident else "email", TWICE, {"line": str(seen[target.id])}))
    seen.setdefault(target.id, line)
    moved = delegation if delegation != target.delegation_id else None
    return _change(line, name or target.name_latin or target.name_ar, said, target, moved, faults, known)


def _target(ident: str, said: Mapping[str, str], known: Known) -> Registration | None:
    """Whom a line is about: by number, else by mail address and a name that sounds alike."""
    if ident:
        try:
            return known.people.get(UUID(ident))
        except ValueError:
            return None
    forms = _forms(said.get("name_ar", ""), said.get("name_latin", ""))
    alike = [
        one
        for one in known.by_email.get(said.get("email", "").strip().lower(), ())
        if said.get("email") and forms & _forms(one.name_ar, one.name_latin)
    ]
    return alike[0] if len(alike) == 1 else None


def _forms(arabic: str, latin: str) -> set[str]:
    return {*name_forms(arabic), *name_forms(latin)} - {""}


def _defaults(said: Mapping[str, str], matching: Matching, known: Known) -> dict[str, str]:
    """What is said for a new person where the line is silent: a known city tells its country."""
    found = {"language": known.fallback[0] if known.fallback else "", **matching.defaults}
    towns = {
        city.country
        for city in known.questions.cities
        if any(folded_words(name) == folded_words(said.get("city", "")) for name in city.name.values())
    }
    return {**found, "country": next(iter(towns))} if len(towns) == 1 else found


def _new(
    line: int, name: str, said: dict[str, str], delegation: UUID | None, faults: list[Remark], known: Known
) -> Verdict:
    meant = suggestion(said.get("email", "").strip().lower())
    doubts = [Remark("email", N_("Did you mean %(suggestion)s?"), {"suggestion": meant})] if meant else []
    if delegation is None and not said.get("email", "").strip():
        doubts.append(Remark("email", NO_ADDRESS))
    answers = _checked(said, known, faults)
    return Verdict(line, name, None, answers, delegation, (), tuple(faults), tuple(doubts))


def _change(
    line: int, name: str, said: dict[str, str], target: Registration, moved: UUID | None, faults: list[Remark],
    known: Known,
) -> Verdict:  # fmt: skip
    before = _before(target, known)
    answers = _checked({**before, **said}, known, faults, before)
    changes = (*(["delegation"] if moved else ()), *(_changes(answers, target, before) if answers else ()))
    if changes and target.state not in CHANGEABLE:
        faults.append(Remark("state", ENDED))
    return Verdict(line, name, target.id, answers, moved, changes, tuple(faults))


def _checked(
    raw: dict[str, str], known: Known, faults: list[Remark], before: Mapping[str, str] | None = None
) -> Answers | None:
    raw["email_choice"] = raw.get("email", "").strip().lower()
    try:
        return check_answers(raw, known.questions, before)
    except Faulty as faulty:
        for one in faulty.faults:
            params = {key: str(value) for key, value in one.params.items()}
            faults.append(Remark(one.field, one.message, params))
        return None


def _before(target: Registration, known: Known) -> dict[str, str]:
    """What somebody has answered, as `queries.raw_answers` says it, without a statement for each."""
    city = target.city
    said = {name: str(getattr(target, name)) for name in KEPT}
    said["category"] = target.category.key
    said["city"] = city.name.pick("en", known.fallback) if city else target.city_typed
    said["access"] = registrations.access_needs(target)
    return {**said, **known.added.get(target.id, {})}


def _changes(answers: Answers, target: Registration, before: Mapping[str, str]) -> tuple[str, ...]:
    """The fields in which the answers say something else."""
    now: dict[str, Any] = {name: getattr(answers, name) for name in (*KEPT, "category", "access")}
    place = (answers.city_id, answers.city_typed) != (target.city_id, target.city_typed)
    own = {field_of(one.key): raw_of(one) for one in answers.own}
    asked = {field_of(key) for key in answers.written - CORE.keys()}
    return (
        *(name for name, value in now.items() if value != before[name]),
        *(["city"] if place else []),
        *sorted(name for name in asked if own.get(name, "") != before.get(name, "")),
    )


def _doubts(verdicts: Sequence[Verdict], known: Known) -> dict[int, list[Remark]]:
    """For each new line: people at the event, and other new lines, that may be the same person."""
    new: dict[UUID, int] = {}
    people = [_candidate(one.id, one, str(one.city_id or one.city_typed)) for one in known.people.values()]
    for place, one in enumerate(verdicts):
        if one.target is None and one.answers is not None:
            ident = new_id()
            new[ident] = place
            people.append(_candidate(ident, one.answers, str(one.answers.city_id or one.answers.city_typed)))
    labels = {one.id: one.name_latin or one.name_ar for one in people}
    found: dict[int, list[Remark]] = defaultdict(list)
    for pair in suspects(people) if new else ():
        for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
            # Of two new lines the later one is in doubt.
            if mine in new and (other not in new or new[other] < new[mine]):
                why = REASONS[pair.reasons[0]]
                found[new[mine]].append(Remark("name_latin", MAYBE, {"name": labels[other], "why": why}))
    return found


def _candidate(ident: UUID, one: Any, city: str) -> Candidate:
    return Candidate(ident, one.name_ar, one.name_latin, one.email, one.phone, one.country, city)


def _doubted(one: Verdict, doubts: Sequence[Remark]) -> Verdict:
    if not doubts:
        return one
    return Verdict(
        one.line,
        one.name,
        one.target,
        one.answers,
        one.delegation,
        one.changes,
        one.faults,
        (*one.doubts, *doubts),
    )
