"""The desk of a large agenda: its list, a day of its grid, what clashes, one move, one publication."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import UUID

from flask import Flask

from app import create_app
from app.agenda import queries, rules, service
from app.agenda.queries.clashing import limits, slots
from app.events.queries import scope_of
from app.kernel import clock, migrate
from app.kernel.db import db, engine
from app.kernel.scope import enter
from config import Config
from tests.bench.programme import SESSIONS, document
from tests.support.statements import counting


def measured(folder: Path) -> Iterator[dict[str, Any]]:
    """Milliseconds of each with 2,000 sessions, its bare part beside it, and statements for 20 and for 2,000."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Config.from_environment({"INSTANCE": str(folder)}))
    with app.app_context():
        migrate.upgrade()
        ids = {}
        for slug, sessions in (("small", 20), ("large", SESSIONS)):
            ids[slug] = service.import_document(document(slug, sessions), publish=True).event_id
        for name, act in ACTS.items():
            small, large = (_run(app, act, ids[slug]) for slug in ("small", "large"))
            yield {
                "bench": f"desk-{name}-2000", "value": round(large[0], 1), "unit": "ms", "bare": round(large[1], 1),
                "statements": large[2], "statements_of_20": small[2],
            }  # fmt: skip
        engine().dispose()


def _run(app: Flask, act: Any, event_id: UUID) -> tuple[float, float, int]:
    """Milliseconds of the whole and of its bare part, and statements."""
    with app.test_request_context("/desk/large/agenda?lang=fr"):
        enter(scope_of(event_id))
        db.session.rollback()
        db.session.expunge_all()
        with counting() as statements:
            began = perf_counter()
            bare = act(event_id)
            whole = (perf_counter() - began) * 1000
        return whole, bare, len(statements)


def _list(event_id: UUID) -> float:
    """The list with what clashes; bare: judging the clashes of sessions at hand."""
    here = scope_of(event_id)
    draft = queries.draft(event_id)
    queries.clashes_said(queries.clashing(draft), draft, here)
    queries.review(here, "fr", clock.now(), draft)
    return _judging(draft)


def _grid(event_id: UUID) -> float:
    draft = queries.draft(event_id)
    queries.grid(draft, scope_of(event_id), 1)
    return _judging(draft)


def _clashes(event_id: UUID) -> float:
    draft = queries.draft(event_id)
    queries.clashing(draft)
    return _judging(draft)


def _judging(draft: queries.Draft) -> float:
    asked, held = slots(draft), limits(draft)
    began = perf_counter()
    rules.clashes(asked, held)
    return (perf_counter() - began) * 1000


def _move(event_id: UUID) -> float:
    """One session put into another hour, as the grid does; bare: judging what clashes, twice."""
    row = queries.sessions(event_id)[0]
    starts, ends = (
        clock.local(one, scope_of(event_id).timezone).time() for one in (row.starts_at, row.ends_at)
    )
    seen = {
        "day": 1,
        "starts": starts,
        "ends": ends,
        "ends_next_day": False,
        "room": row.room.key if row.room else "",
    }
    later = {**seen, "ends": replace_minute(ends)}
    service.move_session(event_id, row.key, seen, later, "measured")
    return 2 * _judging(queries.draft(event_id))


def replace_minute(hour: Any) -> Any:
    """A quarter earlier."""
    return hour.replace(minute=(hour.minute - 15) % 60)


def _publish(event_id: UUID) -> float:
    """A publication; bare: freezing the version that it makes."""
    done = service.publish(event_id)
    version = queries.published(event_id)
    assert done
    began = perf_counter()
    for one in version:
        rules.freeze(one)
    return (perf_counter() - began) * 1000


ACTS = {"list": _list, "grid": _grid, "clashes": _clashes, "move": _move, "publication": _publish}
