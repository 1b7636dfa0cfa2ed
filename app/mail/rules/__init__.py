"""What a mail is, how it is put on the wire, how long it waits, and what an error means for it."""

from app.mail.rules.composed import Attachment, Composed, Letterhead
from app.mail.rules.faults import EXPLAINED, Fault, Unreachable, explained, judge
from app.mail.rules.mime import mime, own_domain
from app.mail.rules.pauses import MOST_ATTEMPTS, next_attempt
from app.mail.rules.states import RESENDABLE, STATES

__all__ = [
    "EXPLAINED",
    "MOST_ATTEMPTS",
    "RESENDABLE",
    "STATES",
    "Attachment",
    "Composed",
    "Fault",
    "Letterhead",
    "Unreachable",
    "explained",
    "judge",
    "mime",
    "next_attempt",
    "own_domain",
]
