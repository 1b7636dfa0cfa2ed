"""Signed pages that come back as pictures: the code of each finds its sheet and page, and the file stays with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import IO
from uuid import UUID

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps
from sqlalchemy import select

from app.attendance import queries
from app.attendance.models import Sheet, SheetLine, SheetPage
from app.attendance.rules.sheets import read_code
from app.attendance.service.closing import hand_in
from app.kernel import storage
from app.kernel.db import atomic, db
from app.kernel.personal import goes_with
from app.kernel.storage import PDF, PICTURES
from app.registration.models import Registration

MOST_PIXELS = 60_000_000
MOST_PAGES = 60
"""Pages of one scanned file."""
SIDE = 2400
"""Pixels of the longer side in which a code is looked for."""
SCANS = (*PICTURES, PDF)


@dataclass(frozen=True)
class Taken:
    """What came of one file: the pages that it showed, or none."""

    name: str
    pages: tuple[tuple[Sheet, int], ...]


def take_pictures(event_id: UUID, files: Iterable[tuple[str, IO[bytes]]], said: str = "") -> list[Taken]:
    """Keep each picture or scanned PDF with the pages whose codes are in it.

    `said` is a reference with its page, as printed ("K7Q2MX-3"), for a file whose code nobody can read. A file that
    shows no page of this event is not kept. Raises FileRefused for what is neither picture nor PDF.
    """
    return [_take(event_id, name, content, said) for name, content in files]


def _take(event_id: UUID, name: str, content: IO[bytes], said: str) -> Taken:
    raw = content.read()
    found = _pages(event_id, raw) or _named(event_id, said)
    if not found:
        return Taken(name, ())
    file = storage.keep(event_id, BytesIO(raw), name, SCANS, 20 * storage.MB)
    with atomic():
        storage.claim(event_id, file.key)
        for sheet, page in found:
            _replace(sheet, page, file.key)
            hand_in(event_id, sheet, [page], file.key)
    return Taken(name, tuple(found))


def _replace(sheet: Sheet, number: int, key: str) -> None:
    """A picture taken again stands for the former one, unless that one shows other pages too."""
    page = queries.pages_of(sheet.id).get(number)
    if page is None or page.file in ("", key):
        return
    others = select(SheetPage).where(SheetPage.file == page.file)
    if len(db.session.scalars(others).all()) == 1:
        former = storage.find(sheet.event_id, page.file)
        page.file = ""
        db.session.flush()
        if former is not None:
            storage.drop(former)


def _pages(event_id: UUID, raw: bytes) -> list[tuple[Sheet, int]]:
    codes = dict.fromkeys(code for picture in _pictures(raw) for code in _codes(picture))
    found = ((queries.find_sheet(event_id, reference), page) for reference, page in codes)
    return [(sheet, page) for sheet, page in found if sheet is not None and page <= sheet.pages]


def _named(event_id: UUID, said: str) -> list[tuple[Sheet, int]]:
    reference, _dash, page = said.strip().upper().rpartition("-")
    code = read_code(f"MQS:{reference}:{page}")
    sheet = queries.find_sheet(event_id, code[0]) if code else None
    return [(sheet, code[1])] if sheet and code and code[1] <= sheet.pages else []


def _pictures(raw: bytes) -> Iterable[Image.Image]:
    """The picture, or each page of a scanned PDF; nothing of what cannot be opened, which `keep` then refuses."""
    if raw.startswith(b"%PDF"):
        try:
            document = pypdfium2.PdfDocument(raw)
        except pypdfium2.PdfiumError:
            return
        for at in range(min(len(document), MOST_PAGES)):
            page = document[at]
            scale = min(4.0, SIDE / max(1.0, *page.get_size()))
            yield page.render(scale=scale).to_pil()
        return
    try:
        with Image.open(BytesIO(raw), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                return
            turned = ImageOps.exif_transpose(image).convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return
    turned.thumbnail((SIDE, SIDE))
    yield turned


def _codes(picture: Image.Image) -> list[tuple[str, int]]:
    found = zxingcpp.read_barcodes(picture.convert("L"))
    return [code for one in found if (code := read_code(one.text)) is not None]


@goes_with("evidence")
def forget_pages(ids: Iterable[UUID]) -> None:
    """Drop the pictures of pages on which nobody is left: a page shows the signatures of all who stand on it."""
    gone = set(ids)
    mine = select(SheetLine.sheet_id, SheetLine.page).where(SheetLine.registration_id.in_(gone)).distinct()
    for sheet_id, number in db.session.execute(mine).all():
        others = (
            select(SheetLine.number)
            .join(Registration, Registration.id == SheetLine.registration_id)
            .where(
                SheetLine.sheet_id == sheet_id, SheetLine.page == number, Registration.erased_at.is_(None),
                Registration.id.not_in(gone),
            )
        )  # fmt: skip
        page = db.session.get(SheetPage, (sheet_id, number))
        if page is None or not page.file or db.session.execute(others.limit(1)).first() is not None:
            continue
        sheet = db.session.get(Sheet, sheet_id)
        file = storage.find(sheet.event_id, page.file) if sheet else None
        page.file = ""
        db.session.flush()
        if file is not None:
            storage.drop(file)
