"""A mail to 5,000 people: queued by the worker, delivered to a real SMTP server, beside a bare loop on that server."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app import create_app
from app.batches import service as batches
from app.events import queries as events
from app.kernel import clock, migrate
from app.kernel.db import atomic, db, engine
from app.kernel.ids import new_id
from app.kernel.signing import digest, new_token, seal
from app.letters import service
from app.letters.queries import Wanted
from app.mail import service as mails
from app.mail.models import OutboxMail
from app.registration.models import Registration
from config import Config, Smtp
from tests.support import people, smtp

CROWD = 5_000
LETTERS = 100


def mailing(folder: Path) -> Iterator[dict[str, Any]]:
    """Queueing, delivery, and 100 letters issued, on SQLite in one process."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Config.from_environment({"INSTANCE": str(folder)}))
    with app.app_context(), smtp.serving() as mailbox:
        server = Smtp("127.0.0.1", mailbox.port, sender="post@example.org")
        app.config["CONFIG"] = replace(app.config["CONFIG"], smtp=server)
        migrate.upgrade()
        event = people.hold()
        _fill(event)
        began = time.perf_counter()
        sending = service.save_draft(event, None, Wanted(), service.starting_words(event, ["fr", "ar"]))
        begun = service.send(event, sending.id, "/desk/")
        assert begun.batch_id is not None
        assert not batches.hurry(begun.batch_id, 3600)
        queued = time.perf_counter() - began
        yield {"bench": "mails-queued", "value": round(CROWD / queued), "unit": "mails/s", "people": CROWD}
        yield _delivered(mailbox)
        yield _letters(event)
        db.session.remove()
        engine().dispose()


def _fill(event: UUID) -> None:
    """5,000 people in two languages, without the form that makes them."""
    category = next(one.id for one in events.categories(event) if one.key == "mayor")
    rows = []
    for number in range(CROWD):
        token = new_token()
        rows.append({
            "id": new_id(), "event_id": event, "state": "approved", "submission": new_id(), "link_hash": digest(token),
            "link_sealed": seal(token), "name_latin": f"Amina Mint Salem {number}",
            "name_ar": f"أمينة بنت سالم {number}",
            "email": f"delegate{number}@example.org", "category_id": category, "country": "MR", "city_typed": "Rosso",
            "language": ("fr", "ar")[number % 2], "submitted_at": clock.now(), "changed_at": clock.now(),
        })  # fmt: skip
    with atomic() as session:
        session.execute(insert(Registration), rows)


def _delivered(mailbox: smtp.Mailbox) -> dict[str, Any]:
    began = time.perf_counter()
    mails.deliver_due(clock.now())
    took = time.perf_counter() - began
    states = set(db.session.scalars(select(OutboxMail.state)))
    arrived = len({str(mail["Message-ID"]) for mail in mailbox.mails})
    if states != {"sent"} or arrived != CROWD or len(mailbox.mails) != CROWD:
        raise RuntimeError(
            f"{arrived} of {CROWD} mails arrived, {len(mailbox.mails)} in all, states {states}"
        )
    bare = _bare(mailbox)
    return {
        "bench": "mails-delivered", "value": round(CROWD / took), "unit": "mails/s", "people": CROWD,
        "seconds": round(took, 1), "baseline": "smtplib alone, the same mails", "baseline_value": round(bare),
        "ratio": round(CROWD / took / bare, 2),
    }  # fmt: skip


def _bare(mailbox: smtp.Mailbox) -> float:
    """The same messages once more over one line, by nothing but the standard library."""
    ready = list(mailbox.mails[:500])
    with smtplib.SMTP("127.0.0.1", mailbox.port) as line:
        began = time.perf_counter()
        for mail in ready:
            line.send_message(mail, "post@example.org", ["somebody@example.org"])
        return len(ready) / (time.perf_counter() - began)


def _letters(event: UUID) -> dict[str, Any]:
    ids = db.session.scalars(
        select(Registration.id).where(Registration.event_id == event).limit(LETTERS)
    ).all()
    began = time.perf_counter()
    for ident in ids:
        service.issue(event, ident, "invitation", ["ar", "fr"])
    rate = LETTERS / (time.perf_counter() - began)
    return {"bench": "letters-issued", "value": round(rate, 1), "unit": "letters/s", "letters": LETTERS}
