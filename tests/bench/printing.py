"""Badges: how many a second and how heavy, beside the same symbols and shaped lines without layout; previews; codes
read back from poor pictures."""

from __future__ import annotations

import random
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from app.badges.exports import STOCKS, BadgeEvent, BadgeFace, alone, badge_sheets
from app.badges.rules import BITS, PARTS, Design, code_from_bits
from app.front.rules.people import person_of
from app.kernel import qr
from app.kernel.pdf import Paper, Style, shape
from app.kernel.pdf.finished import png

EVENT = BadgeEvent(
    title={"ar": "الاجتماع السنوي لشبكة المدن", "fr": "Réunion annuelle du Réseau des villes"},
    dates={"ar": "28–29 يناير 2027", "fr": "28–29 janvier 2027"}, languages=("ar", "fr"),
    funding={"ar": "بتمويل مشترك من الاتحاد الأوروبي", "fr": "Cofinancé par l’Union européenne"}, emblem="eu",
)  # fmt: skip
COUNTRIES = ("MR", "TN", "MA", "DZ", "LY")


def badges(_folder: Path) -> Iterator[dict[str, Any]]:
    """1,000 and 10,000 without photos, 1,000 with them, each in a process of its own so that memory is its own."""
    for count, photos in ((1_000, False), (10_000, False), (1_000, True)):
        command = [sys.executable, "-m", "tests.bench.printing", str(count), str(int(photos))]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        spent, bare, size, memory = map(float, said)
        yield {
            "bench": f"badges-{count}{'-photos' if photos else ''}", "value": round(spent / count * 1000, 3),
            "unit": "ms of one core each", "seconds": round(spent, 1), "bytes_each": round(size / count),
            "memory_mb": round(memory / 1024), "baseline": "the same symbols and lines, written without layout",
            "baseline_value": round(bare / count * 1000, 3), "ratio": round(bare / spent, 2),
        }  # fmt: skip
    yield preview()


def main(count: int, photos: bool) -> None:
    """Draw so many; print seconds, seconds of the baseline, bytes of the file and kilobytes of memory."""
    faces = _faces(count, photos)
    badge_sheets(EVENT, faces[:8], STOCKS["a4x8"])
    bare = _timed(lambda: _bare(faces))
    qr.matrix.cache_clear()
    sizes: list[int] = []
    spent = _timed(
        lambda: sizes.extend(
            len(badge_sheets(EVENT, faces[first : first + 1000], STOCKS["a4x8"]))
            for first in range(0, count, 1000)
        )
    )
    print(spent, bare, sum(sizes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _bare(faces: list[BadgeFace]) -> None:
    """The same symbols and the same glyphs, one below the other."""
    paper = Paper("bare", "ar", (600, 800))
    for face in faces:
        paper.modules(qr.matrix(face.payload), 0, 0, 2)
        for text in (face.name_arabic, face.name_latin, face.function, face.city, face.typed):
            paper.text(shape(text, Style(12)), 0, 0)
    paper.bytes()


def _faces(count: int, photos: bool) -> list[BadgeFace]:
    chance = random.Random(1)
    picture = BytesIO()
    Image.effect_noise((480, 600), 60).convert("RGB").save(picture, "JPEG", quality=85)
    faces = []
    for number in range(count):
        person = person_of(COUNTRIES[number % 5], number % 2 == 0, chance)
        code = code_from_bits(secrets.token_bytes(BITS // 8))
        faces.append(
            BadgeFace(
                language="ar",
                first="arabic",
                name_arabic=person.arabic,
                name_latin=person.latin,
                honorific="السيد",
                function=f"عمدة البلدية {number}",
                city="روصو",
                country="موريتانيا",
                flag="MR",
                mark=number % 6,
                category={"ar": "عمدة", "fr": "Maire"},
                colour="#0b6b58",
                payload=code.payload,
                typed=code.typed.shown,
                photo=picture.getvalue() + bytes(str(number), "ascii") if photos else None,
                design=Design(frozenset(PARTS)),
            )
        )
    return faces


def preview() -> dict[str, Any]:
    """One badge as a picture, as the desk shows it while its design is changed."""
    (face,) = _faces(1, False)
    draw: Callable[[], bytes] = lambda: png(badge_sheets(EVENT, [face], alone(STOCKS["id1"].format)), dpi=260)  # noqa: E731
    draw()
    times = sorted(_timed(draw) for _ in range(20))
    pdf = badge_sheets(EVENT, [face], alone(STOCKS["id1"].format))
    bare = sorted(_timed(lambda: png(pdf, dpi=260)) for _ in range(20))
    return {
        "bench": "badge-preview", "value": round(times[10] * 1000, 1), "unit": "ms",
        "baseline": "the finished page as a picture", "baseline_value": round(bare[10] * 1000, 1),
    }  # fmt: skip


def reading(_folder: Path) -> Iterator[dict[str, Any]]:
    """The share of codes that a plain reader finds in poor pictures of printed badges, 60 of each format."""
    faces = _faces(60, False)
    for name in STOCKS:
        document = pypdfium2.PdfDocument(badge_sheets(EVENT, faces, alone(STOCKS[name].format)))
        sheets = [
            document[number].render(scale=150 / 72).to_pil().convert("L") for number in range(len(document))
        ]
        for how, spoil in POOR.items():
            read = sum(_says(spoil(sheet), face.payload) for sheet, face in zip(sheets, faces, strict=True))
            yield {"bench": f"badge-read-{name}-{how}", "value": round(read / len(faces), 3), "unit": "share"}


def sheets_of(count: int) -> tuple[bytes, list[str]]:
    """Badges of ID-1 size on A4 as a PDF, and the codes that they carry."""
    faces = _faces(count, False)
    return badge_sheets(EVENT, faces, STOCKS["id1"]), [face.payload for face in faces]


def _says(picture: Image.Image, payload: str) -> bool:
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found] == [payload]


def _at(dpi: int) -> Callable[[Image.Image], Image.Image]:
    return lambda sheet: sheet.resize(
        (sheet.width * dpi // 150, sheet.height * dpi // 150), Image.Resampling.BILINEAR
    )


def _glare(sheet: Image.Image) -> Image.Image:
    light = Image.radial_gradient("L").resize((sheet.width, sheet.height)).point(lambda value: 255 - value)
    return Image.blend(sheet, Image.composite(Image.new("L", sheet.size, 255), sheet, light), 0.75)


POOR: dict[str, Callable[[Image.Image], Image.Image]] = {
    "96-dpi": _at(96),
    "64-dpi": _at(64),
    "blurred": lambda sheet: sheet.filter(ImageFilter.GaussianBlur(2)),
    "more-blurred": lambda sheet: sheet.filter(ImageFilter.GaussianBlur(3)),
    "turned-30": lambda sheet: sheet.rotate(30, expand=True, fillcolor=200),
    "tilted": lambda sheet: ImageOps.expand(sheet, 120, 200).transform(
        (sheet.width + 240, sheet.height + 240),
        Image.Transform.PERSPECTIVE,
        (1.0, 0.2, -40, 0.0, 1.2, -30, 0.0, 0.2 / sheet.height),
        fillcolor=200,
    ),
    "glare": _glare,
    "8-percent-light": lambda sheet: ImageEnhance.Brightness(sheet).enhance(0.08),
    "8-percent-light-exposed": lambda sheet: ImageOps.autocontrast(
        ImageEnhance.Brightness(sheet).enhance(0.08)
    ),
}

if __name__ == "__main__":
    main(int(sys.argv[1]), bool(int(sys.argv[2])))
