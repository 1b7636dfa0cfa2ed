"""What is done with finished PDFs: a page as a picture for previews, several files put into one."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from io import BytesIO

from PIL import Image

_alone = threading.Lock()  # pdfium bears one thread at a time


def png(pdf: bytes, page: int = 0, dpi: float = 150) -> bytes:
    """Draw one page (from 0) as PNG in so many dots an inch; IndexError where there is no such page."""
    import pypdfium2  # late: few requests need it, and it takes memory

    target = BytesIO()
    with _alone:
        document = pypdfium2.PdfDocument(pdf)
        try:
            if page >= len(document):
                raise IndexError(page)
            document[page].render(scale=dpi / 72).to_pil().save(target, "PNG")
        finally:
            document.close()
    return target.getvalue()


def blank(width: int, height: int) -> bytes:
    """A white picture of so many pixels as PNG, for a side on which nothing is printed."""
    target = BytesIO()
    Image.new("RGB", (width, height), "white").save(target, "PNG")
    return target.getvalue()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """All pages of these files in one, in their order."""
    import pypdfium2  # late: few requests need it, and it takes memory

    target = BytesIO()
    with _alone:
        whole = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                part = pypdfium2.PdfDocument(pdf)
                whole.import_pages(part)
                part.close()
            whole.save(target)
        finally:
            whole.close()
    return target.getvalue()
