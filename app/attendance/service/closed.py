"""The closing sheet: a closing with its anchor and what is open, in the language of whoever prints it."""

from __future__ import annotations

from uuid import UUID

from app.attendance import queries
from app.attendance.exports.closing_sheet import ClosingSheet
from app.attendance.models import Closing
from app.attendance.rules import Register
from app.attendance.service.closing import gaps_of
from app.attendance.service.words import place_title, when
from app.events import queries as events
from app.events.rules.emblem import emblem_of
from app.kernel import clock
from app.kernel.i18n import _, format_day, format_time
from app.kernel.verify.anchors import Anchor

COUNTED = ("expected", "present", "scanned", "signed", "unsigned", "unscanned")


def anchor_of(slug: str, closing: Closing) -> Anchor:
    """Where the three chains ended when a place was closed, in the short form that auditors keep."""
    return Anchor(
        slug, clock.stamp(closing.closed_at), (closing.journal_number, bytes(closing.journal_link)),
        (closing.scans_number, bytes(closing.scans_link)),
        (closing.signatures_number, bytes(closing.signatures_link)),
    )  # fmt: skip


def closing_sheet(event_id: UUID, closing: Closing, language: str) -> ClosingSheet:
    """The sheet of one closing; its figures are those of that moment, the names those that are open now."""
    event, register = events.get_event(event_id), queries.register(event_id)
    place = register.places.get(closing.place)
    title = place_title(place).pick(language, tuple(event.languages)) if place else closing.place
    moment = clock.local(closing.closed_at, event.timezone)
    at = f"{format_day(moment.date(), language, event.country)} · \u2066{format_time(moment)}\u2069"
    statement = event.statement.pick(language, tuple(event.languages))
    said = (
        (_("Closed by"), closing.name), (_("Closed at"), at), (_("Remark"), closing.remark),
        (_("Closing number"), str(closing.number)),
    )  # fmt: skip
    return ClosingSheet(
        language=language,
        title=_("Closing of attendance"),
        event=event.title.pick(language, tuple(event.languages)),
        place=title,
        when=when(event, place).pick(language) if place else "",
        said=[_("%(word)s: %(meaning)s", word=word, meaning=text) for word, text in said if text],
        counts=[(words()[key], int(closing.counts.get(key, 0))) for key in COUNTED],
        gaps=_gaps(event_id, closing.place, register, language) if place else [],
        nothing_open=_("Nothing is open: everybody who was scanned signed, and every page came back."),
        anchor_head=_("Anchor of the records"),
        anchor_help=_(
            "Where the journal, the scans and the signatures ended at this moment. Keep this page: with it, a history "
            "that was cut or written anew is found."
        ),
        anchor=anchor_of(event.slug, closing).lines,
        signature=_("Signature"),
        more=_("and {number} more"),
        statements=(statement,) if statement else (),
        emblem="eu" if emblem_of(event.funder, event.emblem) == "eu" else None,
        accent=event.accent,
    )


def words() -> dict[str, str]:
    """What the figures of a closing are called."""
    return {
        "expected": _("Expected"),
        "present": _("Present"),
        "scanned": _("Scanned"),
        "signed": _("Signatures"),
        "unsigned": _("Scanned, not signed"),
        "unscanned": _("Signed, not scanned"),
    }


def _gaps(event_id: UUID, key: str, register: Register, language: str) -> list[tuple[str, list[str]]]:
    found = gaps_of(event_id, key, register)
    speakers = queries.speakers_by_id(event_id, found.speakers_missing)

    def named(who: UUID) -> str:
        one = register.people.get(who) or speakers.get(who)
        if one is None:
            return "—"
        first, second = (one.name_ar, one.name_latin) if language == "ar" else (one.name_latin, one.name_ar)
        return first or second

    return [
        (_("Scanned, not signed"), sorted(map(named, found.unsigned))),
        (_("Signed, not scanned"), sorted(map(named, found.unscanned))),
        (_("Speakers missing"), sorted(map(named, found.speakers_missing))),
        (_("Pages not handed in"), [f"{ref}-{page}" for ref, page in found.pages]),
    ]
