"""Importing a table: uploaded, its columns matched, looked at line by line, then taken as a whole or not at all."""

from __future__ import annotations

import json
import zlib
from base64 import b85decode, b85encode
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from app.accreditation.models import ImportDraft
from app.accreditation.rules.exchange import HEADS, PRIVATE, guess, own_questions
from app.accreditation.rules.reading import Matching
from app.accreditation.rules.verdicts import CHANGED, Report, report
from app.accreditation.service.examining import examine
from app.accreditation.service.exporting import cells_of
from app.accreditation.service.taking import NotClean, take
from app.batches import queries as works
from app.batches import service as batches
from app.batches.models import Batch, BatchItem
from app.batches.service import File, Item, long_work
from app.events import queries as events
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import LANGUAGES, N_, _, speaking
from app.kernel.signing import seal, unseal
from app.kernel.tables import Table, read_table
from app.registration import queries as registrations
from app.registration.service.moving import hold_event

CHECK, IMPORT = "delegates.check-import", "delegates.import"
KEPT = timedelta(days=14)
AT_ONCE = 300
"""Lines that are looked at while the visitor waits; more are looked at as long work."""


class AnotherGoesOn(Refusal):
    """Somebody is importing a table at this event: two of the same would make people twice."""

    code = "import-goes-on"
    message = N_("A table is being imported at this moment. Look at this one again once that is done.")


def upload(event_id: UUID, name: str, content: bytes) -> ImportDraft:
    """Keep a table with a first guess at its columns; raises Unreadable and its kinds."""
    table = read_table(content)
    matching = guess_matching(event_id, table)
    with atomic() as session:
        draft = ImportDraft(
            event_id=event_id, name=name[:200], how=table.how, content_sealed=_sealed(_plain_table(table)),
            matching=matching.as_plain(), state="new", created_at=clock.now(), author_id=actor().id,
        )  # fmt: skip
        session.add(draft)
        return draft


def guess_matching(event_id: UUID, table: Table) -> Matching:
    """What the columns probably are."""
    here = events.scope_of(event_id)
    own = own_questions(registrations.questions(event_id, here.version).form)
    heads: dict[str, list[str]] = {name: [] for name in HEADS}
    for language in LANGUAGES:
        with speaking(language):
            for name, head in HEADS.items():
                heads[name].append(_(head))
    found = guess(table.head, own, heads)
    return Matching({place: one.field for place, one in found.items()}, {})


def get_draft(event_id: UUID, draft_id: UUID) -> ImportDraft:
    """One import of the event; raises NotFound."""
    found = db.session.get(ImportDraft, draft_id)
    if found is None or found.event_id != event_id:
        raise NotFound
    return found


def table_of(draft: ImportDraft) -> Table:
    """The table that was uploaded."""
    plain = _opened(draft.content_sealed)
    return Table(plain["head"], [(line, cells) for line, cells in plain["rows"]], draft.how)


def report_of(draft: ImportDraft) -> Report | None:
    """What was found in it; None while nobody has looked."""
    return Report.of_plain(_opened(draft.report_sealed)) if draft.report_sealed else None


def changes_told(
    draft: ImportDraft, found: Report, language: str
) -> Mapping[int, list[tuple[str, str, str]]]:
    """What each changed line changes, by its number: field, what the desk says now, what the table says."""
    matching, rows = Matching.of_plain(draft.matching), dict(table_of(draft).rows)
    lines = found.lines[CHANGED]
    now = cells_of(draft.event_id, {UUID(one["target"]): one["changes"] for one in lines}, language)

    def told(line: int, field: str) -> str:
        place = matching.by_field.get(field)
        cell = rows[line][place] if place is not None and place < len(rows[line]) else ""
        return cell or matching.defaults.get(field, "")

    return {
        one["line"]: [
            (
                name,
                now.get(UUID(one["target"]), {}).get(name, ""),
                "" if name in PRIVATE else told(one["line"], name),
            )
            for name in one["changes"]
        ]
        for one in lines
    }


def look_at(event_id: UUID, draft_id: UUID, matching: Matching, then: str) -> UUID:
    """Keep how the columns are matched, and look at every line as long work; its id."""
    with atomic():
        draft = get_draft(event_id, draft_id)
        draft.matching, draft.state, draft.report_sealed = matching.as_plain(), "new", None
        batch = batches.begin(CHECK, event_id, [], params={"draft": str(draft.id)}, then=then)
        draft.batch_id = batch.id
        return batch.id


def _look(batch: Batch) -> File | None:
    """Outside of a transaction: nothing is written but the report."""
    draft = get_draft(batch.event_id, UUID(batch.params["draft"]))
    matching, alive = Matching.of_plain(draft.matching), partial(batches.touch, batch.id)
    found = report(examine(batch.event_id, table_of(draft), matching, alive))
    with atomic():
        draft = get_draft(batch.event_id, UUID(batch.params["draft"]))
        draft.report_sealed, draft.state = _sealed(found.as_plain()), "checked"
    return None


@long_work(CHECK, N_("Looking at a table of delegates"), permission="delegates.edit", finish=_look)
def _nothing(_batch: Batch, _item: BatchItem) -> None:
    return None


def begin_import(event_id: UUID, draft_id: UUID, *, doubtful: bool, writes: bool, then: str) -> UUID:
    """Take the table as long work: all of it or nothing (see `taking`). Raises NotClean or AnotherGoesOn."""
    with atomic():
        hold_event(event_id)  # who begins an import comes after whoever began one before
        if any(one.kind == IMPORT for one in works.under_way(event_id)):
            raise AnotherGoesOn
        draft = get_draft(event_id, draft_id)
        found = report_of(draft)
        if draft.state != "checked" or found is None or not found.is_clean:
            raise NotClean
        params = {"draft": str(draft.id), "doubtful": doubtful, "writes": writes}
        batch = batches.begin(IMPORT, event_id, [Item(label=draft.name)], params=params, then=then)
        draft.batch_id = batch.id
        return batch.id


def _import(batch: Batch) -> File | None:
    """Outside of a transaction, as `take` makes its own; raises NotClean."""
    draft = get_draft(batch.event_id, UUID(batch.params["draft"]))
    if draft.state == "imported":
        return None
    alive = partial(batches.touch, batch.id)
    alive()
    verdicts = examine(batch.event_id, table_of(draft), Matching.of_plain(draft.matching), alive)
    alive()
    take(
        batch.event_id, verdicts, draft.name, draft.id, doubtful=batch.params["doubtful"],
        writes=batch.params["writes"], alive=alive,
    )  # fmt: skip
    with atomic():
        draft = get_draft(batch.event_id, draft.id)
        draft.state, draft.content_sealed, draft.report_sealed = "imported", b"", None
    return None


@long_work(IMPORT, N_("Importing delegates"), permission="delegates.edit", size=1, finish=_import)
def _one_table(_batch: Batch, _item: BatchItem) -> None:
    return None


def forget(event_id: UUID, draft_id: UUID) -> None:
    """Throw an uploaded table away; raises NotFound."""
    with atomic() as session:
        session.delete(get_draft(event_id, draft_id))


def forget_old(now: Instant) -> None:
    """Throw away what nobody came back to."""
    with atomic() as session:
        session.execute(delete(ImportDraft).where(ImportDraft.created_at < now - KEPT))


def drafts(event_id: UUID) -> list[ImportDraft]:
    """Tables that were uploaded and not imported yet, newest first."""
    query = select(ImportDraft).where(ImportDraft.event_id == event_id, ImportDraft.state != "imported")
    return list(db.session.scalars(query.order_by(ImportDraft.created_at.desc(), ImportDraft.id)))


def _plain_table(table: Table) -> Mapping[str, object]:
    return {"head": table.head, "rows": table.rows}


def _sealed(plain: object) -> bytes:
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), 6)
    return seal(b85encode(packed).decode())


def _opened(sealed: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(b85decode(unseal(sealed))))
    return found
