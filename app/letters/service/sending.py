"""Writing to many: a draft that is counted and looked at, then long work that queues one mail for each person, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.batches.models import Batch, BatchItem
from app.batches.rules import Skipped
from app.batches.service import Item, begin, long_work
from app.events import queries as events
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import LANGUAGES, N_
from app.letters import queries
from app.letters.models import Addressee, Letter, Sending
from app.letters.queries import Wanted, Words
from app.letters.rules import KINDS
from app.letters.rules.audience import UNREACHED, spoken
from app.letters.service.composing import composed
from app.letters.service.wording import check_words
from app.mail.models import OutboxMail
from app.mail.queries import is_blocked
from app.mail.rules import Attachment, Composed
from app.mail.service import composer, queue
from app.registration import queries as registrations
from app.registration.models import Registration

OCCASION = "sending"
REMINDER = "registration.reminder"
WORK = "letters.send"


class AlreadySent(Refusal):
    """A sending that was begun is what was sent: it is neither changed nor begun again."""

    code = "already-begun"
    message = N_("This mail has been sent. Begin a new one to say something else.")


class NobodyThere(Refusal):
    """The filter names nobody who could be written to."""

    code = "nobody-there"
    message = N_("Nobody would get this mail. Choose other people.")


def save_draft(
    event_id: UUID, sending_id: UUID | None, who: Wanted, words: Mapping[str, Words], letter_kind: str = ""
) -> Sending:
    """Keep a sending without sending it; raises FaultyWords, AlreadySent or NotFound."""
    for language, one in words.items():
        check_words(OCCASION, language, one.subject, one.body)
    if not words or letter_kind not in ("", *KINDS):
        raise NotFound
    with atomic() as session:
        if sending_id is None:
            now, who_acts = clock.now(), guard.actor().id
            sending = Sending(event_id=event_id, created_at=now, created_by=who_acts)
            session.add(sending)
        else:
            sending = _draft(event_id, sending_id)
        sending.wanted, sending.letter_kind = who.stored, letter_kind
        ordered = {language: words[language] for language in LANGUAGES if language in words}
        sending.words = {
            language: {"subject": one.subject, "body": one.body} for language, one in ordered.items()
        }
        session.flush()
        return sending


def drop_draft(event_id: UUID, sending_id: UUID) -> None:
    """Throw a draft away; raises AlreadySent or NotFound."""
    with atomic() as session:
        session.delete(_draft(event_id, sending_id))


def send(event_id: UUID, sending_id: UUID, then: str) -> Sending:
    """Begin to write to everyone whom the filter names now; raises AlreadySent, NobodyThere or NotFound."""
    with atomic():
        sending = _draft(event_id, sending_id)
        found = queries.people(event_id, queries.wanted(sending.wanted))
        if not any(one.email for one in found):
            raise NobodyThere
        params = {"sending": str(sending.id)}
        batch = begin(WORK, event_id, [Item(one.id, one.name) for one in found], params=params, then=then)
        sending.batch_id = batch.id
        subject = next(iter(sending.words.values()))["subject"]
        after = {"sending": str(sending.id), "people": len(found), "subject": subject}
        record(Act("sending.sent", "event", event_id, event_id, after=after))
        return sending


def _draft(event_id: UUID, sending_id: UUID) -> Sending:
    query = select(Sending).where(Sending.id == sending_id, Sending.event_id == event_id).with_for_update()
    sending = db.session.scalars(query).one_or_none()
    if sending is None:
        raise NotFound
    if sending.batch_id is not None:
        raise AlreadySent
    return sending


@long_work(WORK, N_("Mail to many"), permission="mail.send", size=50)
def write_to_one(batch: Batch, item: BatchItem) -> Skipped | None:
    """Queue the mail of one person; whoever has had one gets no second."""
    sending = db.session.get(Sending, UUID(batch.params["sending"]))
    person = db.session.get(Registration, item.subject_id) if item.subject_id else None
    if sending is None or person is None or person.erased_at is not None:
        return Skipped(N_("This person is gone."))
    if db.session.get(Addressee, (sending.id, person.id)) is not None:
        return Skipped(N_("This person was written to already."))
    why = _unreached(sending, person)
    noted = Addressee(sending_id=sending.id, registration_id=person.id, why=why)
    if not why:
        mail = queue(
            OCCASION, event_id=sending.event_id, subject_id=person.id, to=person.email,
            language=spoken(person.language, list(sending.words)), params={"sending": str(sending.id)},
        )  # fmt: skip
        db.session.flush()
        noted.mail_id = mail.id
    db.session.add(noted)
    db.session.flush()
    return Skipped(UNREACHED[why]) if why else None


def _unreached(sending: Sending, person: Registration) -> str:
    if not person.email:
        return "no-address"
    if is_blocked(person.email):
        return "came-back"
    return "no-letter" if sending.letter_kind and _released(sending, person.id) is None else ""


def _released(sending: Sending, registration_id: UUID) -> Letter | None:
    letter = queries.find_valid(registration_id, sending.letter_kind)
    return letter if letter is not None and letter.released_at and letter.has_content else None


@composer(OCCASION, N_("Mail to many"))
def _sent(mail: OutboxMail) -> Composed | None:
    sending = db.session.get(Sending, UUID(mail.params["sending"]))
    if sending is None or mail.subject_id is None:
        return None
    person = registrations.find(sending.event_id, mail.subject_id)
    if person is None or person.erased_at is not None:
        return None
    letter = _released(sending, person.id) if sending.letter_kind else None
    if sending.letter_kind and letter is None:  # withdrawn meanwhile
        return None
    files = (
        (Attachment(queries.file_name(letter), "application/pdf", queries.content(letter)),) if letter else ()
    )
    return compose_sending(sending, queries.of_person(person, mail_id=mail.id), mail.language, files)


def compose_sending(
    sending: Sending, facts: Mapping[str, str], language: str, files: tuple[Attachment, ...] = ()
) -> Composed:
    """The mail of a sending with these facts, in one of its languages, which must be the one being spoken."""
    said = sending.words[spoken(language, list(sending.words))]
    return composed(Words(said["subject"], said["body"]), facts, events.scope_of(sending.event_id), {}, files)


def starting_words(event_id: UUID, languages: Sequence[str], occasion: str = "") -> dict[str, Words]:
    """What a new sending begins with in each of these languages: the words of a reminder, or those of a free mail."""
    known = REMINDER if occasion == REMINDER else OCCASION
    return {language: queries.words(event_id, known, language) for language in languages}
