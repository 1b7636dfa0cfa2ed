"""A badge held before a camera: the printed page as pictures, in a film that Chromium takes for its camera."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

from app.kernel import qr

SIZE = (640, 480)
DPI = 200


def pages(pdf: bytes) -> list[Image.Image]:
    """Each page of a PDF as a picture at 200 dpi, as a printer would put it on paper."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]


def code_in(picture: bytes) -> str:
    """What the symbol in a PNG says; LookupError when nothing can be read."""
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    if not found:
        raise LookupError("no symbol can be read in the picture")
    return str(found[0].text)


def badge_of(pdf: bytes, code: str) -> Image.Image:
    """The part of the sheets around the symbol that holds this code; LookupError when no badge has it."""
    for page in pages(pdf):
        for found in zxingcpp.read_barcodes(page):
            if found.text == code:
                corners = [getattr(found.position, name) for name in ("top_left", "bottom_right")]
                left, right = sorted(corner.x for corner in corners)
                top, bottom = sorted(corner.y for corner in corners)
                around = (right - left) // 2
                return page.crop((left - around, top - around, right + around, bottom + around))
    raise LookupError(f"no badge on the sheets has the code {code}")


def badge_with(code: str) -> Image.Image:
    """The symbol of a badge alone, as we draw it."""
    return Image.open(io.BytesIO(qr.png(code, 8))).convert("RGB")


def film(badge: Image.Image, target: Path, frames: int = 30) -> Path:
    """An mjpeg film: the badge in a hand, slightly turned and blurred, moving a little."""
    return queue([badge], target, frames)


def queue(badges: Iterable[Image.Image], target: Path, frames: int = 20) -> Path:
    """The same with one badge after another; a camera that has seen the last sees the first again."""
    with target.open("wb") as out:
        for badge in badges:
            for number in range(frames):
                out.write(frame(badge, number))
    return target


def frame(badge: Image.Image, number: int) -> bytes:
    """One picture of such a film, as JPEG."""
    picture = Image.new("RGB", SIZE, (96, 88, 80))
    held = badge.resize((300, 300)).rotate(4 + number % 3, expand=True, fillcolor=(96, 88, 80))
    picture.paste(held, (150 + number % 5, 70 + number % 4))
    jpeg = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(jpeg, "JPEG", quality=85)
    return jpeg.getvalue()


def codes_on(pdf: bytes) -> list[str]:
    """What all the symbols on the sheets say, page by page."""
    return [str(found.text) for page in pages(pdf) for found in zxingcpp.read_barcodes(page)]


def nothing() -> Image.Image:
    """A hand without a badge."""
    return Image.new("RGB", (300, 300), (120, 110, 100))
