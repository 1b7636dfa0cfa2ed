"""Photos: upright, stripped, cropped; and those that are made to break what opens them."""

from __future__ import annotations

import resource
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.kernel.storage import pictures
from app.kernel.storage.kinds import FileRefused
from app.kernel.storage.pictures import BADGE, DOOR, BrokenPicture, Crop, Picture, TooManyPixels, TooSmall
from tests.support import uploads


def opened(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(picture.jpeg))


def is_red(pixel: object) -> bool:
    red, _green, blue = pixel  # type: ignore[misc]
    return bool(red > 120 > blue)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_written_anew_without_what_it_tells(form: str) -> None:
    picture = pictures.upright(BytesIO(uploads.photo(3000, 4000, form)))
    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 1600))
    assert not dict(image.getexif())
    assert b"photographer" not in picture.jpeg


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_is_turned_as_the_camera_was_held(orientation: int) -> None:
    picture = pictures.upright(BytesIO(uploads.photo(800, 600, orientation=orientation)))
    across = orientation < 5
    assert (picture.width, picture.height) == ((800, 600) if across else (600, 800))
    width, height = picture.width - 1, picture.height - 1
    first = opened(picture).getpixel((1, 1))
    last = opened(picture).getpixel((width - 1, height - 1))
    assert is_red(first) == (orientation in (1, 4, 5, 6))
    assert is_red(first) != is_red(last)


def test_what_shows_through_is_on_white() -> None:
    target = BytesIO()
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(target, "PNG")
    assert opened(pictures.upright(target)).getpixel((150, 150)) == (255, 255, 255)


def test_a_crop_has_exactly_the_size_that_is_asked() -> None:
    picture = pictures.upright(BytesIO(uploads.photo(1000, 1000)))
    for size in (BADGE, DOOR):
        assert opened(pictures.cropped(picture, pictures.centred(1000, 1000), size)).size == size
    left = opened(pictures.cropped(picture, Crop(0, 0, 0.4), DOOR))
    assert is_red(left.getpixel((90, 110)))
    assert len(pictures.cropped(picture, Crop(0, 0, 0.4), DOOR).jpeg) < 4000


sides = st.integers(100, 5000)
parts = st.floats(-2, 3)


@given(sides, sides, parts, parts, parts)
def test_a_crop_always_lies_within(width: int, height: int, left: float, top: float, across: float) -> None:
    fitted = pictures.fitted(Crop(left, top, across), width, height)
    down = fitted.width * width * 5 / 4 / height
    assert fitted.width > 0
    assert fitted.left >= 0
    assert fitted.top >= 0
    assert fitted.left + fitted.width <= 1 + 1e-9
    assert fitted.top + down <= 1 + 1e-9


BOMBS = {
    "pixels": (uploads.huge_png(), TooManyPixels),
    "pixels within the library's own limit": (uploads.huge_png(6000), TooManyPixels),
    "comment": (uploads.text_bomb(), BrokenPicture),
    "page": (b"<html>", BrokenPicture),
    "drawing": (b"<svg/>", BrokenPicture),
    "half": (uploads.photo(2000, 2000)[:2000], BrokenPicture),
    "small": (uploads.photo(50, 500), TooSmall),
    "gif": (b"GIF89a" + b"\xff" * 100, BrokenPicture),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", BrokenPicture),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_and_memory_stays_bounded(name: str) -> None:
    content, refusal = BOMBS[name]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(refusal):
        pictures.upright(BytesIO(content))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 160_000  # kB


@pytest.mark.filterwarnings("ignore:Tag data:UserWarning")
def test_a_mad_exif_costs_nothing_but_itself() -> None:
    assert opened(pictures.upright(BytesIO(uploads.exif_bomb()))).size == (600, 800)


def test_a_page_behind_a_photo_is_left_behind() -> None:
    picture = pictures.upright(BytesIO(uploads.photo() + b"<script>alert(1)</script>"))
    assert b"script" not in picture.jpeg


@given(st.binary(max_size=400), st.integers(0, 3000))
def test_no_broken_file_does_more_than_be_refused(noise: bytes, at: int) -> None:
    content = uploads.photo(120, 120)
    broken = content[:at] + noise + content[at + len(noise) :]
    try:
        pictures.upright(BytesIO(broken))
    except FileRefused:
        return
