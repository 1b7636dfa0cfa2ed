"""Letters for many, as long work: each is issued once, and all of them come out as one file to print or to keep."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from uuid import UUID

from app.batches.models import Batch, BatchItem
from app.batches.queries import items
from app.batches.rules import Skipped
from app.batches.service import File, Item, begin, long_work
from app.events import queries as events
from app.kernel.db import atomic, db
from app.kernel.errors import Refusal
from app.kernel.i18n import LANGUAGES, N_
from app.kernel.pdf.finished import joined
from app.letters import queries
from app.letters.models import Letter
from app.letters.queries import Wanted
from app.letters.service.composing import worded
from app.letters.service.issuing import check_kind, check_letter, hand_out, issue
from app.letters.service.sending import NobodyThere
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed
from app.mail.service import composer
from app.registration import queries as registrations

WORK = "letters.issue"
STAMP = (1980, 1, 1, 0, 0, 0)  # the same letters always make the same archive


def issue_many(
    event_id: UUID,
    who: Wanted,
    kind: str,
    languages: Sequence[str],
    *,
    release: bool,
    by_mail: bool,
    as_zip: bool,
) -> Batch:
    """Begin to write letters for everyone whom the filter names; who has a valid one keeps it. Raises NobodyThere."""
    check_kind(kind, languages)
    with atomic():
        found = queries.people(event_id, who)
        if not found:
            raise NobodyThere
        chosen = [Item(one.id, one.name) for one in found]
        return begin_letters(
            event_id, chosen, kind, languages, release=release, by_mail=by_mail, as_zip=as_zip
        )


def begin_letters(
    event_id: UUID,
    people: Sequence[Item],
    kind: str,
    languages: Sequence[str],
    *,
    release: bool,
    by_mail: bool,
    as_zip: bool,
) -> Batch:
    """Begin letters for these people in the transaction under way; without languages, each in their own."""
    params = {
        "kind": kind, "languages": list(languages), "release": release, "by_mail": by_mail, "as_zip": as_zip,
    }  # fmt: skip
    return begin(WORK, event_id, people, params=params)


def _file(batch: Batch) -> File | None:
    """All letters of the work: one PDF, or an archive with one for each delegate."""
    idents = [UUID(item.value["letter"]) for item in items(batch.id) if item.value.get("letter")]
    found = [letter for ident in idents if (letter := db.session.get(Letter, ident))]
    letters = [(letter, queries.content(letter)) for letter in found if letter.has_content]
    if not letters:
        return None
    slug, kind = events.get_event(batch.event_id).slug, batch.params["kind"]
    if batch.params["as_zip"]:
        return File(f"{slug}-{kind}.zip", "application/zip", _archive(letters))
    return File(f"{slug}-{kind}.pdf", "application/pdf", joined([pdf for _letter, pdf in letters]))


def _archive(letters: Sequence[tuple[Letter, bytes]]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for letter, pdf in letters:
            archive.writestr(zipfile.ZipInfo(queries.file_name(letter), STAMP), pdf)
    return target.getvalue()


def spoken(language: str) -> str:
    """A person's own language where the program speaks it."""
    return language if language in LANGUAGES else "en"


@long_work(WORK, N_("Letters for many"), permission="delegates.edit", size=5, finish=_file)
def write_for_one(batch: Batch, item: BatchItem) -> Skipped | None:
    """Issue the letter of one delegate, or take the valid one that there is."""
    person = registrations.find(batch.event_id, item.subject_id) if item.subject_id else None
    if item.subject_id is None or person is None or person.erased_at is not None:
        return Skipped(N_("This person is gone."))
    kind, languages = batch.params["kind"], batch.params["languages"] or [spoken(person.language)]
    letter = queries.find_valid(item.subject_id, kind)
    had = letter is not None and letter.languages == languages
    if letter is None or not had:
        try:
            check_letter(
                kind, person
            )  # before the transaction of the act, which an exception would break for all
            letter = issue(batch.event_id, item.subject_id, kind, languages)
        except Refusal as refusal:
            return Skipped(refusal.message)
    if batch.params["release"]:
        hand_out(letter, by_mail=batch.params["by_mail"] and not had)
    item.value = {"letter": str(letter.id)}
    return Skipped(N_("Had this letter already; it is in the file.")) if had else None


@composer("letter.sent", N_("Letter sent by mail"))
def _sent(mail: OutboxMail) -> Composed | None:
    letter = db.session.get(Letter, UUID(mail.params["letter"]))
    if letter is None or letter.withdrawn_at or letter.released_at is None or mail.subject_id is None:
        return None
    person = registrations.find(letter.event_id, mail.subject_id)
    if person is None or person.id != letter.registration_id or not letter.has_content:
        return None
    file = Attachment(queries.file_name(letter), "application/pdf", queries.content(letter))
    facts = {"reference": letter.reference}
    return worded(person, "letter.sent", mail_id=mail.id, facts=facts, files=(file,))
