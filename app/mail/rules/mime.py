"""A composed mail as a MIME message: text beside HTML, pictures within the HTML, files beside both."""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import urlsplit

from app.mail.rules.composed import Attachment, Composed
from app.mail.rules.headers import say, say_address

# Every server takes seven bits: Arabic travels as base64, and headers as RFC 2047 words.
POLICY = SMTP.clone(cte_type="7bit")


def mime(
    composed: Composed, *, sender: str, recipient: str, message_id: str, date: datetime, language: str
) -> EmailMessage:
    """The message to send; raises ValueError for addresses that are none. `date` is aware.

    It says that a program wrote it (RFC 3834), so that nobody's absence note answers. It names no List-Id:
    every mail is for one person, and none comes from a list.
    """
    message = EmailMessage(policy=POLICY)
    say_address(message, "From", sender, composed.sender_name)
    say_address(message, "To", recipient)
    if composed.reply_to and composed.reply_to != sender:
        say_address(message, "Reply-To", composed.reply_to, composed.sender_name)
    say(message, "Subject", composed.subject)
    message["Date"] = date
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(composed.text)
    if composed.html:
        _add_html(message, composed)
    for form in composed.attachments:
        if form.alternative:
            message.add_alternative(form.content, **{**_facts(form), "filename": None})
    for file in composed.attachments:
        if not file.content_id and not file.alternative:
            message.add_attachment(file.content, **_facts(file))
    message["Content-Language"] = language  # set last: new content takes the headers of the old with it
    return message


def own_domain(public_url: str) -> str:
    """The domain for message ids, for our greeting and for a sender where none is set: that of PUBLIC_URL."""
    host = urlsplit(public_url).hostname or ""
    return host if re.search("[a-z]", host) and ":" not in host else "localhost"


def _add_html(message: EmailMessage, composed: Composed) -> None:
    message.add_alternative(composed.html, subtype="html")
    html = message.get_payload()[-1]  # type: ignore[index] # a message with an alternative has parts
    for picture in composed.attachments:
        if picture.content_id:
            facts = {**_facts(picture), "disposition": "inline", "cid": f"<{picture.content_id}>"}
            html.add_related(picture.content, **facts)  # type: ignore[union-attr]


def _facts(file: Attachment) -> dict[str, Any]:
    return {
        "maintype": file.maintype,
        "subtype": file.subtype,
        "params": file.parameters or None,
        "filename": file.filename,
    }
