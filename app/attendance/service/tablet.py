"""Signatures on a screen, at the desk or at a door: strokes and picture, sealed to person, place and time."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.attendance import queries, rules
from app.attendance.models import SignatureInk
from app.attendance.rules import How, Place
from app.attendance.rules.ink import BadInk, Ink, check_ink, picture_of, read_ink
from app.attendance.service.closing import ReasonNeeded, is_closed
from app.attendance.service.signing import Given, sign
from app.checkin import queries as checkin
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import Forbidden, NotFound, Refusal
from app.kernel.guard import actor
from app.kernel.i18n import N_
from app.kernel.signing import unseal_bytes


class NoInk(Refusal):
    """Nothing that looks like a signature came with the form."""

    code = "no-ink"
    status = 422
    message = N_("Please sign in the box first.")


@dataclass(frozen=True)
class Pad:
    """Whether somebody can sign at a door: `open`, `signed`, `closed`, `rehearsal` or `no_place`, and for what."""

    outcome: str
    place: Place | None = None


def sign_on_tablet(event_id: UUID, key: str, who: UUID, strokes: str, picture: str, reason: str = "") -> bool:
    """Take a signature as it was drawn now; False when the person had signed already. Raises NoInk, NotFound."""
    try:
        ink = read_ink(strokes, picture)
    except BadInk:
        raise NoInk from None
    with atomic():
        if key not in queries.places(event_id) or who not in queries.register(event_id).people:
            raise NotFound
        if is_closed(event_id, key) and not reason.strip():
            raise ReasonNeeded
        return _signed(event_id, key, who, ink, reason)


def pad_at_door(event_id: UUID, who: UUID, checkpoint: str) -> Pad:
    """What somebody would sign for at this checkpoint now; raises NotFound, and Forbidden at another's checkpoint."""
    point = _checkpoint(event_id, checkpoint)
    if who not in queries.register(event_id).people:
        raise NotFound
    if checkin.settings(event_id).rehearsal:
        return Pad("rehearsal")
    place = rules.signed_for(queries.places(event_id), checkpoint, point.kind == "main", clock.now())
    if place is None:
        return Pad("no_place")
    if who in rules.standing(queries.signatures(event_id)).get(place.key, {}):
        return Pad("signed", place)
    return Pad("closed" if is_closed(event_id, place.key) else "open", place)


def sign_at_door(event_id: UUID, who: UUID, checkpoint: str, strokes: object, picture: object) -> Pad:
    """Take a signature that was drawn at a door; where it is not `open`, nothing is written. Raises as above, NoInk."""
    try:
        ink = check_ink(strokes, picture)
    except BadInk:
        raise NoInk from None
    with atomic():
        pad = pad_at_door(event_id, who, checkpoint)
        if pad.outcome != "open" or pad.place is None:
            return pad
        _signed(event_id, pad.place.key, who, ink, "")
        return Pad("signed", pad.place)


def _checkpoint(event_id: UUID, key: str) -> checkin.Checkpoint:
    device = actor()
    allowed = checkin.places_of_device(device.id) if device.kind == "device" and device.id else frozenset()
    found = checkin.checkpoints(event_id).get(key)
    if found is None:
        raise NotFound
    if allowed and key not in allowed:
        raise Forbidden(permission="attendance.sign")
    return found


def _signed(event_id: UUID, key: str, who: UUID, ink: Ink, reason: str) -> bool:
    given = Given(key, How.TABLET, clock.now(), who, said={"reason": reason}, ink=ink.sealed_form())
    return sign(event_id, [given]) == 1


def ink_picture(event_id: UUID, number: int) -> bytes:
    """The picture of a signature on a tablet; raises NotFound, also where it was erased."""
    kept = db.session.get(SignatureInk, (event_id, number))
    if kept is None:
        raise NotFound
    return picture_of(unseal_bytes(kept.ink_sealed))
