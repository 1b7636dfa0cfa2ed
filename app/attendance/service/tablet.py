"""Signatures on a tablet: strokes and picture, sealed to person, place and time."""

from __future__ import annotations

from uuid import UUID

from app.attendance import queries
from app.attendance.models import SignatureInk
from app.attendance.rules import How
from app.attendance.rules.ink import BadInk, picture_of, read_ink
from app.attendance.service.closing import ReasonNeeded, is_closed
from app.attendance.service.signing import Given, sign
from app.kernel import clock
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_
from app.kernel.signing import unseal_bytes


class NoInk(Refusal):
    """Nothing that looks like a signature came with the form."""

    code = "no-ink"
    status = 422
    message = N_("Please sign in the box first.")


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
        given = Given(key, How.TABLET, clock.now(), who, said={"reason": reason}, ink=ink.sealed_form())
        return sign(event_id, [given]) == 1


def ink_picture(event_id: UUID, number: int) -> bytes:
    """The picture of a signature on a tablet; raises NotFound, also where it was erased."""
    kept = db.session.get(SignatureInk, (event_id, number))
    if kept is None:
        raise NotFound
    return picture_of(unseal_bytes(kept.ink_sealed))
