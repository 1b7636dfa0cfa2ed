"""Quorum: what makes one, and keeping it as a fact with its time."""

from __future__ import annotations

from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_
from app.statistics import queries
from app.statistics.models import QuorumRecord, StatisticsSettings
from app.statistics.rules import Basis


class NoSuchSession(Refusal):
    """A session that decides nothing, or is not there."""

    code = "session-decides-nothing"
    status = 404
    message = N_("No session of this name decides anything. The agenda says which sessions do.")


def set_basis(event_id: UUID, basis: Basis) -> None:
    """From now on this share of the member cities makes a quorum; what was recorded stays. NotFound."""
    with atomic() as session:
        event, before = events.get_event(event_id), queries.basis_of(event_id)
        if before is basis:
            return
        chosen = session.get(StatisticsSettings, event_id)
        if chosen is None:
            chosen = StatisticsSettings(event_id=event_id)
            session.add(chosen)
        chosen.quorum = str(basis)
        was, now = {"quorum": str(before)}, {"quorum": str(basis)}
        record(
            Act(
                "quorum.basis-set",
                "event",
                event_id,
                event_id,
                about=event.title.pick("en"),
                before=was,
                after=now,
            )
        )


def record_quorum(event_id: UUID, session_key: str) -> QuorumRecord:
    """Keep which member cities are at a deciding session now, as a fact. NotFound, NoSuchSession."""
    now = clock.now()
    with atomic() as session:
        position = queries.position_now(event_id)
        facts = queries.facts(event_id, position, now=now)
        found = next((one for one in facts.quorums if one.session == session_key), None)
        if found is None:
            raise NoSuchSession
        who = actor()
        kept = QuorumRecord(
            event_id=event_id, session=session_key, title=found.title, recorded_at=now,
            recorded_by=who.id if who.kind == "user" else None, by=who.name, members=found.members,
            basis=str(queries.basis_of(event_id)), needed=found.needed,
            cities=[dict(one.name) for one in facts.cities if one.key in found.cities], reached_at=found.reached_at,
            scans=position.scans, journal=position.journal, signatures=position.signatures,
        )  # fmt: skip
        session.add(kept)
        after = {
            "session": session_key,
            "cities": len(kept.cities),
            "members": kept.members,
            "needed": kept.needed,
        }
        record(Act("quorum.recorded", "event", event_id, event_id, about=found.title.pick("en"), after=after))
        return kept
