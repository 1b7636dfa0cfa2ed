"""The meeting's server as phones at the door meet it: killed, started again, and read beside them."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen
from uuid import UUID

from sqlalchemy import select

from app import create_app
from app.badges import service as badges
from app.badges.models import Badge
from app.badges.rules import Code
from app.checkin.models import Scan
from app.events.models import Category, Event
from app.kernel.db import db
from app.kernel.signing import unseal
from app.registration.models import Registration
from config import Config
from tests.support import server as servers
from tests.support.keeper import free_port
from tests.support.server import Server

SLUG = "nouakchott"
PLACE = "main"


class Hall:
    """The meeting's server, which can be killed and started again, and what its database holds."""

    def __init__(self, folder: Path, delegates: int) -> None:
        """Start it with so many invented delegates."""
        self.folder, self.port, self.life = folder, free_port(), ExitStack()
        self.start()
        self.server.flask("demo", "--delegates", str(delegates))
        self.app = create_app(Config.from_environment({"INSTANCE": str(folder)}))

    def start(self) -> None:
        """Serve, on the same port and folder each time."""
        self.server: Server = self.life.enter_context(servers.serving(self.folder, port=self.port))

    def kill(self) -> None:
        """End it between two instructions, as a power cut does."""
        os.killpg(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()

    def pairing(self, name: str) -> str:
        """A pairing link for a phone."""
        made = self.server.flask("door", "pair", SLUG, "--name", name, "--json")
        return str(json.loads(made.splitlines()[-1])["url"])

    def codes(self) -> dict[str, str]:
        """The valid badge code of everybody who may come, and whose it is."""
        query = (
            select(Badge.code_sealed, Badge.registration_id)
            .join(Registration, Registration.id == Badge.registration_id)
            .where(Badge.revoked_at.is_(None), Registration.state == "approved")
        )
        with self.app.app_context():
            return {Code(unseal(sealed)).payload: str(whose) for sealed, whose in db.session.execute(query)}

    def name_of(self, registration: str) -> str:
        """A person's name in Latin letters."""
        with self.app.app_context():
            return db.session.get_one(Registration, UUID(registration)).name_latin

    def blanks(self, count: int) -> list[str]:
        """The codes of so many badges that are nobody's yet."""
        with self.app.app_context():
            category = db.session.scalars(select(Category).join(Event).where(Event.slug == SLUG)).first()
            assert category is not None
            made = badges.make_blanks(category.event_id, category.id, count)
            return [Code(unseal(one.code_sealed)).payload for one in made]

    def scans(self) -> list[Scan]:
        """The whole log of scans."""
        with self.app.app_context():
            return list(db.session.scalars(select(Scan).join(Event, Event.id == Scan.event_id)))

    def inside(self, token: str) -> dict[str, Any]:
        """What the API says of the entrance."""
        asked = Request(f"{self.server.url}/api/v1/events/{SLUG}/attendance?session={PLACE}")
        asked.add_header("Authorization", f"Bearer {token}")
        found: dict[str, Any] = json.load(urlopen(asked))
        return found


@contextmanager
def hall(folder: Path, delegates: int) -> Iterator[Hall]:
    """A meeting until the test is done."""
    made = Hall(folder, delegates)
    with made.life:
        yield made
