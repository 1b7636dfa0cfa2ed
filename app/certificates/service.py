"""Issuing certificates: the threshold, the words that presence adds, and long work for all who qualify."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.batches.models import Batch
from app.batches.service import Item
from app.certificates import queries
from app.certificates.exports import certificate_pdf
from app.certificates.models import CertificateSettings
from app.certificates.rules import MOST_HALFDAYS, NotPresent, Presence
from app.events.service import lock
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, _, current_language, format_number, ngettext
from app.letters.service import Special, begin_letters
from app.letters.service.issuing import check_kind
from app.registration.models import Registration

SAMPLE = Presence(3, 4, 630)
"""What a preview of the words says of nobody."""


class NobodyWaits(Refusal):
    """Everybody who qualifies has a certificate."""

    code = "nobody-waits"
    message = N_("Everybody who qualifies has a certificate already.")


def set_least(event_id: UUID, least: int) -> None:
    """Ask for so many half-days; certificates that were issued before stay."""
    least = min(max(least, 1), MOST_HALFDAYS)
    with atomic() as session:
        lock(event_id)
        before = queries.least(event_id)
        row = session.get(CertificateSettings, event_id) or CertificateSettings(event_id=event_id)
        row.least = least
        session.add(row)
        session.flush()
        if before != least:
            after = {"half-days": least}
            record(Act("certificate.threshold", "event", event_id, event_id, after=after))


def issue_all(
    event_id: UUID, languages: Sequence[str], *, release: bool, by_mail: bool, as_zip: bool
) -> Batch:
    """Begin certificates for all who qualify and have none; without languages, each in their own. NobodyWaits."""
    if languages:
        check_kind(queries.KIND, languages)
    with atomic():
        waiting = queries.standing(event_id).waiting
        if not waiting:
            raise NobodyWaits
        people = [Item(who, name) for who, name in waiting.items()]
        return begin_letters(
            event_id, people, queries.KIND, languages, release=release, by_mail=by_mail, as_zip=as_zip
        )


def _check(person: Registration) -> None:
    found, asked = queries.presence_of(person.event_id, person.id), queries.least(person.event_id)
    if not found.qualifies(asked):
        raise NotPresent(attended=found.attended, halfdays=found.halfdays, least=asked)


def _facts(person: Registration, sample: bool) -> Mapping[str, str]:
    found = SAMPLE if sample else queries.presence_of(person.event_id, person.id)
    said = ngettext("%(num)s half-day", "%(num)s half-days", found.attended)
    attended = _("%(attended)s of %(halfdays)s", attended=said, halfdays=found.halfdays)
    hours = ""
    if found.hours >= 1:
        number = format_number(found.hours, current_language())
        hours = ngettext("%(hours)s hour", "%(hours)s hours", int(found.hours), hours=number)
        attended = f"{attended} ({hours})"
    return {"attended": attended, "hours": hours}


CERTIFICATE = Special(check=_check, facts=_facts, pdf=certificate_pdf)
"""How this kind of letter is made."""
