"""The states of a mail in the outbox, as the desk shows them, what needs someone first."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_

STATES: Mapping[str, tuple[str, str]] = {
    "failed": (N_("Failed"), "stop"),
    "bounced": (N_("Came back"), "stop"),
    "waiting": (N_("Waiting"), "wait"),
    "sending": (N_("Being sent"), "wait"),
    "sent": (N_("Sent"), "go"),
    "kept": (N_("Kept here"), "info"),
    "dropped": (N_("Not needed any more"), "none"),
}
"""State to word and kind of chip.

Came back: the address does not exist, and nothing more is sent there. Kept: no mail server is set. Dropped: the reason
for it went away.
"""

RESENDABLE = frozenset({"failed", "sent", "kept"})
