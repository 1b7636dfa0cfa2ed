"""Attendance: the register, sheets, lists and the matrix at the sizes that peers are slow at, beside bare baselines."""

from __future__ import annotations

import csv
import functools
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import xlsxwriter
from reportlab.pdfgen.canvas import Canvas

from app.attendance.exports import SignPage, SignRow, SignSheet, SignWords, sign_sheets_pdf
from app.attendance.exports.record_files import Field, Listed, listed_csv, listed_pdf, listed_xlsx
from app.attendance.rules import Attended, Calendar, Place, Register, Rule, Wanted, marks, matrix, places
from app.attendance.rules.sheets import code_of
from app.checkin.rules import CheckpointFacts, Direction, LoggedScan, Outcome
from app.kernel.clock import Instant
from app.kernel.i18n import Text
from app.registration.rules.face import Face

START = datetime(2026, 1, 28, 8, tzinfo=UTC)
NAMES = (
    ("محمد ولد أحمد سالم", "Mohamed Ould Ahmed Salem"),
    ("فاطمة بنت عبد الله", "Fatimata Mint Abdallahi"),
)


def _word(arabic: str, french: str) -> Text:
    return Text(ar=arabic, fr=french)


_ANY = _word("كلمة", "Mot")
WORDS = SignWords(
    **{
        **{one.name: _ANY for one in fields(SignWords)},
        "sheet": _word("كشف التوقيع", "Feuille d’émargement"),
        "page": _word("صفحة {page} من {pages}", "Page {page} sur {pages}"),
        "reference": _word("المرجع {reference}", "Référence {reference}"),
        "parts": {"delegates": Text()},
    }  # type: ignore[arg-type] # each as its field wants it
)


def measured(_folder: Path) -> Iterator[dict[str, Any]]:
    """Sheets for 3,000, the matrix of 3,000 and 20 sessions, lists of 5,000 in each format beside bare writers."""
    sheet = _sheet(3000)
    yield _said("sheet-pdf-3000", _spent(lambda: sign_sheets_pdf([sheet], WORDS))[0])
    inputs = _inputs(3000, 20)
    spent, register = _spent(lambda: _register(*inputs))
    yield _said("register-3000x20", spent, scans=120_000)
    keys = [f"s{number}" for number in range(20)]
    yield _said("matrix-3000x20", _spent(lambda: matrix(register, keys, Wanted(), "fr"))[0])
    one = _listed(5000)
    for name, make, bare in (
        ("csv", listed_csv, _bare_csv), ("xlsx", listed_xlsx, _bare_xlsx), ("pdf", listed_pdf, _bare_pdf),
    ):  # fmt: skip
        spent, floor = (_spent(functools.partial(work, one))[0] for work in (make, bare))
        yield _said(
            f"list-{name}-5000", spent, baseline="the same cells by a bare writer", baseline_value=round(floor, 3),
            ratio=round(floor / spent, 2),
        )  # fmt: skip


def _said(name: str, seconds: float, **more: Any) -> dict[str, Any]:
    return {"bench": f"attendance-{name}", "value": round(seconds, 3), "unit": "s of one core", **more}


def _spent(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made


def _sheet(count: int) -> SignSheet:
    rows = [
        SignRow(
            number, *NAMES[number % 2], f"Maire de la commune n° {number % 400}", Text(ar="نواكشوط", fr="Nouakchott"),
            Text(ar="موريتانيا", fr="Mauritanie"), f"+222 45 25 {number % 100:02} {number % 97:02}",
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    pages = [SignPage("delegates", rows[at : at + 9]) for at in range(0, count, 9)]
    codes = [code_of("K7Q2MX", at + 1) for at in range(len(pages))]
    title = Text(ar="صباح اليوم الأول", fr="Jour 1, matin")
    return SignSheet(("ar", "fr"), title, title, title, title, title, "K7Q2MX", codes, pages)


def _inputs(people: int, sessions: int) -> tuple[dict[str, Place], dict[str, list[LoggedScan]], list[Face]]:
    """Lines as the log gives them: everybody in and out of every session."""
    attended = [
        Attended(f"s{number}", Text(), Text(), _at(number, 0), _at(number, 60), CheckpointFacts(f"s{number}"))
        for number in range(sessions)
    ]
    found = places(attended, Calendar(START.date(), "UTC", START.replace(hour=13).time()))
    faces = [
        Face(UUID(int=who), *NAMES[who % 2], "", "Maire", Text(fr="Rosso"), "MR", "mayor", Text(), "")
        for who in range(people)
    ]
    scans = {one.key: _scans(one.key, at, people) for at, one in enumerate(attended)}
    return found, scans, faces


def _scans(key: str, at: int, people: int) -> list[LoggedScan]:
    ways: tuple[tuple[Direction, Outcome, int], ...] = (
        ("in", Outcome.ADMITTED, 5),
        ("out", Outcome.LEFT, 45),
    )
    return [
        LoggedScan(UUID(int=2 * who + minute % 2), UUID(int=who), key, way, outcome, _at(at, minute))
        for who in range(people)
        for way, outcome, minute in ways
    ]


def _register(found: dict[str, Place], scans: dict[str, list[LoggedScan]], faces: list[Face]) -> Register:
    """The rules alone, as the reader calls them."""
    now = _at(len(scans), 0)
    made = marks(found, scans, [], Rule(), now)
    by_id = {face.registration: face for face in faces}
    return Register(UUID(int=1), now, Rule(), found, by_id, frozenset(by_id), made)


def _at(number: int, minute: int) -> Instant:
    day, hour = divmod(number, 8)
    return Instant(START + timedelta(days=day, hours=hour, minutes=minute))


def _listed(count: int) -> Listed:
    fields = [
        Field("number", "N°", "number", 6, 10), Field("name", "Nom", width=30, paper=62), Field("name_second", "Nom"),
        Field("function", "Fonction", width=30, paper=48), Field("city", "Ville", width=18, paper=28),
        Field("country", "Pays", width=16, paper=24), Field("category", "Catégorie", width=16, paper=24),
        Field("expected", "Attendu"), Field("first_in", "Entrée", "moment", 17, 15),
        Field("last_out", "Sortie", "moment", 17, 15), Field("minutes", "Minutes", "number", 9, 15),
        Field("signed", "Signé", width=14, paper=22), Field("present", "Présent", width=10, paper=18),
    ]  # fmt: skip
    rows = [
        [
            at, NAMES[at % 2][1] + f" {at}", NAMES[at % 2][0], f"Maire de la commune n° {at % 400}", "Nouakchott",
            "Mauritanie", "Maire", "oui", START, START + timedelta(minutes=at % 90), at % 90, "Papier", "oui",
        ]
        for at in range(count)
    ]  # fmt: skip
    return Listed("fr", "Plénière", "Réunion", ["Réunion"], fields, rows, {}, "Page {page} sur {pages}")


def _bare_csv(one: Listed) -> bytes:
    out = StringIO(newline="")
    csv.writer(out).writerows(one.rows)
    return out.getvalue().encode()


def _bare_xlsx(one: Listed) -> bytes:
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "default_date_format": "hh:mm", "remove_timezone": True}
    )
    page = book.add_worksheet()
    for at, row in enumerate(one.rows):
        page.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _bare_pdf(one: Listed) -> bytes:
    """Nothing shaped and nothing fitted: Latin letters alone, at their places."""
    out = BytesIO()
    paper = Canvas(out)
    for at, row in enumerate(one.rows):
        if at and at % 13 == 0:
            paper.showPage()
        for column, cell in enumerate(row):
            paper.drawString(20 + 40 * column, 500 - 30 * (at % 13), str(cell)[:12])
    paper.save()
    return out.getvalue()
