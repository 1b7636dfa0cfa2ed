"""Evidence: the reference meeting’s pack, and verifying a chain of a million lines beside bare hashing."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app import create_app
from app.attendance import queries as attendance
from app.badges.models import Badge
from app.checkin import service as door
from app.checkin.queries import find_device
from app.checkin.service import Batch, deliver
from app.evidence import service
from app.evidence.rules import get_purpose
from app.front.service.demo import make_demo
from app.kernel import chain, clock, migrate
from app.kernel.db import db, engine
from app.kernel.ids import new_id
from app.kernel.signing import unseal
from app.kernel.verify.chains import Chain, check_chain
from app.kernel.verify.packs import verify
from config import Config

LINES = 1_000_000
COLUMNS = (("number", "int"), ("scan_id", "text"), ("checkpoint", "text"), ("direction", "text"), ("outcome", "text"),
           ("happened_at", "text"), ("held", "bool"), ("corrects", "text?"))  # fmt: skip


def evidence(folder: Path) -> Iterator[dict[str, Any]]:
    """Both on SQLite in one process."""
    folder.mkdir(parents=True, exist_ok=True)
    yield _chain(folder / "chain.csv")
    app = create_app(Config.from_environment({"INSTANCE": str(folder)}))
    with app.app_context():
        migrate.upgrade()
        event = make_demo(150).event_id
        scans = _attended(event)
        service.public_key()
        began, cpu = time.perf_counter(), time.process_time()
        cut, _content = service.pack_now(event, "auditor")
        made, worked = time.perf_counter() - began, time.process_time() - cpu
        content = service.build(cut, get_purpose("auditor"))
        began = time.perf_counter()
        assert not verify(BytesIO(content)).faults
        yield {
            "bench": "pack-of-the-reference-meeting", "value": round(made, 2), "unit": "s",
            "cpu_s": round(worked, 2), "people": 150,
            "scans": scans, "bytes": len(content), "verified_s": round(time.perf_counter() - began, 2),
        }  # fmt: skip
        db.session.remove()
        engine().dispose()


def _attended(event: UUID) -> int:
    """Everybody with a badge comes to every session."""
    made = door.pair(event, "Bench")
    device, lines = find_device(made.token), []
    assert device is not None
    sealed = db.session.scalars(select(Badge.code_sealed).where(Badge.event_id == event)).all()
    codes = [unseal(one) for one in sealed if one]
    for place in attendance.register(event).sessions():
        for at, code in enumerate(codes):
            moment = clock.stamp(clock.instant(place.starts + timedelta(seconds=at)))
            said = {"id": str(new_id()), "code": code, "checkpoint": place.key, "at": moment}
            lines.append(deliver(said))
    for first in range(0, len(lines), 1000):
        door.record([Batch(device, lines[first : first + 1000], clock.now())])
    return len(lines)


def _chain(file: Path) -> dict[str, Any]:
    """A million lines with words and salts: held to their links, beside SHA-256 over the same bytes."""
    before = _write(file)
    said = Chain("scans", "scans:bench", LINES, before, "chain.csv", COLUMNS)
    began, cpu, faults = time.perf_counter(), time.process_time(), list[str]()
    with file.open(encoding="utf-8", newline="") as stream:
        check_chain(stream, said, lambda place, text: faults.append(f"{place}: {text}"))
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    assert not faults, faults[:3]
    began = time.perf_counter()
    with file.open("rb") as raw:
        hashlib.file_digest(raw, "sha256")
    return {
        "bench": "verify-a-million-lines", "value": round(took, 1), "unit": "s", "cpu_s": round(worked, 1),
        "lines": LINES,
        "bytes": file.stat().st_size, "baseline": round(time.perf_counter() - began, 2),
        "baseline_is": "SHA-256 over the same file",
    }  # fmt: skip


def _write(file: Path) -> bytes:
    link, content = chain.START, {"reason": "badge lost: أمينة"}
    words, event = chain.canonical(content).decode(), str(new_id())
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([*(name for name, _kind in COLUMNS), "content", "salt", "commitment", "link"])
        for number in range(1, LINES + 1):
            salt = number.to_bytes(16, "big")
            committed = chain.commitment(salt, content)
            facts = {
                "number": number, "scan_id": event, "checkpoint": "plenary-1", "direction": "in", "outcome": "admitted",
                "happened_at": "2027-01-28T08:00:00.000Z", "held": False, "corrects": None,
            }  # fmt: skip
            link = chain.link(link, facts, committed)
            writer.writerow([number, event, "plenary-1", "in", "admitted", facts["happened_at"], "false", "", words,
                             salt.hex(), committed.hex(), link.hex()])  # fmt: skip
    return link
