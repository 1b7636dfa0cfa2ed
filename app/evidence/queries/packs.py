"""Cuts, the packs that were made of them, and their files while they are made."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.agenda.models import AgendaVersion
from app.attendance.models import Sheet, SheetPage
from app.evidence.models import EvidenceCut, EvidencePack, PackPart
from app.kernel import clock
from app.kernel.db import db
from app.kernel.signing import unseal_bytes


def cuts(event_id: UUID) -> Sequence[EvidenceCut]:
    """An event's cuts, newest first."""
    query = select(EvidenceCut).where(EvidenceCut.event_id == event_id)
    return db.session.scalars(query.order_by(EvidenceCut.at.desc(), EvidenceCut.id.desc())).all()


def find_cut(event_id: UUID, cut_id: UUID) -> EvidenceCut | None:
    """One cut of an event."""
    query = select(EvidenceCut).where(EvidenceCut.event_id == event_id, EvidenceCut.id == cut_id)
    return db.session.scalars(query).one_or_none()


def frozen(cut: EvidenceCut) -> dict[str, Any]:
    """The facts that a cut froze."""
    found: dict[str, Any] = json.loads(zlib.decompress(unseal_bytes(cut.content_sealed)))
    return found


def packs(event_id: UUID, most: int = 50) -> Sequence[tuple[EvidencePack, EvidenceCut]]:
    """An event's packs with their cuts, newest first."""
    query = select(EvidencePack, EvidenceCut).join(EvidenceCut, EvidenceCut.id == EvidencePack.cut_id)
    query = query.where(EvidencePack.event_id == event_id)
    newest = EvidencePack.asked_at.desc(), EvidencePack.id.desc()
    return [(pack, cut) for pack, cut in db.session.execute(query.order_by(*newest).limit(most))]


def parts(batch_id: UUID) -> Sequence[PackPart]:
    """The files of a pack that is being made, in their order."""
    query = select(PackPart).where(PackPart.batch_id == batch_id)
    return sorted(db.session.scalars(query).all(), key=lambda one: one.path)


def versions(event_id: UUID, until: int) -> Iterator[dict[str, Any]]:
    """The versions of the agenda up to a number, as they were published; they never change."""
    query = select(AgendaVersion).where(AgendaVersion.event_id == event_id, AgendaVersion.number <= until)
    for one in db.session.scalars(query.order_by(AgendaVersion.number)):
        yield {
            "number": one.number, "published_at": clock.stamp(one.published_at), "sessions": one.sessions,
            "rooms": one.rooms, "speakers": one.speakers,
        }  # fmt: skip


def signed_sheets(event_id: UUID, until: clock.Instant) -> Sequence[tuple[str, str]]:
    """Name in the pack and key in the storage of each picture of a signed page that had come back by a moment."""
    query = select(Sheet.place, Sheet.reference, SheetPage.page, SheetPage.file).join(
        Sheet, Sheet.id == SheetPage.sheet_id
    )
    query = query.where(Sheet.event_id == event_id, SheetPage.file != "", SheetPage.handed_at <= until)
    found = db.session.execute(query.order_by(Sheet.reference, SheetPage.page))
    return [(f"{place}-{reference}-{page:03}", file) for place, reference, page, file in found]
