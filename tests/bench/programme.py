"""A large agenda: its page, its feed and its print, each beside what the bare rendering costs; subscribers who poll."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from datetime import time as hour
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert, select

from app import create_app
from app.agenda import queries, service
from app.agenda.rules import EventDocument, RoomPart, SessionPart, SpeakerPart
from app.calendar import exports
from app.calendar import queries as calendars
from app.calendar.models import CalendarFeed
from app.events.queries import scope_of
from app.kernel import clock, migrate
from app.kernel.db import atomic, db, engine
from app.kernel.i18n import Text
from app.kernel.ids import new_id
from app.kernel.pdf import Style, wrap
from app.kernel.scope import enter
from app.kernel.signing import digest, new_token, seal
from app.registration.models import Registration
from config import Config
from tests.bench.ground import SLUG, Ground
from tests.support.load import Plan, request, run
from tests.support.meetings import meeting
from tests.support.statements import counting

SESSIONS, DAYS, ROOMS, SPEAKERS = 2_000, 10, 40, 1_500
SUBSCRIBERS = 5_000
SECONDS, CLIENTS = 5.0, 8


def document(slug: str, sessions: int) -> EventDocument:
    """So many sessions over ten days in forty rooms, five an hour and room, with 1,500 speakers in all."""
    small = meeting(slug=slug, starts=date(2027, 3, 1), ends=date(2027, 3, DAYS))
    rooms = tuple(
        RoomPart(key=f"room-{n}", name=Text(fr=f"Salle {n}", ar=f"القاعة {n}")) for n in range(ROOMS)
    )
    people = tuple(
        SpeakerPart(key=f"speaker-{n}", name_latin=f"Amina Mint Salem {n}") for n in range(SPEAKERS)
    )
    made = tuple(_session(number) for number in range(sessions))
    return replace(small, rooms=rooms, speakers=people, sessions=made)


def _session(number: int) -> SessionPart:
    day, place = number % DAYS + 1, number // DAYS
    starts = 8 + place // ROOMS * 2
    return SessionPart(
        key=f"session-{number}", day=day, starts=hour(starts), ends=hour(starts + 1, 45), kind="panel",
        room=f"room-{place % ROOMS}", interpretation=("ar", "fr"), speakers=(f"speaker-{number % SPEAKERS}",),
        title=Text(fr=f"Séance {number} sur le développement local", ar=f"الجلسة {number} حول التنمية المحلية"),
    )  # fmt: skip


def large(folder: Path) -> Iterator[dict[str, Any]]:
    """Page, feed and print of the large agenda; statements for 20 sessions and for 2,000."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Config.from_environment({"INSTANCE": str(folder)}))
    with app.app_context():
        migrate.upgrade()
        ids = {}
        for slug, sessions in (("small", 20), ("large", SESSIONS)):
            ids[slug] = service.import_document(document(slug, sessions), publish=True).event_id
        yield from _page(app, ids["large"])
        yield from _feed(app, ids["large"])
        yield _line(
            "programme-booklet-2000", _fetch(app, "/large/programme-booklet-ar-fr.pdf"), _took(_shaped)
        )
        engine().dispose()


def _page(app: Flask, event_id: UUID) -> Iterator[dict[str, Any]]:
    _fetch(app, "/large/agenda?lang=fr&kind=none")  # reads and thaws the version, once a process
    whole = _fetch(app, "/large/agenda?lang=fr&room=")
    with app.test_request_context("/large/agenda?lang=fr"):
        enter(scope_of(event_id))
        days = queries.programme(scope_of(event_id), "fr", clock.now())
        bare = _took(lambda: _rows(app, days))
    yield {**_line("agenda-page-2000", whole, bare), "statements": _statements(app, "agenda?lang=fr&room=")}


def _rows(app: Flask, days: Any) -> str:
    """The same rows out of facts at hand, by the macro that the page uses."""
    row: Any = app.jinja_env.get_template("agenda/parts.html").make_module({}).session_row  # type: ignore[attr-defined]
    return "".join(row(one) for day in days for one in day.sessions)


def _feed(app: Flask, event_id: UUID) -> Iterator[dict[str, Any]]:
    whole = _fetch(app, "/large/calendar.ics?lang=fr&fresh=1")
    with app.test_request_context("/large/calendar.ics?lang=fr"):
        here = scope_of(event_id)
        entries = calendars.entries(here, queries.published(event_id), "fr")
        head = exports.Head(
            name="Réunion", language="fr", zone=here.timezone, accent=here.accent, at=clock.now()
        )
        bare = _took(lambda: exports.calendar(head, entries))
    yield {**_line("feed-2000", whole, bare), "statements": _statements(app, "calendar.ics?lang=fr&fresh=1")}


def _shaped() -> None:
    """The titles of both languages set in lines, without any page."""
    for one in document("large", SESSIONS).sessions:
        for text in one.title.values():
            wrap(text, 170, Style(8.8, "bold"))


def _fetch(app: Flask, path: str) -> float:
    client = app.test_client()

    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")

    return _took(ask)


def _took(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _statements(app: Flask, path: str) -> str:
    counts = []
    for slug in ("small", "large"):
        with counting() as seen:
            _fetch(app, f"/{slug}/{path}")
        counts.append(len(seen))
    return f"{counts[0]} for 20 sessions, {counts[1]} for {SESSIONS}"


def _line(name: str, whole: float, bare: float) -> dict[str, Any]:
    return {
        "bench": name, "value": round(whole), "unit": "ms", "baseline": "the bare rendering of the same facts",
        "baseline_value": round(bare, 1), "ratio": round(whole / bare, 2),
    }  # fmt: skip


def subscribers(ground: Ground) -> Iterator[dict[str, Any]]:
    """5,000 subscribers who ask for an unchanged feed, the event's and each their own, against /healthz."""
    bare = run(Plan(ground.port, SECONDS, [[request("GET", "/healthz")]] * CLIENTS, repeat=True))
    shared = [f"/{SLUG}/calendar.ics?lang=fr"] * SUBSCRIBERS
    for name, paths in (("poll-event-feed", shared), ("poll-personal-feeds", _own_feeds(ground))):
        etag = urllib.request.urlopen(ground.server.url + paths[0]).headers["ETag"]
        asks = [request("GET", path, headers=[("If-None-Match", etag)]) for path in paths]
        done = run(
            Plan(ground.port, SECONDS, [asks[start::CLIENTS] for start in range(CLIENTS)], repeat=True)
        )
        yield {
            "bench": name, "value": round(done.rate), "unit": "requests/s", "subscribers": SUBSCRIBERS,
            "share_304": round(done.statuses[304] / done.statuses.total(), 4), "p99_ms": round(done.percentile(99), 1),
            "baseline": "GET /healthz", "baseline_value": round(bare.rate), "ratio": round(done.rate / bare.rate, 2),
        }  # fmt: skip


def _own_feeds(ground: Ground) -> list[str]:
    """A feed for each of so many delegates, who are alike: the file is the same, the address is each their own."""
    app = create_app(Config.from_environment({"INSTANCE": str(ground.folder)}))
    tokens = [new_token() for _ in range(SUBSCRIBERS)]
    with app.app_context():
        crowd = db.session.execute(
            select(Registration.id, Registration.event_id)
            .outerjoin(CalendarFeed, CalendarFeed.registration_id == Registration.id)
            .where(Registration.state == "approved", CalendarFeed.id.is_(None))
            .order_by(Registration.id.desc())
            .limit(SUBSCRIBERS)
        ).all()
        feeds = [
            {
                "id": new_id(), "event_id": row.event_id, "registration_id": row.id, "token_hash": digest(token),
                "token_sealed": seal(token), "created_at": clock.now(),
            }
            for row, token in zip(crowd, tokens, strict=True)
        ]  # fmt: skip
        with atomic() as session:
            session.execute(insert(CalendarFeed), feeds)
        engine().dispose()
    return [f"/c/{token}.ics" for token in tokens]
