"""Finding a mail's words: each occasion has its composer, registered by the slice that knows what to say."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from flask import current_app

from app.kernel.i18n import current_language, direction, speaking
from app.mail.models import OutboxMail
from app.mail.rules import Attachment, Composed, Letterhead

Composer = Callable[[OutboxMail], Composed | None]

_composers: dict[str, Composer] = {}
_labels: dict[str, str] = {}


def composer(occasion: str, label: str = "") -> Callable[[Composer], Composer]:
    """Register what composes the mails of an occasion; `label` (an N_ text) names it at the desk.

    It is called when a mail leaves, perhaps more than once, in the mail's language, in an application context
    of its own and outside any transaction; None says that the mail is not needed any more.
    """

    def register(function: Composer) -> Composer:
        _composers[occasion] = function
        _labels[occasion] = label or occasion
        return function

    return register


def compose(mail: OutboxMail) -> Composed | None:
    """The words of a mail now; raises LookupError where nobody composes it, and what the composer raises."""
    with current_app.app_context(), speaking(mail.language):
        return _composers[mail.occasion](mail)


def label_of(occasion: str) -> str:
    """The occasion's name at the desk, an English source text."""
    return _labels.get(occasion, occasion)


def written(
    template: str, subject: str, head: Letterhead, attachments: tuple[Attachment, ...] = (), **facts: Any
) -> Composed:
    """A mail from `<template>.html` and its plain twin `<template>.txt`, in the language being spoken.

    Templates extend mail/base.html and mail/base.txt; they get `facts` beside what those expect.
    """
    language = current_language()
    emblem = _emblem(head.emblem)
    values = {
        "lang": language,
        "dir": direction(language),
        "subject": subject,
        "accent": head.accent,
        "sender_name": head.sender_name,
        "statement": head.statement,
        "emblem": f"cid:{emblem[0].content_id}" if emblem else "",
        **facts,
    }
    # Not render_template(): outside of a request there is no page whose facts it could add.
    render = current_app.jinja_env.get_template
    return Composed(
        subject=subject,
        text=_spaced(render(f"{template}.txt").render(values)),
        html=render(f"{template}.html").render(values),
        attachments=(*emblem, *attachments),
        sender_name=head.sender_name,
        reply_to=head.reply_to,
    )


def pictures(composed: Composed) -> dict[str, str]:
    """The pictures within a mail's HTML as data: addresses, by their content id: for showing it on a page."""
    return {
        one.content_id: f"data:{one.content_type};base64,{b64encode(one.content).decode()}"
        for one in composed.attachments
        if one.content_id
    }


def _spaced(text: str) -> str:
    """Blocks of a template that stay empty leave no holes."""
    return re.sub(r"\n\s*\n\s*\n", "\n\n", text).strip() + "\n"


def _emblem(name: str) -> tuple[Attachment, ...]:
    if not name:
        return ()
    picture = current_app.config["ROOT"] / "static" / "emblems" / f"{name}.png"  # mail readers show no SVG
    return (Attachment(picture.name, "image/png", picture.read_bytes(), content_id="emblem"),)
