"""Mails out of words: an event's own where it has some, filled in for one person, as text and as HTML of our making."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from app.events import queries as events
from app.kernel.i18n import N_, _, current_language, direction
from app.kernel.scope import Scope
from app.letters import queries
from app.letters.queries import Words
from app.letters.rules import ALONE, MEANINGS, OCCASIONS, Block, fill, line_of, parse, plain
from app.mail.rules import Attachment, Composed, Letterhead
from app.mail.service import written
from app.registration.models import Registration

BUTTON = "link"
"""The placeholder that is a button where it stands alone."""


@dataclass(frozen=True)
class Drawn:
    """A block that a higher slice makes for a placeholder which stands alone."""

    text: str
    html: Markup


def worded(
    person: Registration,
    occasion: str,
    *,
    mail_id: UUID | None = None,
    facts: Mapping[str, str] | None = None,
    drawn: Mapping[str, Drawn] | None = None,
    files: Sequence[Attachment] = (),
) -> Composed:
    """The mail of an occasion to a delegate, in the language being spoken.

    `facts` are those of the occasion beside the person's; `drawn` is what stands for badge, sessions or changes.
    """
    said = queries.words(person.event_id, occasion, current_language())
    known = {**queries.of_person(person, mail_id=mail_id), **(facts or {})}
    return composed(said, known, events.scope_of(person.event_id), drawn or {}, files)


def sample(person: Registration, occasion: str, words: Words) -> Composed:
    """The same as the desk may look at it: with words that are perhaps not kept yet, and without any secret."""
    facts = {name: f"[{_(MEANINGS[name])}]" for name in OCCASIONS[occasion].places}
    facts |= queries.of_person(person, sample=True)
    drawn = {name: Drawn(f"[{facts[name]}]", _box(facts[name])) for name in ALONE if name in facts}
    return composed(words, facts, events.scope_of(person.event_id), drawn, ())


def _box(words: str) -> Markup:
    return Markup('<div class="code"><p>{}</p></div>').format(words)


def composed(
    words: Words,
    facts: Mapping[str, str],
    here: Scope,
    drawn: Mapping[str, Drawn],
    files: Sequence[Attachment],
) -> Composed:
    """Words filled in, on the event's letterhead."""
    rtl = direction(current_language()) == "rtl"
    blocks = fill(parse(words.body), facts, kept={*ALONE, BUTTON})
    texts = {name: one.text for name, one in drawn.items()}
    if facts.get(BUTTON):
        texts[BUTTON] = f"{_(OPEN)}:\n{facts[BUTTON]}"
    return written(
        "letters/mail/words", line_of(words.subject, facts, rtl), head(here), tuple(files), blocks=_grouped(blocks),
        plain=plain(blocks, rtl, texts), drawn=drawn, link=facts.get(BUTTON, ""), button=_(OPEN),
    )  # fmt: skip


OPEN = N_("Open my page")


def _grouped(blocks: Sequence[Block]) -> list[list[Block]]:
    """Items that follow one another make one list."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and block.kind == "item" and groups[-1][0].kind == "item":
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def head(here: Scope) -> Letterhead:
    """Who writes and who pays, in the language being spoken."""
    language = current_language()
    return Letterhead(
        sender_name=here.title.pick(language, here.languages),
        reply_to=here.contact,
        accent=here.accent,
        statement=here.statement.pick(language, here.languages),
        emblem=here.emblem,
    )
