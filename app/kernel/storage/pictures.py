"""Photos: decoded under limits, turned upright, stripped of all but their pixels, and written anew as JPEG."""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps

from app.kernel.i18n import N_
from app.kernel.storage.kinds import FileRefused

MOST_PIXELS = 26_000_000
"""Width times height of what is decoded whole: some 100 MB of memory."""

MOST_BASELINE = 210_000_000
"""The same of a plain JPEG, which is read at half, a quarter or an eighth: cameras of 200 megapixels exist."""

KEPT = 1600  # pixels of the longer side of what is kept to crop from
LEAST = 100  # pixels of the shorter side
RATIO = (4, 5)  # width to height of a photo of a person
BADGE = (480, 600)
DOOR = (96, 120)

Image.MAX_IMAGE_PIXELS = MOST_BASELINE
_few = threading.BoundedSemaphore(2)  # pictures decoded at once in one process
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError, EOFError, struct.error,
    OverflowError, ZeroDivisionError, NotImplementedError, MemoryError, Warning,
)  # fmt: skip
"""What Pillow raises at files that are broken or made to break it; a warning where warnings are errors."""


class BrokenPicture(FileRefused):
    """It begins like a picture and cannot be decoded."""

    code = "picture-broken"
    message = N_("This picture cannot be read. Take it anew, or save it again as JPEG.")


class TooManyPixels(FileRefused):
    """Decoding it would take more memory than one photo may."""

    code = "picture-pixels"
    message = N_("This picture has too many pixels. Save it smaller and send it again.")


class TooSmall(FileRefused):
    """Too few pixels to recognise anyone."""

    code = "picture-small"
    message = N_("This picture is too small: its shorter side needs %(least)s pixels.")


@dataclass(frozen=True)
class Picture:
    """A JPEG that we wrote ourselves, with its size in pixels."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Crop:
    """The part of a picture that is shown: left edge, top edge and width, as fractions of the picture's sides.

    Its height follows from RATIO. What reaches out of the picture is moved and narrowed until it fits.
    """

    left: float
    top: float
    width: float


def upright(content: IO[bytes], longest: int = KEPT) -> Picture:
    """An uploaded picture turned by its EXIF, on white, stripped and no longer than so many pixels.

    Raises BrokenPicture, TooManyPixels or TooSmall.
    """
    content.seek(0)
    with _few:
        try:
            return _upright(content, longest)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except _BROKEN as error:
            raise BrokenPicture from error


def _upright(content: IO[bytes], longest: int) -> Picture:
    with Image.open(content, formats=("JPEG", "PNG", "WEBP")) as image:
        width, height = image.size
        plain = image.format == "JPEG" and not image.info.get("progressive")
        if width * height > (MOST_BASELINE if plain else MOST_PIXELS):
            raise TooManyPixels
        if min(width, height) < LEAST:
            raise TooSmall(least=LEAST)
        if plain:
            image.draft("RGB", (longest, longest))
        turned = ImageOps.exif_transpose(image)
        turned.thumbnail((longest, longest))
        return _written(_on_white(turned), 88)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA", "RGBa") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")


def _written(image: Image.Image, quality: int) -> Picture:
    made = Image.new("RGB", image.size)  # a fresh one carries no metadata along
    made.paste(image)
    target = BytesIO()
    made.save(target, "JPEG", quality=quality, optimize=True)
    return Picture(target.getvalue(), *made.size)


def own(jpeg: bytes) -> Picture:
    """One of our own JPEGs that was stored, with its size."""
    with Image.open(BytesIO(jpeg), formats=("JPEG",)) as image:
        return Picture(jpeg, *image.size)


def centred(width: int, height: int) -> Crop:
    """The largest crop in the middle; of an upright picture a little above it, where faces are."""
    across = min(1.0, height * RATIO[0] / RATIO[1] / width)
    down = across * width * RATIO[1] / RATIO[0] / height
    return Crop((1 - across) / 2, (1 - down) / 3, across)


def fitted(crop: Crop, width: int, height: int) -> Crop:
    """The crop moved and narrowed until it lies within a picture of so many pixels."""
    most = centred(width, height).width
    across = min(max(crop.width, min(most, LEAST / width)), most)
    down = across * width * RATIO[1] / RATIO[0] / height
    return Crop(min(max(crop.left, 0.0), 1 - across), min(max(crop.top, 0.0), max(0.0, 1 - down)), across)


def cropped(picture: Picture, crop: Crop, size: tuple[int, int]) -> Picture:
    """The part of one of our own pictures, in exactly so many pixels."""
    inside = fitted(crop, picture.width, picture.height)
    left, top = inside.left * picture.width, inside.top * picture.height
    across = inside.width * picture.width
    box = (left, top, left + across, min(top + across * RATIO[1] / RATIO[0], picture.height))
    with _few, Image.open(BytesIO(picture.jpeg), formats=("JPEG",)) as image:
        return _written(
            image.convert("RGB").resize(size, Image.Resampling.LANCZOS, box), 85 if size > DOOR else 70
        )
