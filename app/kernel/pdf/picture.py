"""A page of a PDF as a picture, for previews on pages."""

from __future__ import annotations

from io import BytesIO


def png(pdf: bytes, page: int = 0, dpi: float = 150) -> bytes:
    """Draw one page (from 0) as PNG in so many dots an inch; IndexError where there is no such page."""
    import pypdfium2  # only previews need it, and it takes memory

    document = pypdfium2.PdfDocument(pdf)
    try:
        if page >= len(document):
            raise IndexError(page)
        target = BytesIO()
        document[page].render(scale=dpi / 72).to_pil().save(target, "PNG")
        return target.getvalue()
    finally:
        document.close()
