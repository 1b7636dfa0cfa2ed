"""What an error means for a mail: whether trying again can help, and how the desk says it."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.i18n import N_

EXPLAINED: Mapping[str, str] = {
    "refused": N_("The mail server refused it."),
    "postponed": N_("The mail server asks to try again later."),
    "unreachable": N_("The mail server cannot be reached, or does not let us in."),
    "broken": N_("The connection to the mail server broke."),
    "unsupported": N_("The mail server does not take addresses in this script."),
    "address": N_("This is no address that mail can be sent to."),
    "composing": N_("The mail could not be composed."),
    "database": N_("The database did not answer while the mail was composed."),
    "returned": N_("It left, and a mail server sent it back."),
    "blocked": N_("An earlier mail to this address came back: nothing is sent there."),
    "stopped": N_("The program was stopped again and again while sending it."),
}
"""Kinds of fault, as the desk says them."""

_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>:;,]+>?")


class Unreachable(Exception):
    """No line to the mail server came about: never the fault of the mail that was to go first."""


@dataclass(frozen=True)
class Fault:
    """Why a mail did not leave; a permanent one is not helped by trying again."""

    permanent: bool
    kind: str  # a key of EXPLAINED
    detail: str = ""  # what a server said, or the class of an error; no address

    def __str__(self) -> str:
        """The stored form, at most 500 characters; `explained` reads it back."""
        return f"{self.kind}: {self.detail}"[:500]


def explained(stored: str) -> tuple[str, str]:
    """The message (an English source text) and the detail of a stored fault."""
    kind, _, detail = stored.partition(": ")
    return EXPLAINED.get(kind, N_("It did not leave.")), detail


def judge(error: Exception) -> Fault:
    """The fault of an SMTP dialogue: 5xx is permanent (RFC 5321, 4.2.1), a broken line is not."""
    match error:
        case Unreachable():
            return Fault(False, "unreachable", said(error.__cause__ or error))
        case smtplib.SMTPNotSupportedError():
            return Fault(True, "unsupported")
        case smtplib.SMTPRecipientsRefused() | smtplib.SMTPResponseException():
            permanent = 500 <= _code(error) < 600
            return Fault(permanent, "refused" if permanent else "postponed", said(error))
        case OSError():
            return Fault(False, "broken", said(error))
    return Fault(True, "address", said(error))


def said(error: BaseException) -> str:
    """The server's own words without addresses, or the class of the error, whose text may hold anything."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _words(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return type(error).__name__


def _code(error: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return int(next(iter(error.recipients.values()))[0])
    return error.smtp_code


def _words(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(_ADDRESS.sub('<…>', words).split())}"
