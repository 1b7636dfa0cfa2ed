"""Anchors: the heads of the chains are signed, kept and sent to those outside who can hold us to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.attendance.models import Closing
from app.attendance.signals import closed
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.events.service import lock
from app.evidence import queries
from app.evidence.models import AnchorRecipient, KeptAnchor
from app.evidence.service.keys import public_key, sign
from app.kernel import clock, web
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.i18n import N_, _, current_language
from app.kernel.ids import new_id
from app.kernel.verify.anchors import KINDS, Anchor, Head
from app.letters import service as letters
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed
from app.mail.service import composer, queue, written

OCCASION = "evidence.anchor"


def anchor_now(event_id: UUID) -> KeptAnchor:
    """Anchor the chains as they are, at the desk's wish."""
    with atomic():
        return keep_anchor(event_id, clock.now(), queries.heads(event_id))


def keep_anchor(event_id: UUID, at: Instant, heads: Mapping[str, Head], place: str = "") -> KeptAnchor:
    """Sign, keep and send the heads of a moment, in the transaction under way; `place` is what was closed then."""
    slug = events.scope_of(event_id).slug
    text = Anchor(slug, clock.stamp(at), heads["journal"], heads["scans"], heads["signatures"]).text
    made = KeptAnchor(
        id=new_id(), event_id=event_id, at=at, place=place, journal=heads["journal"][0], text=text,
        signature=sign(text.encode()),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    told = queries.recipients(event_id)
    for one in told:
        queue(
            OCCASION, event_id=event_id, subject_id=None, to=one.email, language=one.language,
            params={"anchor": str(made.id), "name": one.name},
        )  # fmt: skip
    record(
        Act("evidence.anchored", "event", event_id, event_id, after={"anchor": text, "sent to": len(told)})
    )
    return made


@closed.connect
def _closed(_sender: object, closing: Closing) -> None:
    """Anchor the chains as they were when a place was closed; the closing sheet bears the same lines."""
    heads = {
        kind: (getattr(closing, f"{kind}_number"), bytes(getattr(closing, f"{kind}_link"))) for kind in KINDS
    }
    keep_anchor(closing.event_id, closing.closed_at, heads, closing.place)


def set_recipients(event_id: UUID, wanted: Sequence[tuple[str, str, str]]) -> None:
    """Name the auditors who receive anchors: (name, checked address, language) each; the others receive none."""
    with atomic() as session:
        lock(event_id)
        known = {one.email: one for one in queries.recipients(event_id)}
        for email in known.keys() - {email for _name, email, _language in wanted}:
            session.delete(known[email])
        for name, email, language in wanted:
            row = known.get(email)
            if row is None:
                row = known[email] = AnchorRecipient(event_id=event_id, email=email)
                session.add(row)
            row.name, row.language = name, language
        session.flush()
        record(Act("evidence.auditors", "event", event_id, event_id, after={"auditors": len(wanted)}))


@composer(OCCASION, N_("Anchor for an auditor"))
def _sent(mail: OutboxMail) -> Composed | None:
    found = queries.find_anchor(UUID(mail.params["anchor"]))
    if found is None:
        return None
    here = events.scope_of(found.event_id)
    title, subject = here.title.pick(current_language(), here.languages), _("Anchor of the records")
    kept = f"{found.text}\n\n{found.signature.hex()}\n"
    file = Attachment(f"{here.slug}-anchor-{found.at:%Y%m%d-%H%M}.txt", "text/plain", kept.encode())
    return written(
        "evidence/mail/anchor", f"{subject} · {title}", letters.head(here), (file,),
        name=mail.params["name"], title=title, anchor=found.text, signature=found.signature.hex(),
        key=public_key().hex(), key_url=web.public_url("evidence.key"),
    )  # fmt: skip
