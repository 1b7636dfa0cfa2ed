"""Walk-ins put in order by the desk."""

from __future__ import annotations

from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.checkin.models import WalkIn
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import NotFound
from app.registration import service as registering


def settle_walk_in(event_id: UUID, registration: UUID, *, refusal: str = "") -> None:
    """Say that a walk-in's registration is in order as it is; or refuse it, for a reason, and end the badge.

    Raises NotFound.
    """
    with atomic():
        flag = db.session.get(WalkIn, registration)
        if flag is None or flag.event_id != event_id:
            raise NotFound
        if refusal:
            registering.refuse(event_id, [registration], refusal)
        if flag.settled_at is None:
            flag.settled_at, flag.settled_by = clock.now(), guard.actor().id
            record(Act("door.walk-in-settled", "registration", registration, event_id, reason=refusal))
