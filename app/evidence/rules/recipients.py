"""Auditors by name as the desk types them: one a line, name and mail address."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.kernel.errors import Refusal
from app.kernel.i18n import N_
from app.registration.rules.contact import email
from app.registration.rules.faults import Wrong

_LINE = re.compile(r"^(?P<name>.*?)[\s,;<]*(?P<email>[^\s,;<>]+@[^\s,;<>]+)>?\s*$")
MOST = 20


class NoRecipient(Refusal):
    """A line that names nobody whom a mail could reach."""

    code = "no-recipient"
    field = "recipients"
    message = N_(
        "Line %(line)s: a name and a mail address are needed, such as: Aminata Sow, aminata@example.org"
    )


class TooManyRecipients(Refusal):
    """More auditors than anchors are sent to."""

    code = "too-many-recipients"
    field = "recipients"
    message = N_("Anchors are sent to at most %(most)s auditors.")


def read_recipients(text: str) -> Sequence[tuple[str, str]]:
    """Name and checked address of each line, a doubled address once; raises NoRecipient or TooManyRecipients."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        read = _LINE.match(line.strip())
        try:
            address = email(read["email"]) if read else ""
        except Wrong:
            address = ""
        if not (read and address):
            raise NoRecipient(line=number)
        found.setdefault(address, read["name"].strip(" ,;<\t")[:120] or address)
    if len(found) > MOST:
        raise TooManyRecipients(most=MOST)
    return [(name, address) for address, name in found.items()]


def written(recipients: Sequence[tuple[str, str]]) -> str:
    """The text that `read_recipients` takes."""
    return "\n".join(f"{name}, {address}" for name, address in recipients)
