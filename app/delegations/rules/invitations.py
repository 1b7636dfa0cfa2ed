"""Where an invitation stands, by the moments that are known of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.clock import Instant
from app.kernel.i18n import N_


class Invitation(StrEnum):
    """In the order in which an invitation goes through them."""

    NEW = "new"
    SENT = "sent"
    OPENED = "opened"
    ANSWERED = "answered"
    DECLINED = "declined"


INVITATION_WORDS: Mapping[Invitation, tuple[str, str]] = {
    Invitation.NEW: ("none", N_("Not invited yet")),
    Invitation.SENT: ("wait", N_("Sent")),
    Invitation.OPENED: ("info", N_("Opened")),
    Invitation.ANSWERED: ("go", N_("Answered")),
    Invitation.DECLINED: ("stop", N_("Does not come")),
}
"""Each as the kind of its chip and its word."""


def invitation(
    sent: Instant | None, opened: Instant | None, answered: Instant | None, declined: Instant | None
) -> Invitation:
    """The furthest that it came; an answer counts whether or not a mail was sent (links also go by phone)."""
    if declined is not None:
        return Invitation.DECLINED
    if answered is not None:
        return Invitation.ANSWERED
    if opened is not None:
        return Invitation.OPENED
    return Invitation.SENT if sent is not None else Invitation.NEW
