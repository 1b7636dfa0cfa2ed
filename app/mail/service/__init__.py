"""Mail's use cases: queue with the act that causes it, compose when it leaves, deliver, send again."""

from app.mail.service.composing import Composer, compose, composer, label_of, pictures, written
from app.mail.service.delivery import deliver_due
from app.mail.service.outbox import NotResendable, is_quiet, queue, quiet, resend, resend_all
from app.mail.service.returned import lift, opened, take_bounce

__all__ = [
    "Composer",
    "NotResendable",
    "compose",
    "composer",
    "deliver_due",
    "is_quiet",
    "label_of",
    "lift",
    "opened",
    "pictures",
    "queue",
    "quiet",
    "resend",
    "resend_all",
    "take_bounce",
    "written",
]
