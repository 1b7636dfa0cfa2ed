"""What is read at once for a whole batch, before any of its lines is judged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.badges import queries as badges
from app.badges import rules as codes
from app.badges.queries import Blank, Holder
from app.checkin import queries
from app.checkin.rules import BadgeFacts, Expected, LoggedScan, ScanLine, Settings
from app.checkin.rules.clocks import TOLERANCE
from app.kernel.clock import Instant
from app.registration.rules.face import Face


@dataclass
class Facts:
    """Badges, people, places and earlier lines that a batch is about; lines that are judged are added as they come."""

    event_id: UUID
    settings: Settings
    places: Expected
    known: dict[UUID, Any]
    by_code: dict[str, Holder | Blank | None] = field(default_factory=dict)
    by_name: dict[UUID, list[Holder]] = field(default_factory=dict)
    faces: dict[UUID, Face] = field(default_factory=dict)
    log: dict[tuple[UUID, str], list[LoggedScan]] = field(default_factory=dict)

    def holder(self, line: ScanLine, at: Instant) -> Holder | None:
        """Whose badge a line is about; of somebody found by name the badge that was valid then, else the last."""
        if line.registration is None:
            found = self.by_code[line.code]
            return found if isinstance(found, Holder) else None
        all_of_them = self.by_name.get(line.registration, [])
        valid = [one for one in all_of_them if one.badge and not _too_new(one, at) and not _revoked(one, at)]
        return next(reversed(valid or all_of_them), None)

    def blank(self, line: ScanLine) -> Blank | None:
        """The free blank badge that a line bears the code of."""
        found = self.by_code.get(line.code)
        return found if isinstance(found, Blank) else None

    def earlier(self, who: UUID, place: str) -> list[LoggedScan]:
        """The lines of somebody at a checkpoint, as far as they are known; a new one is to be added here."""
        return self.log.setdefault((who, place), [])


def gather(
    event_id: UUID,
    lines: Sequence[ScanLine],
    read: Mapping[str, codes.CodeRead],
    refusable: Callable[[Collection[UUID]], Collection[UUID]],
) -> Facts:
    """Read all that these lines are judged by, in as many statements for one as for a thousand.

    `read` has the codes that they bear; `refusable` tells under which ids lines may be kept that are refused, from the
    ids that are known already.
    """
    known = queries.known_scans(event_id, {line.id for line in lines})
    known |= queries.known_scans(event_id, refusable(known.keys()))
    facts = Facts(event_id, queries.settings(event_id), queries.expected(event_id), known)
    _read_badges(facts, lines, read)
    places = {line.checkpoint for line in lines}
    for one in queries.logged(event_id, set(facts.faces), places, facts.settings.cleared):
        facts.earlier(one.registration, one.checkpoint).append(one)
    _read_faces(facts)
    return facts


def _read_badges(facts: Facts, lines: Sequence[ScanLine], read: Mapping[str, codes.CodeRead]) -> None:
    digests = {code: one.digest for code, one in read.items() if not isinstance(one, codes.Malformed)}
    full = {digests[code] for code, one in read.items() if isinstance(one, codes.Code)}
    typed = {digests[code] for code, one in read.items() if isinstance(one, codes.TypedCode)}
    found = badges.holders(facts.event_id, full, typed)
    by_hash: dict[bytes | None, Holder | Blank] = {one.code_hash: one for one in found}
    by_hash.update({one.typed_hash: one for one in found})
    blank = badges.blanks_held(facts.event_id, full - by_hash.keys(), typed - by_hash.keys())
    by_hash.update(blank.items())
    facts.by_code = {code: by_hash.get(digests.get(code)) for code in read}
    facts.by_name = badges.holders_named(
        facts.event_id, {one.registration for one in lines if one.registration}
    )
    named = [one for several in facts.by_name.values() for one in several]
    facts.faces = {one.face.registration: one.face for one in (*found, *named)}


def _read_faces(facts: Facts) -> None:
    """Of lines that were answered before, whose badge may be another's by now."""
    replayed = {one.registration_id for one in facts.known.values() if one.registration_id}
    facts.faces |= badges.faces(replayed - facts.faces.keys())


def badge_facts(holder: Holder | None, at: Instant) -> BadgeFacts | None:
    """A badge as it was at the moment of a scan; clocks are held to be alike within two minutes.

    Whoever withdrew later was confirmed then: a scan that comes days late is judged as on its day.
    """
    if holder is None:
        return None
    revoked = _revoked(holder, at)
    was_valid = holder.revoked_at is not None and not revoked
    confirmed = (holder.state == "approved" or was_valid) and not _too_new(holder, at)
    return BadgeFacts(holder.face.registration, holder.face.category, confirmed, revoked)


def _revoked(holder: Holder, at: Instant) -> bool:
    return holder.revoked_at is not None and holder.revoked_at <= at + TOLERANCE


def _too_new(holder: Holder, at: Instant) -> bool:
    return holder.given_at is not None and holder.given_at > at + TOLERANCE
