"""A mail whose words are found: what a composer gives, in a form that cannot carry a forged header."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TYPE = re.compile(r'([a-z]+)/([a-z0-9.+-]+)((?:; *[a-z]+="?[A-Za-z0-9_-]+"?)*)')
_PARAMETER = re.compile(r'([a-z]+)="?([A-Za-z0-9_-]+)"?')
_CONTENT_ID = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True)
class Attachment:
    """A file beside the words, or a picture within them that the HTML names as `cid:<content_id>`.

    The type may carry parameters (text/calendar; method=PUBLISH); ValueError for one of another shape.
    """

    filename: str
    content_type: str
    content: bytes
    content_id: str = ""  # set: a picture within the HTML
    alternative: bool = (
        False  # the mail itself in another form, as invitations are (RFC 6047), not a file beside it
    )

    def __post_init__(self) -> None:
        """Hold the type and the id to their shape, and the name to one line without a path."""
        if not _TYPE.fullmatch(self.content_type):
            raise ValueError("a content type is type/subtype; name=value")
        if self.content_id and not _CONTENT_ID.fullmatch(self.content_id):
            raise ValueError("a content id has letters, digits, dots and hyphens only")
        object.__setattr__(self, "filename", one_line(self.filename.replace("\\", "/").rpartition("/")[2]))

    @property
    def maintype(self) -> str:
        """`text` of text/calendar."""
        return self.content_type.partition("/")[0]

    @property
    def subtype(self) -> str:
        """`calendar` of text/calendar; method=PUBLISH."""
        return self.content_type.partition("/")[2].partition(";")[0].strip()

    @property
    def parameters(self) -> dict[str, str]:
        """`{"method": "PUBLISH"}` of text/calendar; method=PUBLISH."""
        return dict(_PARAMETER.findall(self.content_type.partition(";")[2]))


@dataclass(frozen=True)
class Composed:
    """One mail in one language: always plain text, mostly HTML too; what becomes a header is one line."""

    subject: str
    text: str
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    sender_name: str = ""  # such as the event's title
    reply_to: str = ""  # such as the event's contact

    def __post_init__(self) -> None:
        """Make one line of what becomes a header."""
        for name in ("subject", "sender_name", "reply_to"):
            object.__setattr__(self, name, one_line(getattr(self, name)))


@dataclass(frozen=True)
class Letterhead:
    """Who writes and who pays, as the base templates of mails show it."""

    sender_name: str
    reply_to: str = ""
    accent: str = "#0b6b58"
    statement: str = ""
    emblem: str = ""  # "" or "eu"


def one_line(text: str) -> str:
    """The text without line breaks and control characters; marks of direction and joiners stay."""
    kept = ("\n" if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    return " ".join("".join(kept).split())
