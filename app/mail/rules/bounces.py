"""Mails that come back: delivery status notifications (RFC 3464) read, and told from what only waits or was relayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from uuid import UUID

MOST = 2 * 1024 * 1024
"""Bytes of one notification: it may hold the whole mail that came back."""

_OURS = re.compile(r"<([0-9a-fA-F-]{36})@([^>\s]+)>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>:;,]+>?")


@dataclass(frozen=True)
class Bounce:
    """One mail of ours that did not arrive: its id, the address that the server named ('' = none), and why."""

    mail_id: UUID
    recipient: str  # lower case
    original: str  # the address that led there, where the server names both
    status: str  # of RFC 3463, such as 5.1.1
    detail: str  # the server's words, without addresses

    @property
    def is_hard(self) -> bool:
        """True where it will never arrive: the address is wrong or gone (x.1.y), or its mailbox is (5.2.1).

        Not where our address exists and led to another: it may lead to more, or be mended.
        """
        gone = self.status.startswith("5.1.") or self.status == "5.2.1"
        return gone and self.original in ("", self.recipient)


def bounces(content: bytes, own_domain: str) -> list[Bounce]:
    """The mails of ours that did not arrive, as a notification says; none for what is delayed, or no notification.

    Whatever is in it, it raises nothing: anybody may send such a mail.
    """
    message = message_from_bytes(content[:MOST], policy=compat32)
    ids = list(dict.fromkeys(_own_ids(message, own_domain)))
    if not ids:
        return []
    return [
        Bounce(ids[0], recipient, original, status, detail)
        for recipient, original, action, status, detail in _reports(message)
        if action == "failed" and status.startswith(("4", "5"))
    ]


def _own_ids(message: Message, own_domain: str) -> Iterator[UUID]:
    """Our Message-IDs: of the mail that is returned, else of what the notification says that it answers."""
    returned = [part for part in message.walk() if part.get_content_type() in RETURNED]
    headers = [text for part in returned for text in _returned_ids(part)]
    headers += [str(message.get(name, "")) for name in ("In-Reply-To", "References")]
    for text in headers:
        for ident, domain in _OURS.findall(text):
            if domain.lower() == own_domain.lower():
                try:
                    yield UUID(ident)
                except ValueError:
                    continue


RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


def _returned_ids(part: Message) -> Iterator[str]:
    inner = part.get_payload()
    if isinstance(inner, list):
        yield from (str(one.get("Message-ID", "")) for one in inner if isinstance(one, Message))
        return
    raw = part.get_payload(decode=True)
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    yield from re.findall(r"^message-id:\s*(<[^>\s]+>)", text, re.IGNORECASE | re.MULTILINE)


def _reports(message: Message) -> Iterator[tuple[str, str, str, str, str]]:
    """(recipient, original recipient, action, status, words) of each recipient that the notification names."""
    for part in message.walk():
        if part.get_content_type() not in ("message/delivery-status", "message/global-delivery-status"):
            continue
        fields = part.get_payload()
        for one in fields if isinstance(fields, list) else []:
            action = str(one.get("Action", "")).strip().lower() if isinstance(one, Message) else ""
            if isinstance(one, Message) and action:
                detail = _value(str(one.get("Diagnostic-Code", "")))
                original = _recipient(str(one.get("Original-Recipient", "")))
                final = _recipient(str(one.get("Final-Recipient", ""))) or original
                said = _status(str(one.get("Status", "")), detail)
                yield final, original, action, said, _ADDRESS.sub("<…>", detail)[:300]


def _recipient(field: str) -> str:
    return _value(field).strip("<>").lower()


def _status(status: str, detail: str) -> str:
    """What the field says, unless it says no more than that it failed (Exim's 5.0.0) and the server's words do."""
    told = [".".join(found.groups()) for found in map(_STATUS.search, (status, detail)) if found]
    return next((one for one in told if not one.endswith(".0.0")), "".join(told[:1]))


def _value(field: str) -> str:
    """What stands behind the kind of a typed field: `rfc822; someone@example.org`."""
    kind, mark, value = field.partition(";")
    return " ".join((value if mark else kind).split())
