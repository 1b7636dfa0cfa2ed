"""What an attendance list is made from: plain values; texts map language to text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.attendance.exports.paper_words import PaperWords, Texts
from app.kernel.pdf.funding import Emblem


@dataclass(frozen=True, kw_only=True)
class Labels(PaperWords):
    """The list's own words in each language."""

    list: Texts
    category: Texts
    arrived: Texts
    left: Texts


@dataclass(frozen=True)
class Attendee:
    """One row; times are in the event's zone, None where nobody came or left."""

    name_arabic: str
    name_latin: str
    function: str
    city: str
    country: str
    category: str
    arrived: datetime | None = None
    left: datetime | None = None


@dataclass(frozen=True)
class AttendanceList:
    """A session's list; the first language leads, the next one in the other script faces it."""

    languages: tuple[str, ...]
    event: Texts
    session: Texts
    when: Texts
    place: Texts
    rows: Sequence[Attendee]
    reference: str
    funding: Texts | None = None
    emblem: Emblem | None = None
    accent: str = "#0b6b58"

    def say(self, texts: Texts, language: str) -> str:
        """Pick a text in a language, else in the event's first one that has it."""
        return next((texts[k] for k in (language, *self.languages, *texts) if k in texts), "")
