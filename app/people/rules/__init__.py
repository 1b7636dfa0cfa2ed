"""Roles and what each may do; passwords and how long things last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from app.kernel.i18n import N_
from app.people.rules.devices import device_name
from app.people.rules.factors import (
    RECOVERY_CODES,
    enrolment,
    matching_step,
    recovery_code,
    recovery_digest,
    second_step,
    spelt,
)

__all__ = [
    "INVITATION_LASTS", "LINK_LASTS", "NOTICED_EVERY", "RECOVERY_CODES", "ROLES", "ROLE_HELP", "ROLE_NAMES",
    "SHORTEST_PASSWORD", "SIGN_IN_LASTS", "device_name", "enrolment", "grants", "matching_step", "recovery_code",
    "recovery_digest", "second_step", "spelt", "too_weak",
]  # fmt: skip

VIEWING = frozenset(
    "account.own desk.view delegates.view delegates.export badges.view doors.view attendance.view attendance.counts "
    "attendance.export agenda.view mail.view journal.view team.view privacy.view evidence.make".split()
)
ORGANISING = VIEWING | frozenset(
    "delegates.decide delegates.edit badges.print attendance.manage attendance.sign doors.manage door.work scan "
    "scan.override roster.read agenda.edit mail.send event.edit batches.run privacy.manage evidence.manage".split()
)

ROLES: Mapping[str, frozenset[str]] = {
    "owner": ORGANISING | {"team.manage"},
    "organiser": ORGANISING,
    "accreditation": frozenset(
        "account.own desk.view delegates.view delegates.export delegates.decide delegates.edit badges.view "
        "badges.print agenda.view mail.view mail.send attendance.view attendance.counts batches.run".split()
    ),
    "print": frozenset("account.own desk.view delegates.view badges.view badges.print batches.run".split()),
    "door-chief": frozenset(
        "account.own desk.view delegates.view doors.view doors.manage door.work scan scan.override roster.read "
        "attendance.view attendance.counts attendance.export attendance.manage attendance.sign agenda.view".split()
    ),
    "door-volunteer": frozenset({"account.own", "door.work"}),
    "auditor": VIEWING,
}
"""A volunteer's sign-in turns a phone into a door and opens nothing of the desk."""

ROLE_NAMES: Mapping[str, str] = {
    "owner": N_("Owner"),
    "organiser": N_("Organiser"),
    "accreditation": N_("Accreditation"),
    "print": N_("Print room"),
    "door-chief": N_("Door chief"),
    "door-volunteer": N_("Door volunteer"),
    "auditor": N_("Auditor"),
}

ROLE_HELP: Mapping[str, str] = {
    "owner": N_("Everything, and who else may do what."),
    "organiser": N_("Everything but the team."),
    "accreditation": N_("Delegates: decides, edits, imports, exports, writes to them."),
    "print": N_("Sees delegates and prints badges."),
    "door-chief": N_("Runs the doors and sees who is present."),
    "door-volunteer": N_("Scans at a door with their own phone; sees nothing of the desk."),
    "auditor": N_("Reads everything, changes nothing."),
}
"""What each role is for, in a line."""

SHORTEST_PASSWORD = 10
LINK_LASTS = timedelta(days=3)
INVITATION_LASTS = timedelta(days=7)
SIGN_IN_LASTS = timedelta(days=14)
NOTICED_EVERY = timedelta(minutes=10)  # how exactly "last seen" is kept; a write per page would cost too much


def grants(memberships: Iterable[tuple[UUID | None, str]]) -> dict[UUID | None, frozenset[str]]:
    """Permissions by event from (event id or None for all events, role) pairs; unknown roles give none."""
    given: dict[UUID | None, frozenset[str]] = {}
    for event_id, role in memberships:
        given[event_id] = given.get(event_id, frozenset()) | ROLES.get(role, frozenset())
    return given


def too_weak(password: str, email: str) -> bool:
    """True for a password shorter than ten characters, of one repeated character, or made of the address."""
    plain = password.casefold()
    return len(password) < SHORTEST_PASSWORD or len(set(plain)) < 4 or plain in email.casefold()
