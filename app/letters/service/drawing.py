"""The words of a letter for one delegate, filled in and drawn; the same facts give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.events import queries as events
from app.events.models import Event
from app.kernel import storage
from app.kernel.i18n import Text, _, direction, speaking
from app.letters import queries
from app.letters.exports import Column, LetterPaper
from app.letters.models import Letterhead
from app.letters.rules import fill, letter_day, line_of, parse
from app.letters.service.special import special_of
from app.registration import queries as registrations
from app.registration.models import Registration


def draw(
    person: Registration, kind: str, languages: Sequence[str], *, reference: str, url: str, day: date,
    sample: bool = False,
) -> bytes:  # fmt: skip
    """The letter as PDF; in a `sample` the number of a passport is dots."""
    event, head = events.get_event(person.event_id), queries.letterhead(person.event_id)
    columns = [_column(person, event, head, kind, language, reference, day, sample) for language in languages]
    lead = languages[0]
    facing = next((code for code in event.languages if direction(code) != direction(lead)), "")
    other = languages[-1] if len(languages) > 1 else facing
    heads = [(code, _sender(event, head, code)) for code in dict.fromkeys((lead, other)) if code]
    with speaking(lead):
        check, page = _("Check this paper at:"), _("Page {page} of {pages}")
    emblem = events.scope_of(event.id).emblem
    statements = [event.statement.pick(lead, tuple(event.languages)), event.statement.get(facing, "")]
    return special_of(kind).pdf(
        LetterPaper(
            columns=tuple(columns), heads=tuple(heads), reference=reference, check=check, url=url, page=page,
            logos=tuple(_pictures(event.id, head.logos)),
            signature=next(iter(_pictures(event.id, [head.signature])), b""),
            statements=tuple(dict.fromkeys(filter(None, statements))), has_emblem=emblem == "eu",
            accent=event.accent,
        )
    )  # fmt: skip


def _column(
    person: Registration, event: Event, head: Letterhead, kind: str, language: str, reference: str, day: date,
    sample: bool,
) -> Column:  # fmt: skip
    fallback = tuple(event.languages)

    def pick(text: Text) -> str:
        return text.pick(language, fallback)

    with speaking(language):
        written = letter_day(day, language, event.country, head.hijri)
        passport = registrations.find_passport(person.id)
        facts = {
            **queries.of_person(person, sample=True),
            **queries.on_paper(person, passport, sample=sample),
            **special_of(kind).facts(person, sample),
            "reference": reference,
            "date": written,
        }
        said = queries.words(event.id, f"letter.{kind}", language)
        place = pick(head.place) or pick(event.city)
        return Column(
            language=language,
            reference=_("Reference: %(reference)s", reference=reference),
            date=f"{place}{', ' if direction(language) == 'ltr' else '، '}{written}" if place else written,
            title=line_of(said.subject, facts, rtl=False),
            blocks=fill(parse(said.body), facts),
            signer=pick(head.signer),
            signer_function=pick(head.signer_function),
        )


def _sender(event: Event, head: Letterhead, language: str) -> tuple[str, ...]:
    """The lines of the letterhead in a language; without any, who organises."""
    fallback = tuple(event.languages)
    typed = head.sender.pick(language, fallback) if head.sender else ""
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    return tuple(lines or [one.name.pick(language, fallback) for one in event.organisers][:3])


def _pictures(event_id: UUID, keys: Sequence[str]) -> list[bytes]:
    files = (storage.find(event_id, key) for key in keys if key)
    return [storage.read(file) for file in files if file is not None]
