"""What the benchmarks stand on: the demo, a crowd with badges beside it, and the server in a process of its own."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, select

from app import create_app
from app.badges.models import Badge
from app.badges.rules import BITS, code_from_bits
from app.events.models import Event
from app.kernel import clock, migrate
from app.kernel.db import atomic, db, engine
from app.kernel.ids import new_id
from app.kernel.signing import seal
from app.registration.models import Registration
from config import Config
from tests.conftest import make_app
from tests.support import load, postgres
from tests.support.load import Outcome, Plan
from tests.support.server import Server, serving

SLUG = "nouakchott"


@dataclass(frozen=True)
class Ground:
    """A running server with a meeting, the codes of its delegates, and a door's token."""

    server: Server
    codes: list[str]
    token: str
    folder: Path

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.url.rpartition(":")[2])

    def run(self, requests: Sequence[Sequence[bytes]], seconds: float, *, repeat: bool = False) -> Measured:
        """Send requests, a list for each client; what came back, and what each answer cost the server."""
        before = self._worked()
        done = load.run(Plan(self.port, seconds, requests, repeat))
        return Measured(done, (self._worked() - before) * 1000 / max(1, len(done.took)))

    def processes(self) -> list[int]:
        """The server's processes."""
        found = []
        for entry in Path("/proc").iterdir():
            try:
                if entry.name.isdecimal() and os.getsid(int(entry.name)) == self.server.process.pid:
                    found.append(int(entry.name))
            except ProcessLookupError:
                continue
        return found

    def _worked(self) -> float:
        """Seconds of CPU that the server has used up to now."""
        fields = (
            Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in self.processes()
        )
        return sum(int(field[11]) + int(field[12]) for field in fields) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """What came back, and the milliseconds of the server's CPU that one answer took, which other load leaves alone."""

    done: Outcome
    cpu_ms: float

    def beside(self, bare: Measured, unit: str, baseline: str, each: int = 1) -> dict[str, Any]:
        """Rate, percentiles and cost, beside those of the bare baseline; `each` is what one answer stands for."""
        done = self.done
        return {
            "value": round(done.rate * each), "unit": unit, "p50_ms": round(done.percentile(50), 1),
            "p95_ms": round(done.percentile(95), 1), "p99_ms": round(done.percentile(99), 1),
            "cpu_ms": round(self.cpu_ms, 3), "baseline": baseline, "baseline_value": round(bare.done.rate),
            "baseline_cpu_ms": round(bare.cpu_ms, 3), "ratio": round(done.rate / bare.done.rate, 2),
        }  # fmt: skip


@contextmanager
def standing(folder: Path, crowd: int, **settings: str) -> Iterator[Ground]:
    """Serve the demo with so many more delegates; every rate limit is a million times as wide."""
    with serving(folder, RATE_FACTOR="1000000", **settings) as server:
        server.flask("demo", "--delegates", "150")
        codes = _crowd(server, crowd) if crowd else []
        paired = json.loads(server.flask("door", "pair", SLUG, "--name", "Bench", "--json").splitlines()[-1])
        yield Ground(server, codes, paired["token"], folder)


@contextmanager
def postgresql(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """The address of a migrated database on an embedded server; only a durable one waits for its disk."""

    def migrated(url: str) -> None:
        with make_app(folder, url).app_context():
            migrate.upgrade()
            engine().dispose()

    folder.mkdir(parents=True, exist_ok=True)
    with postgres.fresh_database(Path(postgres.start(migrated, durable=durable))) as url:
        yield url


def opened(server: Server) -> Flask:
    """The application beside its server, on the same database."""
    return create_app(Config.from_environment(server.environment))


def _crowd(server: Server, count: int) -> list[str]:
    """Delegates like one of the demo, each with a code; the codes as badges show them."""
    with opened(server).app_context():
        like = db.session.execute(
            select(Registration.__table__)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.slug == SLUG, Registration.state == "approved", Registration.leads.is_(False))
        ).all()
        if not like:
            raise RuntimeError("the demo has nobody approved")
        # Typed codes have 31 bits: of 20,000, two are alike in every tenth run.
        drawn = (_one(dict(like[number % len(like)]._mapping)) for number in range(count))
        made = list({one[1]["typed_hash"]: one for one in drawn}.values())
        with atomic() as session:
            session.execute(insert(Registration), [person for person, _, _ in made])
            session.execute(insert(Badge), [badge for _, badge, _ in made])
        engine().dispose()
    return [code for _, _, code in made]


def _one(like: dict[str, object]) -> tuple[dict[str, object], dict[str, object], str]:
    code, ident = code_from_bits(secrets.token_bytes(BITS // 8)), new_id()
    person = {**like, "id": ident, "submission": new_id(), "link_hash": secrets.token_bytes(32)}
    badge = {
        "id": new_id(), "event_id": _uuid(like["event_id"]), "registration_id": ident, "code_hash": code.digest,
        "code_sealed": seal(code.value), "typed_hash": code.typed.digest, "issued_at": clock.now(),
    }  # fmt: skip
    return person, badge, code.payload


def _uuid(value: object) -> UUID:
    if not isinstance(value, UUID):
        raise TypeError("an id is a UUID")
    return value
