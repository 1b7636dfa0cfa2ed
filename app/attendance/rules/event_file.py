"""The table `[attendance]` of an event file: the rule of presence, and under `sheets` how sheets are made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.attendance.rules.presence import MOST_MINUTES, BadRule, Measure, Paper, Rule
from app.attendance.rules.sheets import CONTACTS, MOST_BLANK, ORDERS, SheetChoices
from app.events.rules import EventFileFaults, Fault, Table

KEY = "attendance"


@dataclass(frozen=True)
class InFile:
    """What a file says of attendance; without `sheets` they are made as usual."""

    rule: Rule
    sheets: SheetChoices | None = None


def write_settings(said: InFile) -> dict[str, Any]:
    """The table's content."""
    rule = said.rule
    table: dict[str, Any] = {"scan": str(rule.scan), "signature": str(rule.signature)}
    if rule.least:
        table["least"] = rule.least
    if said.sheets:
        table["sheets"] = {**said.sheets.as_json(), "contact": said.sheets.contact or "none"}
    return table


def read_settings(plain: object, languages: Collection[str], categories: Collection[str]) -> InFile:
    """The table's content for an event with these languages and categories; raises EventFileFaults with all faults."""
    faults: list[Fault] = []
    if not isinstance(plain, Mapping):
        raise EventFileFaults((Fault(KEY, "table"),))
    table = Table(_thawed(plain), KEY, faults)
    rule = _rule(table)
    sheets = table.table("sheets")
    choices = _sheets(sheets, languages, categories) if sheets else None
    if faults:
        raise EventFileFaults(tuple(faults))
    return InFile(rule, choices)


def _rule(table: Table) -> Rule:
    scan = _one_of(table, "scan", Measure, "first")
    signature = _one_of(table, "signature", Paper, "counts")
    least = table.number("least", 0, MOST_MINUTES) or 0
    try:
        return Rule(Measure(scan), least, Paper(signature))
    except BadRule as fault:
        most = {Measure.MINUTES: MOST_MINUTES, Measure.SHARE: 100}.get(Measure(scan), 0)
        if str(fault) == "least":
            table.fault("least", "range", least=1 if most else 0, most=most)
        else:
            table.fault("signature", "kind", value=signature, known=Paper.NEEDED)
        return Rule()


def _sheets(table: Table, languages: Collection[str], categories: Collection[str]) -> SheetChoices:
    usual = SheetChoices()
    order = _one_of(table, "order", ORDERS, usual.order)
    contact = _one_of(table, "contact", ("none", *filter(None, CONTACTS)), usual.contact)
    spoken = table.codes("languages", "language", lambda one: one in languages, required=True)
    if len(spoken) > 2:
        table.fault("languages[2]", "language", value=spoken[2])
    blank = table.number("blank", 0, MOST_BLANK)
    apart = table.codes("apart", "no-category", lambda one: one in categories)
    contact = "" if contact == "none" else contact
    return SheetChoices(order, contact, spoken[:2], usual.blank if blank is None else blank, apart)


def _one_of(table: Table, key: str, known: Collection[str] | type[StrEnum], usual: str) -> str:
    names = [str(one) for one in known]
    value = table.string(key) or usual
    if value in names:
        return value
    table.fault(key, "kind", value=value, known=", ".join(names))
    return usual


def _thawed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _thawed(one) for key, one in value.items()}
    return [_thawed(one) for one in value] if isinstance(value, list | tuple) else value
