"""What an event chooses for its badges: designs, its printer, its logos, and papers of its own measures."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any
from uuid import UUID

from sqlalchemy import select

from app.audit.rules import Act
from app.audit.service import record
from app.badges import queries
from app.badges.exports import STOCK_NAMES, sized
from app.badges.models import BadgeDesign, OwnPaper, PrintSetup
from app.badges.rules import Correction, Design, Duplex, Grid
from app.kernel import storage
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_, Text, _
from app.kernel.storage.logos import logo

MOST_LOGOS = 6


class TooManyLogos(Refusal):
    """More logos than a foot has room for."""

    code = "too-many-logos"
    message = N_("There is room for six logos. Remove one first.")


def choose_design(event_id: UUID, category: str, design: Design | None) -> None:
    """Give a category its design ("" for all that have none), or with None take it back to the event's."""
    with atomic() as session:
        query = select(BadgeDesign).where(BadgeDesign.event_id == event_id, BadgeDesign.category == category)
        row = session.scalars(query.with_for_update()).one_or_none()
        if design is None:
            if row is not None:
                session.delete(row)
        else:
            row = row or BadgeDesign(event_id=event_id, category=category)
            row.parts, row.back, row.note = sorted(design.parts), design.back, Text(design.note)
            session.add(row)
        said = {"category": category or "*", "parts": sorted(design.parts) if design else [],
                "back": design.back if design else ""}  # fmt: skip
        record(Act("badges.design", "event", event_id, event_id, after=said))


def choose_printer(
    event_id: UUID, duplex: Duplex | None, correction: Correction, single: str = "id1"
) -> None:
    """Say over which edge the printer turns its sheets (None: one side only), what it gets wrong, and on which paper
    a badge by itself is printed; raises NotFound."""
    queries.stock_named(event_id, single)
    with atomic() as session:
        setup = _setup(event_id)
        setup.duplex = duplex or ""
        setup.right, setup.up, setup.scale = correction.right, correction.up, correction.scale
        setup.single = single
        session.flush()
        said = {"duplex": setup.duplex, "scale": round(setup.scale, 4), "single": single}
        record(Act("badges.printer", "event", event_id, event_id, after=said))


def add_logo(event_id: UUID, content: IO[bytes]) -> None:
    """Keep a logo for badges and prints; raises FileRefused or TooManyLogos."""
    if len(queries.setup(event_id).logos) >= MOST_LOGOS:
        raise TooManyLogos
    file = storage.keep(event_id, BytesIO(logo(content)), "logo.png", storage.PICTURES)
    with atomic():
        setup = _setup(event_id)
        if len(setup.logos) >= MOST_LOGOS:
            raise TooManyLogos
        storage.claim(event_id, file.key)
        setup.logos = [*setup.logos, file.key]
        record(Act("badges.logo-added", "event", event_id, event_id, after={"logos": len(setup.logos)}))


def drop_logo(event_id: UUID, key: str) -> None:
    """Remove a logo; raises NotFound."""
    with atomic():
        setup = _setup(event_id)
        if key not in setup.logos:
            raise NotFound
        setup.logos = [one for one in setup.logos if one != key]
        if file := storage.find(event_id, key):
            storage.drop(file)
        record(Act("badges.logo-removed", "event", event_id, event_id, after={"logos": len(setup.logos)}))


def _setup(event_id: UUID) -> PrintSetup:
    setup = db.session.get(PrintSetup, event_id, with_for_update=True)
    if setup is None:
        setup = queries.setup(event_id)
        db.session.add(setup)
    return setup


def paper_names(event_id: UUID) -> dict[str, str]:
    """Papers that one can print on, by name, in the reader's language; the event's own as it called them."""
    found = queries.stocks(event_id)
    return {name: row.name if row else _(STOCK_NAMES[name]) for name, (_stock, row) in found.items()}


def save_paper(event_id: UUID, name: str, measures: Mapping[str, Any], *, cut: bool, mono: bool) -> OwnPaper:
    """Keep a paper with the event's own measures in millimetres; raises Impossible."""
    grid = Grid(**measures, cut=cut)
    sized(grid.width, grid.height, mono=mono)
    with atomic() as session:
        paper = OwnPaper(event_id=event_id, name=name.strip()[:80], **measures, cut=cut, mono=mono)
        session.add(paper)
        session.flush()
        record(Act("badges.paper-added", "event", event_id, event_id, after={"paper": paper.name}))
        return paper


def drop_paper(event_id: UUID, paper_id: UUID) -> None:
    """Remove an own paper; what was printed on it stays known. Raises NotFound."""
    with atomic() as session:
        paper = session.get(OwnPaper, paper_id)
        if paper is None or paper.event_id != event_id:
            raise NotFound
        record(Act("badges.paper-removed", "event", event_id, event_id, before={"paper": paper.name}))
        session.delete(paper)
