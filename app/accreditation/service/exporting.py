"""Delegates as a table that comes in again unchanged: csv or xlsx, from right to left in Arabic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from uuid import UUID

from app.accreditation.rules.exchange import HEADS, PRIVATE, Own, own_questions
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.i18n import _, country_name, speaking
from app.kernel.scope import Scope
from app.kernel.tables import write_csv
from app.kernel.xlsx import Column, Sheet, workbook
from app.registration import queries as registrations
from app.registration.models import Registration
from app.registration.queries import GENDER_WORDS, STATE_WORDS, Filter, language_name
from app.registration.rules import NO_INTERPRETATION

Ending = Literal["csv", "xlsx"]
WIDE = {"name_ar", "name_latin", "function", "email", "diet", "access"}


def export(event_id: UUID, wanted: Filter, ending: Ending, language: str, *, needs: bool) -> bytes:
    """All who match as a file, with headings and words in a language; journalled. `needs`: with meals and access."""
    here = events.scope_of(event_id)
    own = own_questions(registrations.questions(event_id, here.version).form)
    fields = [name for name in HEADS if needs or name not in PRIVATE]
    with atomic(), speaking(language):
        heads = [_(HEADS[name]) for name in fields]
        heads += [_own_head(one) for one in own]
        rows = list(_rows(event_id, wanted, fields, own, here, language))
        said = {"people": len(rows), "format": ending, "fields": [*fields, *(one.field for one in own)]}
        record(Act("delegates.exported", "event", event_id, event_id, after=said))
        title = _("Delegates")
    if ending == "csv":
        return write_csv(heads, rows)
    columns = [
        Column(head, width=28 if name in WIDE else 16)
        for head, name in zip(heads, [*fields, *(one.field for one in own)], strict=True)
    ]
    return workbook([Sheet(title, columns, rows, rtl=language == "ar")])


def _own_head(own: Own) -> str:
    # In whichever language the form has first: the import knows them all.
    return own.heads[1] if len(own.heads) > 1 else own.heads[0]


def _rows(
    event_id: UUID, wanted: Filter, fields: Sequence[str], own: Sequence[Own], here: Scope, language: str
) -> Iterator[list[str]]:
    answers = _added(event_id) if own else {}
    for one in registrations.every(event_id, wanted):
        said = {name: _cell(name, one, here, language) for name in fields}
        yield [*said.values(), *(answers.get(one.id, {}).get(question.field, "") for question in own)]


def cells_of(
    event_id: UUID, wanted: Mapping[UUID, Sequence[str]], language: str
) -> Mapping[UUID, Mapping[str, str]]:
    """What these people's fields say, as a table would say it; of meals and access only that something is said."""
    if not wanted:
        return {}  # a filter without anybody would mean everybody
    here, answers = events.scope_of(event_id), _added(event_id)
    return {
        one.id: {
            name: _cell(name, one, here, language) if name in HEADS else answers.get(one.id, {}).get(name, "")
            for name in wanted[one.id]
            if name not in PRIVATE
        }
        for one in registrations.every(event_id, Filter(ids=tuple(wanted)))
    }


def _added(event_id: UUID) -> Mapping[UUID, Mapping[str, str]]:
    """What everyone answered to added questions, in one statement."""
    found: dict[UUID, dict[str, str]] = defaultdict(dict)
    for registration_id, field, raw in registrations.every_added(event_id):
        found[registration_id][field] = raw
    return found


def _cell(name: str, one: Registration, here: Scope, language: str) -> str:
    """What stands in a column: words of the language, which the import knows in all three."""
    if name == "category":
        return one.category.name.pick(language, here.languages)
    if name == "city":
        return one.city.name.pick(language, here.languages) if one.city else one.city_typed
    if name == "delegation":
        return one.delegation.title.pick(language, here.languages) if one.delegation else ""
    if name == "access":
        return registrations.access_needs(one)
    if name == "submitted":
        return clock.local(one.submitted_at, here.timezone).strftime("%Y-%m-%d %H:%M")
    value = str(getattr(one, name))
    return _word(name, value, language) if value else ""


def _word(name: str, value: str, language: str) -> str:
    if name == "country":
        return country_name(value, language)
    if name == "gender":
        return _(GENDER_WORDS[value])
    if name == "state":
        return _(STATE_WORDS[value][1])
    if name in ("language", "interpretation"):
        return _("None") if value == NO_INTERPRETATION else language_name(value, language)
    return value
