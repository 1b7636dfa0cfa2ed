"""The mail after a publication: what changed for one delegate, readable at a glance."""

from __future__ import annotations

from dataclasses import dataclass

from app.agenda import queries as agenda
from app.calendar import service
from app.calendar.rules import Part
from app.events import queries as events
from app.front.service.mails import drawn_block, person_of
from app.kernel import web
from app.kernel.i18n import N_, _
from app.kernel.scope import Scope
from app.letters import service as letters
from app.mail.models import OutboxMail
from app.mail.rules import Composed
from app.mail.service import composer
from app.registration import queries as registrations
from app.registration import rules

PARTS = {Part.JOINED: N_("You are now expected"), Part.LEFT: N_("You are no longer expected")}


@dataclass(frozen=True)
class Line:
    """One session: its title, what became of it in a word, and the particulars."""

    title: str
    word: str
    words: str


@composer(service.CHANGES, N_("Changes of the agenda"))
def changed(mail: OutboxMail) -> Composed | None:
    """One summary; None when nothing is left to say, or the person does not come any more."""
    found = person_of(mail)
    if found is None or found.state != rules.APPROVED:
        return None
    said, here = service.summary(mail, found), events.scope_of(found.event_id)
    if not said.mine and not said.others:
        return None
    token = registrations.link_token(found)
    others = [Line(one.title, one.word, one.words) for one in agenda.told(said.others, here)]
    own_agenda = web.public_url("calendar.own_agenda", token=token)
    drawn = {"changes": drawn_block("changes", mine=_mine(said, here), others=others, agenda=own_agenda)}
    return letters.worded(found, service.CHANGES, mail_id=mail.id, drawn=drawn)


def _mine(said: service.Summary, here: Scope) -> list[Line]:
    shown = agenda.told((one.change for one in said.mine), here)
    words = (_(PARTS[one.part]) if one.part in PARTS else "" for one in said.mine)
    return [Line(one.title, part or one.word, one.words) for one, part in zip(shown, words, strict=True)]
