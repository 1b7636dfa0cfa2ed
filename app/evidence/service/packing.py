"""Making a pack as long work: a file or a few in each transaction, so that a kill undoes one step and no more."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.batches import queries as batches
from app.batches.models import Batch, BatchItem
from app.batches.rules import Skipped
from app.batches.service import File, Item, begin, long_work
from app.evidence import exports, queries
from app.evidence.exports import Entry
from app.evidence.models import EvidenceCut, EvidencePack, PackPart
from app.evidence.rules import Purpose, get_purpose
from app.evidence.service.cutting import cut, position_of
from app.evidence.service.drawing import KINDS, Drawing
from app.evidence.service.keys import public_key, sign
from app.evidence.service.signing import Certificate, signed
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.kernel.i18n import N_
from app.kernel.ids import new_id

WORK = "evidence.pack"


def begin_pack(event_id: UUID, purpose_key: str, cut_id: UUID | None = None) -> Batch:
    """Begin a pack for a purpose as long work, cut now or at an earlier cut; raises NotFound."""
    public_key()  # made outside of the transaction that holds the chains
    with atomic():
        pack, drawing = _asked(event_id, purpose_key, cut_id)
        steps = [Item(None, step) for step in drawing.steps()]
        batch = begin(WORK, event_id, steps, params={"pack": str(pack.id)})
        pack.batch_id = batch.id
        return batch


def pack_now(
    event_id: UUID, purpose_key: str, cut_id: UUID | None = None, certificate: Certificate | None = None
) -> tuple[EvidenceCut, bytes]:
    """The same at once: the cut, and the pack's bytes, its PDFs signed where a certificate is given."""
    public_key()
    with atomic():
        pack, drawing = _asked(event_id, purpose_key, cut_id)
    content = build(drawing.cut, drawing.purpose, certificate)
    _keep_digest(pack.id, content)
    return drawing.cut, content


def _asked(event_id: UUID, purpose_key: str, cut_id: UUID | None) -> tuple[EvidencePack, Drawing]:
    purpose = get_purpose(purpose_key)
    found = queries.find_cut(event_id, cut_id) if cut_id else cut(event_id)
    if found is None:
        raise NotFound
    pack = EvidencePack(
        id=new_id(), event_id=event_id, cut_id=found.id, purpose=purpose.key, asked_at=clock.now(),
        asked_by=guard.actor().id,
    )  # fmt: skip
    db.session.add(pack)
    db.session.flush()
    said = {"purpose": purpose.key, "position": position_of(found).name, "parts": [*purpose.parts]}
    record(Act("evidence.packed", "event", event_id, event_id, after=said))
    return pack, Drawing(found, purpose)


def _keep_digest(pack_id: UUID, content: bytes) -> None:
    with atomic() as session:
        row = session.get_one(EvidencePack, pack_id)
        row.size, row.sha256 = len(content), hashlib.sha256(content).digest()


def build(found: EvidenceCut, purpose: Purpose, certificate: Certificate | None = None) -> bytes:
    """The whole pack of a cut at once: without a certificate, the same cut and purpose give the same bytes."""
    drawing = Drawing(found, purpose)
    entries = [entry for step in drawing.steps() for entry in drawing.draw(step)]
    return _zipped(drawing, [*signed(entries, certificate)] if certificate else entries)


def _finish(batch: Batch) -> File:
    """Put the files into one archive; RuntimeError where some were thrown away because somebody was erased."""
    pack, drawing = _of(batch)
    entries = [Entry(one.path, bytes(one.content)) for one in queries.parts(batch.id)]
    drawn = [path for item in batches.items(batch.id) for path in item.value.get("paths", ())]
    if sorted(drawn) != [one.path for one in entries]:
        raise RuntimeError("files of this pack are gone; make it anew")
    content = _zipped(drawing, entries)
    _keep_digest(pack.id, content)
    slug, place = drawing.facts["event"]["slug"], position_of(drawing.cut).name
    return File(f"{slug}-{pack.purpose}-{place}.zip", "application/zip", content)


@long_work(WORK, N_("Evidence pack"), permission="evidence.make", size=2, finish=_finish)
def draw_one(batch: Batch, item: BatchItem) -> Skipped | None:
    """Draw the files of one step."""
    _pack, drawing = _of(batch)
    paths = []
    for entry in drawing.draw(item.label):
        db.session.merge(PackPart(batch_id=batch.id, path=entry.path, content=entry.content))
        paths.append(entry.path)
    item.value = {"paths": paths}
    return None


def _of(batch: Batch) -> tuple[EvidencePack, Drawing]:
    pack = db.session.get_one(EvidencePack, UUID(batch.params["pack"]))
    found = db.session.get_one(EvidenceCut, pack.cut_id)
    return pack, Drawing(found, get_purpose(pack.purpose))


def _zipped(drawing: Drawing, entries: list[Entry]) -> bytes:
    target = BytesIO()
    exports.pack_zip(entries, _manifest(drawing), sign, target)
    return target.getvalue()


def _manifest(drawing: Drawing) -> dict[str, Any]:
    cut, position = drawing.cut, position_of(drawing.cut)
    names = queries.chain_names(cut.event_id)
    chains = []
    for kind in KINDS:
        number = getattr(position, kind)
        said: dict[str, Any] = {
            "kind": kind, "chain": names[kind], "number": number,
            "link": queries.link_at(cut.event_id, kind, number).hex(),
        }  # fmt: skip
        if drawing.purpose.leaves("chains"):
            columns, _lines = queries.lines(cut.event_id, kind, 0, words=False)
            said |= {"file": f"chains/{kind}.csv", "columns": [list(one) for one in columns]}
        chains.append(said)
    return {
        "multaqa": "evidence pack", "format": 1, "event": drawing.facts["event"]["slug"], "chains": chains,
        "purpose": drawing.purpose.key, "position": position.name, "cut_at": clock.stamp(cut.at),
        "key": public_key().hex(), "erased_since": cut.thinned,
    }  # fmt: skip
