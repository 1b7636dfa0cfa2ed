"""QR symbols, read back by zxing-cpp, which was written by others."""

import random
import re
from base64 import b32encode
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from app.kernel import qr


def read(png: bytes) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))]


def badge_payload(seed: int) -> str:
    return "MQ1:" + b32encode(random.Random(seed).randbytes(16)).decode().rstrip("=")


def test_two_hundred_badge_codes_read_back_from_the_smallest_picture() -> None:
    for seed in range(200):
        text = badge_payload(seed)
        assert read(qr.png(text, 3)) == [text]


def test_a_badge_code_is_a_version_2_symbol() -> None:
    assert {len(qr.matrix(badge_payload(seed))) for seed in range(20)} == {25}


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8000/p/8Jx2_-aB",
        "https://example.org/" + "x" * 200,
        "بطاقة نواكشوط",
        "1",
        "A" * 38,
        "A" * 39,
    ],
)
def test_any_text_reads_back(text: str) -> None:
    assert read(qr.png(text, 4)) == [text]


def test_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a text"):
        qr.matrix("")


def test_the_svg_draws_the_matrix_inside_a_quiet_zone_of_four() -> None:
    text = badge_payload(7)
    drawn = qr.svg(text)
    side = 25 + 8
    pixels = [[False] * side for _row in range(side)]
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", drawn):
        for i in range(int(length)):
            pixels[int(y)][int(x) + i] = True
    assert [row[4:-4] for row in pixels[4:-4]] == [list(row) for row in qr.matrix(text)]
    assert not any(
        pixels[y][x] for y in range(side) for x in range(side) if min(x, y) < 4 or max(x, y) >= side - 4
    )


def test_the_svg_obeys_a_strict_content_policy_and_any_theme() -> None:
    drawn = qr.svg("MQ1:A", 'code of "A & B" <b>')
    assert "style" not in drawn
    assert "currentColor" not in drawn
    assert 'fill="#fff"' in drawn
    assert 'aria-label="code of &quot;A &amp; B&quot; &lt;b>"' in drawn
