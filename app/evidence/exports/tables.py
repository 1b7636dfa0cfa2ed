"""Lists, matrix and counts of a pack: csv for programs, paper and spreadsheets in a language for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.kernel import xlsx
from app.kernel.i18n import Text, country_name, direction
from app.kernel.pdf.listed import Column, Section, Table
from app.kernel.pdf.lists import list_pdf
from app.kernel.tables import write_csv

Facts = Mapping[str, Any]
LIST = (
    "number", "name_ar", "name_latin", "function", "city", "country", "category", "expected", "scanned_in",
    "scanned_out", "minutes", "signed", "present",
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """The tables' words in one language; `page` holds {page} and {pages}."""

    language: str
    number: str
    name: str
    function: str
    place: str
    scanned: str
    minutes: str
    signed: str
    present: str
    page: str
    matrix: str
    yes: str


@dataclass(frozen=True)
class Person:
    """One person of a list, in a language, and their mark at the place."""

    id: str
    ar: str
    latin: str
    function: str
    city: str
    country: str
    category: str
    expected: bool
    mark: Facts


NOTHING: Facts = {"in": None, "out": None, "minutes": 0, "signed": "", "present": False}


def people_of(facts: Facts, place: Facts, language: str) -> list[Person]:
    """Who was expected at a place or came, by name in the language's script."""
    marks, expected = facts["marks"].get(place["key"], {}), set(place["expected"])
    listed = [
        _person(facts, who, language, who in expected, marks.get(who, NOTHING)) for who in {*marks, *expected}
    ]
    return sorted(listed, key=lambda one: _order(one, language))


def _person(facts: Facts, who: str, language: str, expected: bool, mark: Facts) -> Person:
    known, fallback = facts["people"][who], tuple(facts["event"]["languages"])
    return Person(
        who, known["ar"], known["latin"], known["function"], Text(known["city"]).pick(language, fallback),
        country_name(known["country"], language), Text(known["category"]).pick(language, fallback), expected, mark,
    )  # fmt: skip


def _order(one: Person, language: str) -> tuple[str, str]:
    first, second = (one.ar, one.latin) if language == "ar" else (one.latin, one.ar)
    return (first or second).casefold(), one.id


def list_csv(facts: Facts, place: Facts) -> bytes:
    """One place's list for programs: moments in UTC, yes and no as 1 and 0."""
    people = people_of(facts, place, facts["event"]["languages"][0])
    rows = [
        [
            str(number), one.ar, one.latin, one.function, one.city, one.country, one.category, _bit(one.expected),
            one.mark["in"] or "", one.mark["out"] or "", str(one.mark["minutes"]), one.mark["signed"],
            _bit(one.mark["present"]),
        ]
        for number, one in enumerate(people, 1)
    ]  # fmt: skip
    return write_csv(LIST, rows)


def list_paper(facts: Facts, place: Facts, title: str, words: Words) -> bytes:
    """One place's list on paper: hours in the event's zone."""
    event, language = facts["event"], words.language
    zone, turned = ZoneInfo(event["zone"]), direction(language) == "rtl"
    columns = (
        Column("number", words.number, 12), Column("name", words.name, 70), Column("function", words.function, 62),
        Column("place", words.place, 50), Column("scanned", words.scanned, 30), Column("minutes", words.minutes, 16),
        Column("signed", words.signed, 16), Column("present", words.present, 17),
    )  # fmt: skip
    rows = [
        {
            "number": str(number),
            "name": (one.ar or one.latin) if turned else (one.latin or one.ar),
            "name_second": (one.latin if one.ar else "") if turned else (one.ar if one.latin else ""),
            "function": one.function,
            "place": " · ".join(filter(None, (one.city, one.country))),
            "scanned": _hours(one.mark, zone),
            "minutes": str(one.mark["minutes"] or ""),
            "signed": words.yes if one.mark["signed"] else "",
            "present": words.yes if one.mark["present"] else "",
        }
        for number, one in enumerate(people_of(facts, place, language), 1)
    ]
    fallback = tuple(event["languages"])
    return list_pdf(
        Table(
            title=title, event=Text(event["title"]).pick(language, fallback), columns=columns,
            sections=[Section("", rows)], language=language,
            statements=tuple(filter(None, [Text(event["statement"]).pick(language, fallback)])),
            has_emblem=event["emblem"] == "eu", accent=event["accent"], page=words.page,
        )
    )  # fmt: skip


def _hours(mark: Facts, zone: ZoneInfo) -> str:
    hours = [_hour(mark[name], zone) for name in ("in", "out")]
    return f"\u2066{hours[0]} – {hours[1]}\u2069" if mark["in"] or mark["out"] else ""


def _hour(stamp: str | None, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(stamp).astimezone(zone):%H:%M}" if stamp else "…"


def matrix_rows(facts: Facts, language: str) -> tuple[list[str], list[list[str]]]:
    """Keys of the places, and for each person: names, city, country, and a 1 for presence at each place."""
    keys = [place["key"] for place in facts["places"]]
    people = sorted(
        (_person(facts, who, language, True, NOTHING) for who in facts["people"]),
        key=lambda one: _order(one, language),
    )
    return keys, [
        [one.ar, one.latin, one.city, one.country, *(_bit(_present(facts, key, one.id)) for key in keys)]
        for one in people
    ]


def _present(facts: Facts, key: str, who: str) -> bool:
    return bool(facts["marks"].get(key, {}).get(who, NOTHING)["present"])


def matrix_csv(facts: Facts) -> bytes:
    """Persons and places for programs, and a last line with the sums."""
    keys, rows = matrix_rows(facts, facts["event"]["languages"][0])
    sums = [str(sum(int(row[4 + at]) for row in rows)) for at in range(len(keys))]
    return write_csv(["name_ar", "name_latin", "city", "country", *keys], [*rows, ["", "", "", "", *sums]])


def matrix_book(facts: Facts, words: Words, titles: Mapping[str, str]) -> bytes:
    """The matrix as a spreadsheet with sums, right to left where the language is."""
    keys, rows = matrix_rows(facts, words.language)
    heads = [
        xlsx.Column(words.name, "text", 30), xlsx.Column("", "text", 30), xlsx.Column(words.place, "text", 20),
        xlsx.Column("", "text", 16), *(xlsx.Column(titles[key], "number", 14) for key in keys),
    ]  # fmt: skip
    cells: list[list[xlsx.Cell]] = [[*row[:4], *(int(one) for one in row[4:])] for row in rows]
    sums: list[xlsx.Cell] = [
        "",
        "",
        "",
        "",
        *(sum(int(row[4 + at]) for row in rows) for at in range(len(keys))),
    ]
    event = Text(facts["event"]["title"]).pick(words.language, tuple(facts["event"]["languages"]))
    rtl = direction(words.language) == "rtl"
    return xlsx.workbook([xlsx.Sheet(words.matrix, heads, [*cells, sums], [event, words.matrix], rtl)])


def counted_csv(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """Counts as they are."""
    return write_csv(head, [[str(cell) for cell in row] for row in rows])


def _bit(value: bool) -> str:
    return "1" if value else "0"
