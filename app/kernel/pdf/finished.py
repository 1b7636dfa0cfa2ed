"""What is done with finished PDFs: a page as a picture for previews, several files put into one."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO


def png(pdf: bytes, page: int = 0, dpi: float = 150) -> bytes:
    """Draw one page (from 0) as PNG in so many dots an inch; IndexError where there is no such page."""
    import pypdfium2  # late: few requests need it, and it takes memory

    document = pypdfium2.PdfDocument(pdf)
    try:
        if page >= len(document):
            raise IndexError(page)
        target = BytesIO()
        document[page].render(scale=dpi / 72).to_pil().save(target, "PNG")
        return target.getvalue()
    finally:
        document.close()


def joined(pdfs: Sequence[bytes]) -> bytes:
    """All pages of these files in one, in their order."""
    import pypdfium2  # late: few requests need it, and it takes memory

    whole = pypdfium2.PdfDocument.new()
    try:
        for pdf in pdfs:
            part = pypdfium2.PdfDocument(pdf)
            whole.import_pages(part)
            part.close()
        target = BytesIO()
        whole.save(target)
        return target.getvalue()
    finally:
        whole.close()
