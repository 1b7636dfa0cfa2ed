"""The desk with many delegates: its list and search among 50,000, and a table of 10,000 lines, on both databases."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import insert, select, update

from app.accreditation.service import taking
from app.accreditation.service.examining import examine
from app.accreditation.service.importing import guess_matching
from app.events.models import Category, City, Event
from app.front.rules.people import person_of
from app.kernel import clock, migrate
from app.kernel.db import atomic, db, engine
from app.kernel.ids import new_id
from app.kernel.tables import read_table, write_csv
from app.registration import queries
from app.registration.models import Registration
from app.registration.queries import Filter
from app.registration.rules import search_key, sort_key
from tests.bench import ground
from tests.conftest import make_app
from tests.support import people
from tests.support.statements import counting

CROWD = 50_000
TABLE = 10_000
COUNTRIES = ("DZ", "LY", "MA", "MR", "TN")
ASKED: Sequence[tuple[str, Filter]] = (
    ("list", Filter()),
    ("list-by-name", Filter(sort="name")),
    ("list-waiting", Filter(state="submitted", sort="oldest")),
    ("search-name", Filter(text="Mohammed Lemine")),
    ("search-arabic", Filter(text="محمد")),
    ("search-city", Filter(text="rosso")),
    ("search-phone", Filter(text="2212 34")),
    ("search-nobody", Filter(text="Zzyzx Qwerty")),
)


def measured(folder: Path) -> Iterator[dict[str, Any]]:
    """All of it on SQLite, then on PostgreSQL."""
    for database, place in (("sqlite", _sqlite), ("postgresql", _postgresql)):
        with place(folder / database) as app, app.app_context():
            event_id = _crowd(CROWD)
            for line in (*_listing(event_id), *_importing()):
                yield {**line, "database": database}
            db.session.remove()
            engine().dispose()


@contextmanager
def _sqlite(folder: Path) -> Iterator[Flask]:
    folder.mkdir(parents=True)
    app = make_app(folder, f"sqlite:///{folder / 'multaqa.db'}")
    with app.app_context():
        migrate.upgrade()
    yield app


@contextmanager
def _postgresql(folder: Path) -> Iterator[Flask]:
    with ground.postgresql(folder) as url:
        yield make_app(folder, url)


def _crowd(number: int) -> UUID:
    """A meeting with so many invented delegates, written past the services: how they came is not measured here."""
    event_id, chance, now = people.hold(), Random(1), clock.now()
    kinds = db.session.scalars(select(Category.id).where(Category.event_id == event_id)).all()
    towns = db.session.execute(
        select(City.id, City.name, City.country).where(City.event_id == event_id)
    ).all()
    rows = []
    for place in range(number):
        person, town = (
            person_of(chance.choice(COUNTRIES), chance.random() < 0.4, chance),
            chance.choice(towns),
        )
        email, phone = f"d{place}@example.org", f"+222{chance.randrange(20_000_000, 50_000_000)}"
        rows.append({
            "id": new_id(), "event_id": event_id, "state": chance.choice(("submitted", "approved", "refused")),
            "submission": new_id(), "link_hash": chance.randbytes(32), "link_sealed": chance.randbytes(140),
            "name_ar": person.arabic, "name_latin": person.latin, "function": "Maire",
            "category_id": chance.choice(kinds), "city_id": town.id, "country": town.country, "email": email,
            "phone": phone, "language": "fr", "submitted_at": now, "changed_at": now,
            "search": search_key(person.arabic, person.latin, email, phone, *town.name.values()),
            "sort_ar": sort_key(person.arabic, person.latin, "ar"),
            "sort_latin": sort_key(person.arabic, person.latin, "latin"),
        })  # fmt: skip
    with engine().begin() as connection:
        for first in range(0, number, 1000):
            connection.execute(insert(Registration.__table__), rows[first : first + 1000])  # type: ignore[arg-type]
    return event_id


def _listing(event_id: UUID) -> Iterator[dict[str, Any]]:
    """Page 1 and a page far behind of each question: 95th of 100 milliseconds, and statements."""
    for name, wanted in ASKED:
        for page in (1, 200) if wanted.text == "" else (1,):
            db.session.rollback()
            with counting() as statements:
                found = queries.listing(event_id, wanted, page)
            took = _p95(lambda: queries.listing(event_id, wanted, page), 40)  # noqa: B023
            yield {
                "bench": f"desk-{name}", "value": took, "unit": "ms p95", "page": page, "matching": found.total,
                "statements": len(statements), "delegates": CROWD,
            }  # fmt: skip


def _p95(act: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        db.session.rollback()
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return round(sorted(taken)[int(times * 0.95) - 1] * 1000, 1)


@contextmanager
def _beside() -> Iterator[list[float]]:
    """Small transactions of somebody else, five a second, while something long is done: seconds that each took."""
    app, over = current_app._get_current_object(), threading.Event()  # type: ignore[attr-defined]
    waits: list[float] = []

    def write() -> None:
        with app.app_context():
            while not over.wait(0.2):
                began = time.perf_counter()
                with atomic() as session:
                    session.execute(update(Event).where(Event.slug == "meeting").values(kind="meeting"))
                waits.append(time.perf_counter() - began)

    other = threading.Thread(target=write)
    other.start()
    try:
        yield waits
    finally:
        over.set()
        other.join()


def _importing() -> Iterator[dict[str, Any]]:
    """A table of 10,000 new people: reading, judging, and taking them while others write; lines a second."""
    event_id, chance = people.hold("import"), Random(2)
    head = ["Nom", "الاسم", "Catégorie", "Pays", "Ville", "Courriel", "Téléphone", "Langue"]
    rows = []
    for place in range(TABLE):
        person = person_of(chance.choice(COUNTRIES), chance.random() < 0.4, chance)
        phone = f"+222{chance.randrange(20_000_000, 50_000_000)}"
        rows.append(
            [person.latin, person.arabic, "mayor", "MR", "Rosso", f"t{place}@example.org", phone, "fr"]
        )
    content = write_csv(head, rows)
    began = time.perf_counter()
    table = read_table(content)
    read = time.perf_counter()
    verdicts = examine(event_id, table, guess_matching(event_id, table))
    judged = time.perf_counter()
    clean = [replace(one, doubts=()) for one in verdicts]
    with _beside() as waits:
        taking.take(event_id, clean, "bench.csv", new_id(), doubtful=True, writes=False)
    done = time.perf_counter()
    yield {
        "bench": "desk-import-beside", "value": round(max(waits) * 1000), "unit": "ms longest wait",
        "writes": len(waits), "p95_ms": round(sorted(waits)[int(len(waits) * 0.95) - 1] * 1000), "lines": TABLE,
    }  # fmt: skip
    for name, seconds in (("read", read - began), ("judge", judged - read), ("take", done - judged)):
        yield {
            "bench": f"desk-import-{name}", "value": round(TABLE / seconds), "unit": "lines/s",
            "seconds": round(seconds, 2), "lines": TABLE,
        }  # fmt: skip
