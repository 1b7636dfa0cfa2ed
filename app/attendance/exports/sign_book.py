"""Sign-in sheets as a workbook: a sheet for each part of each place, ready to print as the paper is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.attendance.exports.sign_data import SignPage, SignRow, SignSheet, SignWords
from app.attendance.rules.sheets import ROWS_A_PAGE
from app.kernel.i18n import direction
from app.kernel.xlsx import Cell, Column, Sheet, workbook

ROW = 33.0
"""Points: the 11.6 mm of the paper."""


def sign_sheets_xlsx(sheets: Sequence[SignSheet], words: SignWords) -> bytes:
    """Write sheets; each part has its own, with its blank lines, header on every page and page breaks."""
    made = [
        _part(sheet, words, part, list(pages))
        for sheet in sheets
        for part, pages in groupby(sheet.pages, key=lambda page: page.part)
    ]
    return workbook([_named(sheet, at) for at, sheet in enumerate(made, start=1)])


def _named(sheet: Sheet, at: int) -> Sheet:
    """Names within a workbook differ: the number goes before them."""
    return Sheet(
        f"{at} {sheet.name}", sheet.columns, sheet.rows, sheet.above, sheet.rtl, sheet.height, sheet.boxed,
        sheet.breaks, sheet.foot,
    )  # fmt: skip


def _part(sheet: SignSheet, words: SignWords, part: str, pages: Sequence[SignPage]) -> Sheet:
    lead = sheet.languages[0]
    heads = [words.number, words.name_arabic, words.name_latin, words.function, words.city, words.country]
    widths = [6, 28, 28, 30, 18, 16]
    if sheet.has_contact:
        heads.append(words.contact)
        widths.append(22)
    heads.append(words.signature)
    columns = [
        Column(_both(sheet, head), "number" if head is words.number else "text", width)
        for head, width in zip(heads, (*widths, 34), strict=True)
    ]
    said = sheet.say(words.parts[part], lead)
    title = " · ".join(filter(None, (sheet.say(sheet.title, lead), said)))
    statement = " · ".join(dict.fromkeys(sheet.say(sheet.funding or {}, one) for one in sheet.languages))
    reference = sheet.say(words.reference, lead).format(reference=sheet.reference)
    return Sheet(
        title, columns, _lines(sheet, pages), _above(sheet, words, part), direction(lead) == "rtl", ROW, True,
        [ROWS_A_PAGE * number for number in range(1, len(pages))],
        " · ".join(filter(None, (statement, reference))),
    )  # fmt: skip


def _both(sheet: SignSheet, texts: dict[str, str] | object) -> str:
    return "\n".join(dict.fromkeys(sheet.say(texts, one) for one in sheet.languages))  # type: ignore[arg-type]


def _above(sheet: SignSheet, words: SignWords, part: str) -> list[str]:
    lines: list[str] = []
    for language in sheet.languages:
        say = sheet.say
        lines.append(f"{say(words.sheet, language)} · {say(sheet.event, language)}")
        lines.append(" · ".join(filter(None, (say(sheet.title, language), say(words.parts[part], language)))))
        lines.append(say(sheet.theme, language))
        agreement = (
            say(words.agreement, language).format(agreement=sheet.agreement) if sheet.agreement else ""
        )
        lines.append(
            " · ".join(filter(None, (say(sheet.when, language), say(sheet.venue, language), agreement)))
        )
    return [line for line in lines if line]


def _lines(sheet: SignSheet, pages: Sequence[SignPage]) -> Iterator[list[Cell]]:
    width = 8 if sheet.has_contact else 7
    for page in pages:
        yield from (_line(sheet, row) for row in page.rows)
        for _blank in range(ROWS_A_PAGE - len(page.rows)):
            yield [None] * width


def _line(sheet: SignSheet, row: SignRow) -> list[Cell]:
    contact: list[Cell] = [row.contact] if sheet.has_contact else []
    city, country = _both(sheet, row.city), _both(sheet, row.country)
    return [row.number, row.name_ar, row.name_latin, row.function, city, country, *contact, None]
