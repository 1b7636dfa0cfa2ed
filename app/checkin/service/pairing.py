"""Pairing links and the devices that used them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.checkin import queries
from app.checkin.models import Device, Pairing
from app.kernel import clock, guard
from app.kernel.clock import Instant
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.signing import digest, new_token, seal


class UnknownCheckpoint(Refusal):
    """A pairing for a checkpoint that the event does not have."""

    code = "unknown-checkpoint"
    field = "checkpoints"
    message = N_("There is no checkpoint %(key)s. The event has: %(known)s.")


@dataclass(frozen=True)
class NewPairing:
    """A new pairing: the secret of its link, and the token of its first device."""

    id: UUID
    link: str
    token: str
    expires_at: Instant


def pair(
    event_id: UUID, name: str, checkpoints: Collection[str] = (), *, directions: Collection[str] = (),
    may_override: bool = False, may_print: bool = False, may_walk_in: bool = True, may_sign: bool = False,
    lasts: timedelta = timedelta(days=4),
) -> NewPairing:  # fmt: skip
    """Make a pairing link and its first device; no checkpoints or ways means all; raises UnknownCheckpoint."""
    with atomic() as session:
        known = queries.checkpoints(event_id)
        for key in checkpoints:
            if key not in known:
                raise UnknownCheckpoint(key=key, known=", ".join(known))
        link, now = new_token(), clock.now()
        made = Pairing(
            event_id=event_id, name=name.strip()[:100], checkpoints=list(checkpoints), may_override=may_override,
            may_print=may_print, may_walk_in=may_walk_in, may_sign=may_sign, directions=list(directions),
            user_id=_maker(), link_hash=digest(link), link_sealed=seal(link), created_at=now,
            expires_at=clock.instant(now + lasts), devices=[],
        )  # fmt: skip
        session.add(made)
        session.flush()
        record(_act("door.pairing-made", made, after={"name": made.name, "checkpoints": made.checkpoints}))
        return NewPairing(made.id, link, _add_device(made, seen=False), made.expires_at)


def pair_device(link: str) -> tuple[str, Pairing]:
    """Use a pairing link on one more phone: its token, and the pairing; NotFound when the link has ended."""
    with atomic():
        found = queries.find_pairing(link)
        if found is None:
            raise NotFound
        return _add_device(found, seen=True), found


def _add_device(pairing: Pairing, *, seen: bool) -> str:
    """Named by its place among those that were heard of, so that the first phone bears the door's name."""
    token, now = new_token(), clock.now()
    ordinal = 1 + sum(one.seen_at is not None for one in pairing.devices)
    name = pairing.name if ordinal == 1 else f"{pairing.name} ({ordinal})"
    device = Device(
        event_id=pairing.event_id, name=name[:100], token_hash=digest(token), paired_at=now,
        seen_at=now if seen else None,
    )  # fmt: skip
    pairing.devices.append(device)
    db.session.flush()
    record(Act("door.device-paired", "device", device.id, pairing.event_id, about=device.name))
    return token


def revoke_pairing(pairing_id: UUID, event_id: UUID) -> None:
    """End a link and all its devices at once; NotFound in another event."""
    with atomic() as session:
        found = session.get(Pairing, pairing_id)
        if found is None or found.event_id != event_id:
            raise NotFound
        found.revoked_at = found.revoked_at or clock.now()
        record(_act("door.pairing-revoked", found))


def revoke_device(device_id: UUID, event_id: UUID) -> None:
    """End one phone; its link goes on for others; NotFound in another event."""
    with atomic() as session:
        found = session.get(Device, device_id)
        if found is None or found.event_id != event_id:
            raise NotFound
        found.revoked_at = found.revoked_at or clock.now()
        record(Act("door.device-revoked", "device", found.id, event_id, about=found.name))


def _maker() -> UUID | None:
    who = guard.actor()
    return who.id if who.kind == "user" else None


def _act(action: str, pairing: Pairing, after: dict[str, object] | None = None) -> Act:
    return Act(action, "pairing", pairing.id, pairing.event_id, about=pairing.name, after=after or {})
