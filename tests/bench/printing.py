"""Badges a second on one core, against the same symbols and the same shaped lines without any layout."""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.badges.exports import STOCKS, BadgeEvent, BadgeFace, badge_sheets
from app.badges.rules import BITS, code_from_bits
from app.kernel import qr
from app.kernel.pdf import Style, shape

COUNT = 1_000


def badges(_folder: Path) -> Iterator[dict[str, Any]]:
    """1,000 badges on A4 sheets."""
    faces = [_face(number) for number in range(COUNT)]
    event = BadgeEvent(
        title={"ar": "الاجتماع السنوي", "fr": "Réunion annuelle"}, dates={"ar": "28–29 يناير", "fr": "28–29 janvier"},
        languages=("ar", "fr"), funding={"ar": "بتمويل مشترك", "fr": "Cofinancé"}, emblem="eu",
    )  # fmt: skip
    badge_sheets(event, faces[:8], STOCKS["a4x8"])
    began = time.process_time()
    for face in faces:
        qr.matrix(face.payload)
        for text in (face.name_arabic, face.name_latin, face.function):
            shape(text, Style(12))
    bare = COUNT / (time.process_time() - began)
    qr.matrix.cache_clear()
    began = time.process_time()
    content = badge_sheets(event, faces, STOCKS["a4x8"])
    rate = COUNT / (time.process_time() - began)
    yield {
        "bench": "badges-a4x8", "value": round(rate), "unit": "badges/s of CPU", "bytes_each": len(content) // COUNT,
        "baseline": "symbols and shaped lines only", "baseline_value": round(bare), "ratio": round(rate / bare, 2),
    }  # fmt: skip


def _face(number: int) -> BadgeFace:
    code = code_from_bits(secrets.token_bytes(BITS // 8))
    return BadgeFace(
        language="ar", first="arabic", name_arabic=f"محمد ولد سيدي {number}", name_latin=f"Mohamed Ould Sidi {number}",
        honorific="السيد", function="عمدة البلدية", city="روصو", country="موريتانيا",
        category={"ar": "عمدة", "fr": "Maire"}, colour="#0b6b58", payload=code.payload, typed=code.typed.shown,
    )  # fmt: skip
