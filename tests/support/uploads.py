"""Files as people and attackers send them, made here: photos, documents, and what only looks like them."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

LEFT, RIGHT = (200, 30, 30), (30, 30, 200)


def photo(
    width: int = 600, height: int = 800, form: str = "JPEG", orientation: int = 1, **more: object
) -> bytes:
    """A picture that is red on its left half and blue on its right, with an EXIF that says who took it."""
    image = Image.new("RGB", (width, height), LEFT)
    image.paste(RIGHT, (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "a photographer"
    target = BytesIO()
    image.save(target, form, exif=exif, **more)
    return target.getvalue()


def pdf(text: bytes = b"a letter") -> bytes:
    """The beginning and the end of a PDF."""
    return b"%PDF-1.7\n% " + text + b"\ntrailer\n%%EOF\n"


def packed(**parts: bytes) -> bytes:
    """A zip with these parts; `__` in a name stands for a slash, `_dot_` for a dot."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def docx(**parts: bytes) -> bytes:
    """What makes an archive a text document of an office program."""
    target = BytesIO(packed(word__document_dot_xml=b"<document/>", **parts))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
    return target.getvalue()


def odt() -> bytes:
    """A text document of the open format."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<text/>")
    return target.getvalue()


def huge_png(side: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that says it is `side` pixels wide and high."""
    rows = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", rows),
            _chunk(b"IEND", b""),
        )
    )


def text_bomb() -> bytes:
    """A small PNG with a compressed comment of 200 MB."""
    whole = BytesIO()
    Image.new("RGB", (200, 200)).save(whole, "PNG")
    content = whole.getvalue()
    comment = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 200_000_000, 9))
    return content[:33] + comment + content[33:]


def exif_bomb() -> bytes:
    """A JPEG whose EXIF points into itself, a thousand entries long, each larger than the file."""
    entries = b"".join(struct.pack("<HHII", tag, 5, 2**31, 8) for tag in range(1000))
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", 1000) + entries + struct.pack("<I", 8)
    content = photo()
    return content[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + content[2:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
