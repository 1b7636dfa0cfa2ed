"""What an uploaded file is, by its content and never by its name; what is not in the range is refused."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import IO

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

LONGEST_NAME = 100


class FileRefused(Refusal):
    """An uploaded file that is not taken; its sentence says why."""

    code = "file-refused"
    status = 422
    message = N_("This file cannot be taken.")


class UnknownKind(FileRefused):
    """The content is none of the kinds that are asked for."""

    code = "file-kind"
    message = N_(
        "This file is none of the kinds taken here: %(kinds)s. What counts is its content, not its name."
    )


class TooLarge(FileRefused):
    """More bytes than one file may have."""

    code = "file-too-large"
    message = N_("This file is too large: %(most)s MB at most.")


class EmptyFile(FileRefused):
    """Nothing in it."""

    code = "file-empty"
    message = N_("This file is empty.")


@dataclass(frozen=True)
class Kind:
    """A kind of file: its content type, the ending that it is sent with, and its name for people."""

    mimetype: str
    ending: str
    name: str


JPEG = Kind("image/jpeg", "jpg", "JPEG")
PNG = Kind("image/png", "png", "PNG")
WEBP = Kind("image/webp", "webp", "WebP")
PDF = Kind("application/pdf", "pdf", "PDF")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
DOCX = Kind(_OFFICE + "wordprocessingml.document", "docx", "DOCX")
XLSX = Kind(_OFFICE + "spreadsheetml.sheet", "xlsx", "XLSX")
PPTX = Kind(_OFFICE + "presentationml.presentation", "pptx", "PPTX")
ODT = Kind(_OPEN + "text", "odt", "ODT")
ODS = Kind(_OPEN + "spreadsheet", "ods", "ODS")
ODP = Kind(_OPEN + "presentation", "odp", "ODP")

PICTURES = (JPEG, PNG, WEBP)
DOCUMENTS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP)
FILES = (*DOCUMENTS, *PICTURES)

_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_MOST_DIRECTORY = 1024 * 1024  # bytes of a zip's list of contents: some 15,000 entries
_MOST_UNPACKED = 512 * 1024 * 1024
_BAD_ZIP = (
    zipfile.BadZipFile,
    NotImplementedError,
    struct.error,
    ValueError,
    OverflowError,
    OSError,
    KeyError,
)


def kind_of(content: IO[bytes], allowed: tuple[Kind, ...]) -> Kind:
    """The kind of a file; raises EmptyFile or UnknownKind. Reads its ends only, and unpacks nothing."""
    content.seek(0)
    head = content.read(16)
    if not head:
        raise EmptyFile
    found = _kind(head, content)
    content.seek(0)
    if found is None or found not in allowed:
        raise UnknownKind(kinds=", ".join(kind.name for kind in allowed))
    return found


def _kind(head: bytes, content: IO[bytes]) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"%PDF-"):
        # What ends as an archive is one as well, and some program would open it as that.
        return PDF if b"%%EOF" in _tail(content, 2048) and not zipfile.is_zipfile(content) else None
    return _packed(content) if head.startswith(b"PK\x03\x04") else None


def _tail(content: IO[bytes], most: int) -> bytes:
    size = content.seek(0, 2)
    content.seek(max(0, size - most))
    return content.read(most)


def _packed(content: IO[bytes]) -> Kind | None:
    """An office document: known by the parts that its archive lists, without macros and no bomb."""
    if not _is_modest(content):
        return None
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return None
            if sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
                return None
            if "[Content_Types].xml" in names:
                return next((kind for part, kind in _PARTS.items() if part in names), None)
            return _open_document(archive, entries)
    except _BAD_ZIP:
        return None


def _open_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Kind | None:
    first = entries[0] if entries else None
    if first is None or first.filename != "mimetype" or first.compress_type != 0 or first.file_size > 100:
        return None
    said = archive.read(first).decode("ascii", "replace")
    return next((kind for kind in (ODT, ODS, ODP) if kind.mimetype == said), None)


def _is_modest(content: IO[bytes]) -> bool:
    """True when the archive's list of contents is short enough to be read."""
    tail = _tail(content, 65_557)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22 or b"PK\x06\x07" in tail:
        return False
    size: int = struct.unpack_from("<I", tail, end + 12)[0]
    return size <= _MOST_DIRECTORY


def safe_name(name: str, kind: Kind) -> str:
    """The name that a file is sent with: no path, nothing invisible, and the ending of what it really is."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] or last
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in stem
        if letter.isspace() or unicodedata.category(letter)[0] != "C"
    )
    kept = " ".join("".join("-" if letter in '<>:"|?*;%' else letter for letter in kept).split())
    return f"{kept.strip('. ')[:LONGEST_NAME] or 'file'}.{kind.ending}"
