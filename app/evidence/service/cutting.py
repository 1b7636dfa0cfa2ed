"""Cutting: the facts of an event are frozen at the newest line of each chain, so that packs can be made anew."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.audit.service import locked_head
from app.batches.models import Batch
from app.evidence import queries
from app.evidence.exports import without
from app.evidence.models import EvidenceCut, PackPart
from app.evidence.rules import Position
from app.kernel import chain, clock
from app.kernel.db import db
from app.kernel.ids import new_id
from app.kernel.personal import goes_with
from app.kernel.signing import seal_bytes
from app.registration.models import Registration


def cut(event_id: UUID) -> EvidenceCut:
    """Freeze the facts as they are, in the transaction under way.

    The heads of the chains are held meanwhile, the journal's last as everywhere: nothing that leaves a line can change.
    """
    names = queries.chain_names(event_id)
    numbers = {kind: locked_head(names[kind]).number for kind in ("scans", "signatures", "journal")}
    at = clock.now()
    made = EvidenceCut(
        id=new_id(), event_id=event_id, at=at, content_sealed=_sealed(queries.facts(event_id, at)), thinned=0,
        **numbers,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    return made


def position_of(one: EvidenceCut) -> Position:
    """Where a cut is."""
    return Position(one.journal, one.scans, one.signatures)


def _sealed(facts: dict[str, Any]) -> bytes:
    return seal_bytes(zlib.compress(chain.canonical(facts), 6))


@goes_with("evidence")
def thin(ids: Sequence[UUID]) -> None:
    """Take people out of every cut of their events, and throw away what is being made of these."""
    gone = {str(one) for one in ids}
    events = select(Registration.event_id).where(Registration.id.in_(ids)).distinct()
    for event_id in db.session.scalars(events).all():
        batches = select(Batch.id).where(Batch.event_id == event_id)
        db.session.execute(delete(PackPart).where(PackPart.batch_id.in_(batches)))
        for one in queries.cuts(event_id):
            facts = queries.frozen(one)
            listed = {who for sheet in facts["sheets"] for who in sheet["who"]}
            if gone & (facts["people"].keys() | listed):
                one.thinned += len(gone & (facts["people"].keys() | listed))
                one.content_sealed = _sealed(_without(facts, gone))


def _without(facts: dict[str, Any], gone: set[str]) -> dict[str, Any]:
    def left(found: dict[str, Any]) -> dict[str, Any]:
        return {who: one for who, one in found.items() if who not in gone}

    places = [
        {**one, "expected": [who for who in one["expected"] if who not in gone]} for one in facts["places"]
    ]
    marks = {key: left(those) for key, those in facts["marks"].items()}
    sheets = [without(one, gone) for one in facts["sheets"]]
    people = left(facts["people"])
    return {**facts, "people": people, "places": places, "marks": marks, "sheets": sheets}
