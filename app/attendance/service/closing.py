"""Closing a half-day: signatures by number, pages that come back, what is taken back, and the closing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.attendance import queries, rules, signals
from app.attendance.models import Closing, Sheet, SheetPage
from app.attendance.rules import Gaps, How, Place
from app.attendance.rules.sheets import Typed, missing_pages, typed_numbers
from app.attendance.service.signing import Given, sign, write
from app.attendance.service.words import place_title
from app.audit.rules import Act, chain_of
from app.audit.service import locked_head, record
from app.checkin import queries as checkin
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_


class ReasonNeeded(Refusal):
    """A change behind a closing, or something taken back, without a word why."""

    code = "reason-needed"
    status = 422
    field = "reason"
    message = N_("Please say why: what was closed is only changed with a reason.")


class NameNeeded(Refusal):
    """A closing without the name of whoever closes."""

    code = "name-needed"
    status = 422
    field = "name"
    message = N_("Please write who closes.")


class NotSigned(Refusal):
    """A signature that does not stand (any more)."""

    code = "not-signed"
    message = N_("No signature of this person stands here.")


@dataclass(frozen=True)
class Entered:
    """What came of typed numbers: how many signatures are new, how many stood already, and what was no number."""

    fresh: int
    known: int
    wrong: tuple[str, ...]


def enter(event_id: UUID, sheet: Sheet, text: str, how: How, reason: str = "") -> Entered:
    """Take the signatures of numbers in a text, lines of one sheet; raises ReasonNeeded once it is closed."""
    with atomic():
        lines = {line.number: line for line in queries.lines_of(sheet.id)}
        typed: Typed = typed_numbers(text, max(lines, default=0))
        at = _signed_at(event_id, sheet.place)
        _reasoned(event_id, sheet.place, reason)
        said = {"reason": reason}
        given = [
            Given(
                sheet.place,
                how,
                at,
                lines[number].registration_id,
                lines[number].speaker_id,
                sheet.reference,
                said=said,
            )
            for number in typed.numbers
        ]
        fresh = sign(event_id, given)
        if fresh:
            _journal(event_id, sheet.place, reason, people=fresh, list=sheet.reference)
        return Entered(fresh, len(given) - fresh, typed.wrong)


def enter_people(event_id: UUID, key: str, people: Sequence[UUID], how: How, reason: str = "") -> int:
    """Take the signatures of people who were ticked or found by name; how many are new."""
    with atomic():
        if not people:
            return 0
        known = queries.register(event_id).people
        if not set(people) <= known.keys():
            raise NotFound
        _reasoned(event_id, key, reason)
        at = _signed_at(event_id, key)
        fresh = sign(event_id, [Given(key, how, at, who, said={"reason": reason}) for who in people])
        if fresh:
            _journal(event_id, queries.places(event_id)[key].key, reason, people=fresh)
        return fresh


def _journal(event_id: UUID, place: str, reason: str, **after: object) -> None:
    act = Act("attendance.signed", "event", event_id, event_id, about=place, after=after, reason=reason)
    record(act)


def take_back(event_id: UUID, key: str, who: UUID, reason: str) -> None:
    """Take a signature back by a line of its own; raises ReasonNeeded or NotSigned."""
    if not reason.strip():
        raise ReasonNeeded
    with atomic():
        locked_head(queries.chain_of_signatures(event_id))
        own = [*queries.signatures(event_id), *queries.speakers_signatures(event_id)]
        signed = rules.standing(own).get(key, {}).get(who)
        if signed is None:
            raise NotSigned
        speaker = who in {line.who for line in queries.speakers_signatures(event_id)}
        line = Given(
            key, How(signed.how), clock.now(), None if speaker else who, who if speaker else None,
            corrects=signed.number, said={"reason": reason.strip()},
        )  # fmt: skip
        write(event_id, [line])
        subject = ("event", event_id) if speaker else ("registration", who)
        record(Act("attendance.signature-taken-back", *subject, event_id, about=key, reason=reason.strip()))


def hand_in(event_id: UUID, sheet: Sheet, pages: Iterable[int], file: str = "") -> int:
    """Note that pages came back, with the picture that the caller claimed; how many came for the first time."""
    with atomic() as session:
        there = queries.pages_of(sheet.id)
        wanted = sorted({page for page in pages if 1 <= page <= sheet.pages})
        who = actor()
        fresh = 0
        for number in wanted:
            page = there.get(number)
            if page is None:
                page = SheetPage(sheet_id=sheet.id, page=number, handed_at=clock.now(), file="")
                page.handed_to = who.id if who.kind == "user" else None
                session.add(page)
                fresh += 1
            if file:
                page.file = file
        if fresh or file:
            after = {"list": sheet.reference, "pages": ", ".join(map(str, wanted))}
            record(Act("attendance.pages-back", "event", event_id, event_id, about=sheet.place, after=after))
        return fresh


def gaps_of(event_id: UUID, key: str, register: rules.Register) -> Gaps:
    """What is open at a place now; pages of the newest sheet of the place only, as it is the one that lies there."""
    place = register.places[key]
    talkers = queries.speakers_at(event_id, place.sessions)
    speakers = [one.registration if one.registration in register.people else one.id for one in talkers]
    signed = rules.standing(queries.speakers_signatures(event_id))
    own = {who: one for part in place.parts for who, one in signed.get(part, {}).items()}
    newest = next(iter(queries.sheets(event_id, key)), None)
    pages = (
        [
            (newest.sheet.reference, page)
            for page in missing_pages(newest.sheet.pages, queries.pages_of(newest.sheet.id))
        ]
        if newest
        else []
    )
    return rules.gaps(register, key, [one for one in speakers if one], own, pages)


def close(event_id: UUID, key: str, name: str, remark: str = "") -> Closing:
    """Close a place: what is so now, and where the chains end, none of which can move meanwhile.

    Scans that still arrive come behind the anchor and are taken; the place may be closed again. Raises NotFound,
    NameNeeded.
    """
    if not name.strip():
        raise NameNeeded
    with atomic() as session:
        heads = _held_heads(event_id)
        register = queries.register(event_id)
        if key not in register.places:
            raise NotFound
        who, counts = actor(), _counts(event_id, key, register)
        closing = Closing(
            event_id=event_id, place=key, number=_last(event_id, key) + 1, closed_at=register.as_of,
            closed_by=who.id if who.kind == "user" else None, name=name.strip()[:200], remark=remark.strip()[:500],
            counts=counts, **heads,
        )  # fmt: skip
        session.add(closing)
        session.flush()
        about = place_title(register.places[key]).pick("en")
        after = {"place": key, "present": counts["present"], "signed": counts["signed"]}
        said = remark.strip()[:500]
        record(Act("attendance.closed", "event", event_id, event_id, about=about, after=after, reason=said))
        signals.closed.send(closing=closing)
        return closing


def _held_heads(event_id: UUID) -> dict[str, Any]:
    """Where the chains end, held until the commit; in the order of all writers: scans, signatures, the journal last."""
    chains = {
        "scans": checkin.chain_of(event_id), "signatures": queries.chain_of_signatures(event_id),
        "journal": chain_of(event_id),
    }  # fmt: skip
    heads = {kind: locked_head(chain) for kind, chain in chains.items()}
    numbers = {f"{kind}_number": head.number for kind, head in heads.items()}
    return numbers | {f"{kind}_link": head.link for kind, head in heads.items()}


def _counts(event_id: UUID, key: str, register: rules.Register) -> dict[str, int]:
    found = gaps_of(event_id, key, register)
    return asdict(register.counts(key)) | {
        "unsigned": len(found.unsigned), "unscanned": len(found.unscanned),
        "speakers_missing": len(found.speakers_missing), "pages_missing": len(found.pages),
    }  # fmt: skip


def is_closed(event_id: UUID, key: str) -> bool:
    """True when a place was closed at least once."""
    return _last(event_id, key) > 0


def _last(event_id: UUID, key: str) -> int:
    query = select(func.max(Closing.number)).where(Closing.event_id == event_id, Closing.place == key)
    return db.session.scalars(query).one() or 0


def _reasoned(event_id: UUID, key: str, reason: str) -> None:
    if is_closed(event_id, key) and not reason.strip():
        raise ReasonNeeded


def _signed_at(event_id: UUID, key: str) -> Instant:
    """When a paper was signed, as far as anybody knows: at the end of its place, or now where that is still to come."""
    place: Place | None = queries.places(event_id).get(key)
    if place is None:
        raise NotFound
    return min(clock.now(), place.ends)
