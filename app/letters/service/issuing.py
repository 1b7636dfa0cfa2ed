"""Issuing letters: a number given once, the bytes kept as they are, withdrawn or replaced but never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select

from app.audit.rules import Act
from app.audit.service import record
from app.events.models import Event
from app.events.queries import scope_of
from app.events.service import lock
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, _, speaking
from app.kernel.ids import new_id
from app.kernel.signing import seal_bytes
from app.letters import queries
from app.letters.models import Letter
from app.letters.rules import KINDS
from app.letters.rules.references import NoPassport, NotToWithdraw, prefix_of, reference
from app.letters.service.drawing import draw
from app.letters.service.proofs import new_proof, withdraw_proof
from app.letters.service.special import check_person
from app.mail.service import queue
from app.registration import queries as registrations
from app.registration.models import Registration

OCCASION = "letter.sent"


def issue(event_id: UUID, registration_id: UUID, kind: str, languages: Sequence[str]) -> Letter:
    """A new letter for a delegate; raises NoLetter, NoPassport or NotFound."""
    check_kind(kind, languages)
    with atomic():
        event = lock(event_id)  # numbers follow one another
        person = registrations.get(event_id, registration_id)
        if person.erased_at is not None:
            raise NotFound
        check_letter(kind, person)
        letter = _issued(event, person, kind, languages)
        _record("letter.issued", letter, person, after={"reference": letter.reference})
        return letter


def preview(event_id: UUID, registration_id: UUID, kind: str, languages: Sequence[str]) -> bytes:
    """The letter as it would read today, with no number and no code that verifies it; raises NotFound."""
    check_kind(kind, languages)
    person = registrations.get(event_id, registration_id)
    if person.erased_at is not None:
        raise NotFound
    day = clock.local(clock.now(), scope_of(event_id).timezone).date()
    with speaking(languages[0]):
        word = _("Preview")
    return draw(person, kind, languages, reference=word, url="", day=day, sample=True)


def check_letter(kind: str, person: Registration) -> None:
    """Raise NoLetter or NoPassport for whoever gets no letter of this kind as things stand."""
    check_person(kind, person)
    if kind == "visa" and registrations.find_passport(person.id) is None:
        raise NoPassport


def check_kind(kind: str, languages: Sequence[str]) -> None:
    """Raise NotFound for a kind that there is not, or for other than one or two languages of the program."""
    if kind not in KINDS or len(languages) not in (1, 2) or not set(languages) <= set(LANGUAGES):
        raise NotFound


def _issued(event: Event, person: Registration, kind: str, languages: Sequence[str]) -> Letter:
    now = clock.now()
    day = clock.local(now, event.timezone).date()
    last = select(func.max(Letter.number)).where(Letter.event_id == event.id, Letter.kind == kind)
    number = (db.session.scalars(last).one() or 0) + 1
    named = reference(prefix_of(queries.letterhead(event.id).prefix, event.slug), kind, day.year, number)
    proof = new_proof(event.id)
    pdf = draw(person, kind, languages, reference=named, url=proof.url, day=day)
    letter = Letter(
        id=new_id(), event_id=event.id, registration_id=person.id, kind=kind, languages=list(languages),
        number=number, reference=named, proof_id=proof.id, content_sealed=seal_bytes(pdf), issued_at=now,
        issued_by=guard.actor().id,
    )  # fmt: skip
    db.session.add(letter)
    db.session.flush()
    return letter


def withdraw(event_id: UUID, letter_id: UUID, reason: str) -> Letter:
    """The letter no longer counts; its number stays its own. Raises NotToWithdraw or NotFound."""
    with atomic():
        letter = _locked(event_id, letter_id)
        _withdraw(letter, reason)
        return letter


def reissue(event_id: UUID, letter_id: UUID) -> Letter:
    """A new letter, with a new number, in place of one that is withdrawn by it; released where the old one was."""
    with atomic():
        old = _locked(event_id, letter_id)
        if old.registration_id is None:
            raise NotFound
        new = issue(event_id, old.registration_id, old.kind, old.languages)
        _withdraw(old, new.reference)
        old.replaced_by = new.id
        if old.released_at is not None:
            new.released_at = clock.now()
        db.session.flush()
        return new


def _withdraw(letter: Letter, reason: str) -> None:
    if letter.withdrawn_at is not None:
        raise NotToWithdraw
    letter.withdrawn_at, letter.reason = clock.now(), reason.strip()[:500]
    withdraw_proof(letter.proof_id)
    db.session.flush()
    _record(
        "letter.withdrawn",
        letter,
        _person(letter),
        after={"reference": letter.reference},
        reason=letter.reason,
    )


def release(event_id: UUID, letter_ids: Collection[UUID], *, by_mail: bool) -> int:
    """Let delegates fetch these letters, and send them where wanted; how many there were that are not withdrawn."""
    with atomic() as session:
        query = select(Letter).where(Letter.event_id == event_id, Letter.id.in_(letter_ids))
        query = query.where(Letter.withdrawn_at.is_(None)).order_by(Letter.id).with_for_update()
        found = session.scalars(query).all()
        for letter in found:
            hand_out(letter, by_mail=by_mail)
        return len(found)


def hand_out(letter: Letter, *, by_mail: bool) -> None:
    """Release one letter, in the transaction under way; a delegate without an address fetches it."""
    person = _person(letter)
    if person is None:
        return
    if letter.released_at is None:
        letter.released_at = clock.now()
        _record("letter.released", letter, person, after={"reference": letter.reference})
    if by_mail and person.email:
        queue(
            OCCASION, event_id=letter.event_id, subject_id=person.id, to=person.email, language=person.language,
            params={"letter": str(letter.id)},
        )  # fmt: skip
    db.session.flush()


def fetched(letter: Letter, by: str) -> None:
    """Write down that somebody took a letter out: `by` is desk or delegate."""
    with atomic():
        _record("letter.fetched", letter, _person(letter), after={"reference": letter.reference, "by": by})


def _locked(event_id: UUID, letter_id: UUID) -> Letter:
    lock(event_id)
    return queries.get_letter(event_id, letter_id)


def _person(letter: Letter) -> Registration | None:
    return registrations.find(letter.event_id, letter.registration_id) if letter.registration_id else None


def _record(action: str, letter: Letter, person: Registration | None, **said: object) -> None:
    about = (person.name_latin or person.name_ar) if person else ""
    subject = person.id if person else None
    record(Act(action, "registration", subject, letter.event_id, about=about, **said))  # type: ignore[arg-type]
