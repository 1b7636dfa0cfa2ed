"""Codes that nobody should be let in by, each beside a badge that is: all are answered within the same time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

from sqlalchemy import update

from app.badges.models import Badge
from app.badges.rules import BITS, code_from_bits
from app.kernel import clock
from app.kernel.db import atomic, engine
from app.kernel.signing import digest
from tests.bench import scans
from tests.bench.ground import Ground, opened
from tests.support.people import approved, hold

EACH = 300
HONEST = "a badge that is let in"


def codes(ground: Ground) -> Iterator[dict[str, Any]]:
    """Three hundred of each kind in turn from one client, so that whatever else happens happens to all kinds."""
    kinds = {name: [scans.post(ground, [code]) for code in some] for name, some in _kinds(ground).items()}
    kinds["replayed"] = [scans.post(ground, [ground.codes[0]])] * EACH
    asked = [requests[turn] for turn in range(EACH) for requests in kinds.values()]
    done = ground.run([asked], 600).done
    if set(done.statuses) != {200}:
        raise RuntimeError(f"answers were {dict(done.statuses)}")
    took = {name: sorted(done.took[place :: len(kinds)]) for place, name in enumerate(kinds)}
    for name, times in took.items():
        yield {
            "bench": f"evil-{name}", "value": round(times[EACH // 2] * 1000, 2), "unit": "ms",
            "p95_ms": round(times[EACH * 95 // 100] * 1000, 2), "of": EACH, "baseline": HONEST,
            "baseline_value": round(took["honest"][EACH // 2] * 1000, 2),
        }  # fmt: skip


def _kinds(ground: Ground) -> dict[str, list[str]]:
    """Codes to scan by what is wrong with them."""
    mine = iter(ground.codes[1:])
    revoked = [next(mine) for _ in range(EACH)]
    with opened(ground.server).app_context():
        with atomic() as session:
            hashes = [digest(code) for code in revoked]
            session.execute(update(Badge).where(Badge.code_hash.in_(hashes)).values(revoked_at=clock.now()))
        elsewhere = approved(hold()).code
        engine().dispose()
    return {
        "honest": [next(mine) for _ in range(EACH)],
        "forged": [code_from_bits(secrets.token_bytes(BITS // 8)).payload for _ in range(EACH)],
        "typed": ["2345 678K"] * EACH,
        "other-event": [elsewhere] * EACH,
        "revoked": revoked,
        "huge": ["MQ1:" + "A" * 7_900] * EACH,
        "too-huge": ["A" * 60_000] * EACH,
        "binary": [secrets.token_bytes(40).decode("latin-1") for _ in range(EACH)],
    }
