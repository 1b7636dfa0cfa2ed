"""The sheets of a printing as bytes, drawn from what was noted of them; and the index of who lies where."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, cast

from app.badges import queries
from app.badges.exports import Format, Printing, Stock, badge_sheets
from app.badges.exports.formats import Type
from app.badges.models import PrintedBadge, PrintRun
from app.badges.rules import Code, Correction, Duplex, Grid
from app.badges.service.content import event_from, faces_from
from app.kernel.i18n import Text, _
from app.kernel.pdf.listed import Column, Section, Table
from app.kernel.pdf.lists import list_pdf
from app.kernel.signing import unseal

PART = 1000
"""Badges in one PDF: printers and their drivers like it so, and parts are drawn on all cores at once."""


def draw(run: PrintRun) -> bytes:
    """The sheets of a printing: the same bytes each time, unless a photo or logo on them is gone. A zip beyond PART."""
    parts = _parts(run)
    return parts[0] if len(parts) == 1 else _packed(run, parts)


def _parts(run: PrintRun) -> list[bytes]:
    lines = queries.on_sheets(run.id)
    badges = [(printed.shown, Code(unseal(badge.code_sealed))) for printed, badge in lines]
    faces = faces_from(run.event_id, run.facts, badges)
    event, stock = event_from(run.event_id, run.facts), _stock(run.stock)
    printing = _printing(run.printing)
    parts = [faces[first : first + PART] for first in range(0, len(faces), PART)] or [[]]
    cores = min(len(parts), os.cpu_count() or 1)
    if cores == 1:
        return [badge_sheets(event, part, stock, printing) for part in parts]
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        waiting = [pool.submit(badge_sheets, event, part, stock, printing) for part in parts]
        return [one.result() for one in waiting]


def _packed(run: PrintRun, parts: Sequence[bytes]) -> bytes:
    """Several PDFs in one file, the same bytes for the same parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, part in enumerate(parts, start=1):
            made = run.made_at
            stamp = zipfile.ZipInfo(
                f"badges-{run.number}-{number:02}.pdf", (made.year, made.month, made.day, 0, 0, 0)
            )
            archive.writestr(stamp, part)
    return target.getvalue()


def _stock(said: dict[str, Any]) -> Stock:
    plan = dict(said["format"])
    for name in ("title", "subtitle", "honorific", "name", "function", "place", "category"):
        plan[name] = Type(**plan[name])
    return Stock(Format(**plan), Grid(**said["grid"]))


def _printing(said: dict[str, Any]) -> Printing:
    duplex = cast("Duplex | None", said["duplex"] or None)
    return Printing(duplex, Correction(said["right"], said["up"], said["scale"]), said["at_once"])


def draw_again(run: PrintRun) -> bytes | None:
    """The bytes that the printing had, once more; None when a photo, a logo or a person of it is gone."""
    if not all(badge.code_sealed for _printed, badge in queries.on_sheets(run.id)):
        return None  # whoever was erased has no code any more
    content = draw(run)
    return content if run.sha256 == hashlib.sha256(content).digest() else None


def index_of(run: PrintRun, language: str) -> bytes:
    """The page index of a printing as PDF: who lies where, by page, for whoever packs the boxes."""
    places = run.stock["grid"]["columns"] * run.stock["grid"]["rows"]
    lines = queries.on_sheets(run.id)
    sections = [
        Section(_("Page %(page)s", page=first // places + 1), [_line(number, printed, language) for number, printed in
                enumerate((one for one, _badge in lines[first : first + places]), start=1)])
        for first in range(0, len(lines), places)
    ]  # fmt: skip
    columns = (
        Column("place", _("On the page"), 18), Column("name", _("Name"), 95), Column("function", _("Function"), 80),
        Column("city", _("City"), 45), Column("category", _("Category"), 35),
    )  # fmt: skip
    title = Text(run.facts["title"]).pick(language, tuple(run.facts["languages"]))
    return list_pdf(
        Table(_("Badges, printing %(number)s", number=run.number), title, columns, sections, language,
              accent=run.facts["accent"], page=_("Page {page} of {pages}"))
    )  # fmt: skip


def _line(number: int, printed: PrintedBadge, language: str) -> dict[str, str]:
    shown = printed.shown
    names = [shown.get("name_ar", ""), shown.get("name_latin", "")]
    first, second = names if language == "ar" else names[::-1]
    return {
        "place": str(number), "name": first or second or _("Blank"), "name_second": second if first else "",
        "function": shown.get("function", ""), "city": Text(shown.get("city", {})).pick(language),
        "category": Text(shown.get("category_name", {})).pick(language),
    }  # fmt: skip
