"""What the benchmarks stand on: the demo, a crowd with badges beside it, and the server in a process of its own."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert, select

from app import create_app
from app.badges.models import Badge
from app.badges.rules import BITS, code_from_bits
from app.events.models import Event
from app.kernel import clock
from app.kernel.db import atomic, db, engine
from app.kernel.ids import new_id
from app.kernel.signing import seal
from app.registration.models import Registration
from config import Config
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


@contextmanager
def standing(folder: Path, crowd: int) -> Iterator[Ground]:
    """Serve the demo with so many more delegates; every rate limit is a million times as wide."""
    with serving(folder, RATE_FACTOR="1000000") as server:
        server.flask("demo", "--delegates", "150")
        codes = _crowd(folder, crowd)
        paired = json.loads(server.flask("door", "pair", SLUG, "--name", "Bench", "--json").splitlines()[-1])
        yield Ground(server, codes, paired["token"], folder)


def _crowd(folder: Path, count: int) -> list[str]:
    """Delegates like one of the demo, each with a code; the codes as badges show them."""
    app = create_app(Config.from_environment({"INSTANCE": str(folder)}))
    with app.app_context():
        like = db.session.execute(
            select(Registration.__table__)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.slug == SLUG, Registration.state == "approved")
        ).first()
        if like is None:
            raise RuntimeError("the demo has nobody approved")
        made = [_one(dict(like._mapping)) for _ in range(count)]
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
