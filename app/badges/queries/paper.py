"""What badges show and the paper they lie on, as an event has chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.badges.exports import STOCKS, Stock, sized
from app.badges.models import BadgeDesign, OwnPaper, PrintSetup
from app.badges.rules import MEASURES, Design, Grid
from app.kernel.db import db
from app.kernel.errors import NotFound

OWN = "own-"
"""Before the id of an event's own paper, where papers go by name."""


def designs(event_id: UUID) -> Mapping[str, Design]:
    """The designs that an event chose, by category; "" is for those that have none of their own."""
    rows = db.session.scalars(select(BadgeDesign).where(BadgeDesign.event_id == event_id)).all()
    return {row.category: _design(row) for row in rows}


def _design(row: BadgeDesign) -> Design:
    return Design(frozenset(row.parts), row.back, dict(row.note))  # type: ignore[arg-type] # checked when saved


def design_of(chosen: Mapping[str, Design], category: str) -> Design:
    """The design of a category: its own, the event's, or the usual one."""
    return chosen.get(category) or chosen.get("") or Design()


def setup(event_id: UUID) -> PrintSetup:
    """The event's printer and logos; a fresh one, not stored yet, where nothing was said."""
    found = db.session.get(PrintSetup, event_id)
    return found or PrintSetup(
        event_id=event_id, duplex="", right=0.0, up=0.0, scale=1.0, single="id1", logos=[]
    )


def single_paper(event_id: UUID) -> str:
    """The name of the paper for a badge by itself; a card where the one that was chosen is gone."""
    name = setup(event_id).single
    return name if name in stocks(event_id) else "id1"


def own_papers(event_id: UUID) -> Sequence[OwnPaper]:
    """The event's own papers, by name."""
    query = select(OwnPaper).where(OwnPaper.event_id == event_id).order_by(OwnPaper.name, OwnPaper.id)
    return db.session.scalars(query).all()


def stocks(event_id: UUID) -> Mapping[str, tuple[Stock, OwnPaper | None]]:
    """All papers that an event may print on, by name: the usual ones, and its own with the row that says them."""
    own = {f"{OWN}{row.id}": (_stock(row), row) for row in own_papers(event_id)}
    return {**{name: (stock, None) for name, stock in STOCKS.items()}, **own}


def stock_named(event_id: UUID, name: str) -> Stock:
    """One paper by its name; raises NotFound."""
    if name in STOCKS:
        return STOCKS[name]
    found = stocks(event_id).get(name)
    if found is None:
        raise NotFound
    return found[0]


def _stock(row: OwnPaper) -> Stock:
    grid = Grid(**{name: getattr(row, name) for name in MEASURES}, cut=row.cut)
    return Stock(sized(row.width, row.height, mono=row.mono), grid)
