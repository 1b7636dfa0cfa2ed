"""A spreadsheet of sessions: a line each, columns by their headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.agenda.rules.planned import Names, Planned, Reading, fold
from app.agenda.rules.programme import SessionState
from app.events.rules import is_key, is_language
from app.kernel.i18n import Text

TEXTS = ("title", "subtitle", "description")
HEADS: Mapping[str, str] = {
    "key": "key", "clé": "key", "المفتاح": "key",
    "day": "day", "date": "day", "jour": "day", "اليوم": "day", "التاريخ": "day",
    "starts": "starts", "start": "starts", "from": "starts", "début": "starts", "de": "starts", "من": "starts",
    "ends": "ends", "end": "ends", "to": "ends", "fin": "ends", "à": "ends", "إلى": "ends",
    "room": "room", "salle": "room", "القاعة": "room",
    "kind": "kind", "nature": "kind", "النوع": "kind",
    "number": "number", "numéro": "number", "الرقم": "number",
    "speakers": "speakers", "intervenants": "speakers", "المتحدثون": "speakers",
    "moderators": "moderators", "modérateurs": "moderators", "المديرون": "moderators",
    "rapporteurs": "rapporteurs", "المقررون": "rapporteurs",
    "languages": "languages", "langues": "languages", "اللغات": "languages",
    "interpretation": "interpretation", "interprétation": "interpretation", "الترجمة": "interpretation",
    "attendance": "attendance", "pointage": "attendance", "الحضور": "attendance",
    "decides": "decides", "décide": "decides", "يقرر": "decides",
    "state": "state", "état": "state", "الحالة": "state",
}  # fmt: skip
"""Headings in three languages; texts are headed title_ar, title_fr and so on, or title alone."""

YES = frozenset({"yes", "y", "true", "1", "x", "oui", "o", "نعم"})
NO = frozenset({"", "no", "n", "false", "0", "non", "لا"})
HOUR = re.compile(r"(?:\d{4}-\d\d-\d\d[ T])?([01]?\d|2[0-3])[:hH.]([0-5]\d)(?::[0-5]\d)?")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T].*)?|(\d\d?)/(\d\d?)/(\d{4})")


def read_sheet(head: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], names: Names) -> Reading:
    """The sessions of a table with these headings; every fault with its line and column."""
    reading = Reading()
    columns = [_column(words, names) for words in head]
    for needed in ("starts", "ends", "title"):
        if not any(column.partition("_")[0] == needed for column in columns):
            reading.fault(1, needed, "no-column", value=needed)
    if reading.faults:
        return reading
    keys: dict[str, int] = {}
    for line, cells in rows:
        before = len(reading.faults)
        planned = _planned(line, dict(zip(columns, cells, strict=False)), names, reading)
        if planned.key and keys.setdefault(planned.key, line) != line:
            reading.fault(line, "key", "duplicate", value=planned.key)
        if len(reading.faults) == before:
            reading.planned.append(planned)
    return reading


def _column(words: str, names: Names) -> str:
    plain = fold(words)
    if plain in HEADS:
        return HEADS[plain]
    name, _, code = plain.replace(" ", "_").partition("_")
    if name in TEXTS:
        return f"{name}_{code or names.event.languages[0]}"
    return ""


def _planned(line: int, cells: Mapping[str, str], names: Names, reading: Reading) -> Planned:
    values: dict[str, Any] = {}
    for column, read in READERS.items():
        if column in cells and (cells[column] or column in ALWAYS):
            read(_Cell(values, column, cells[column], line, names, reading))
    for name in TEXTS:
        said = {
            column.partition("_")[2]: words
            for column, words in cells.items()
            if column.startswith(f"{name}_")
        }
        if any(said.values()):
            values[name] = Text(said)
    if "title" not in values:
        reading.fault(line, "title", "required")
    if "starts" in values and "ends" in values:
        values["ends_next_day"] = values["ends"] <= values["starts"]
    key = cells.get("key", "").strip()
    if key and not is_key(key):
        reading.fault(line, "key", "key", value=key)
    return Planned(line, values, key)


@dataclass(frozen=True)
class _Cell:
    """One cell that says something, and where what it says goes."""

    values: dict[str, Any]
    name: str
    words: str
    line: int
    names: Names
    reading: Reading

    def fault(self, code: str, **params: object) -> None:
        self.reading.fault(self.line, self.name, code, **params)


Read = Callable[[_Cell], None]


def _hour(at: _Cell) -> None:
    found = HOUR.fullmatch(at.words.strip())
    if found:
        at.values[at.name] = time(int(found[1]), int(found[2]))
    else:
        at.fault("hour-words" if at.words else "required", value=at.words)


def _day(at: _Cell) -> None:
    number = int(at.words) if at.words.isascii() and at.words.isdecimal() and len(at.words) < 5 else 0
    if found := DAY.fullmatch(at.words.strip()):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            number = (date(int(year), int(month), int(day)) - at.names.event.starts).days + 1
        except ValueError:
            number = 0
    if 1 <= number <= at.names.event.days:
        at.values[at.name] = number
    else:
        at.fault("day-words", value=at.words, days=at.names.event.days)


def _room(at: _Cell) -> None:
    found = at.names.room(at.words)
    if found is None:
        at.fault("no-room-called", value=at.words)
    else:
        at.values[at.name] = found


def _people(at: _Cell) -> None:
    found = []
    for words in re.split(r"[;\n؛]", at.words):
        key = at.names.speakers.get(fold(words))
        if words.strip() and key is None:
            at.fault("no-speaker-called", value=words.strip())
        elif key and key not in found:
            found.append(key)
    at.values[at.name] = tuple(found)


def _codes(at: _Cell) -> None:
    codes = [code for code in re.split(r"[\s,;،؛/]+", at.words.lower()) if code]
    for code in codes:
        if not is_language(code):
            at.fault("language", value=code)
    at.values[at.name] = tuple(dict.fromkeys(codes))


def _flag(at: _Cell) -> None:
    if (plain := fold(at.words)) not in YES | NO:
        at.fault("yes-no", value=at.words)
    at.values[at.name] = plain in YES


def _number(at: _Cell) -> None:
    if at.words.isascii() and at.words.isdecimal() and len(at.words) < 7:
        at.values[at.name] = int(at.words)
    else:
        at.fault("whole", value=at.words)


def _state(at: _Cell) -> None:
    if at.words in set(SessionState):
        at.values[at.name] = SessionState(at.words)
    else:
        at.fault("kind", value=at.words, known=", ".join(SessionState))


def _word(at: _Cell) -> None:
    if len(at.words) > 40:
        at.fault("long", most=40)
    at.values[at.name] = at.words


ALWAYS = ("day", "starts", "ends")
READERS: Mapping[str, Read] = {
    "day": _day, "starts": _hour, "ends": _hour, "room": _room, "kind": _word, "number": _number,
    "speakers": _people, "moderators": _people, "rapporteurs": _people, "languages": _codes,
    "interpretation": _codes, "attendance": _flag, "decides": _flag, "state": _state,
}  # fmt: skip
