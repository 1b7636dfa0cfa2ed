"""What can be wrong in an event file: a fault says where, by line and key, and what, to be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

MESSAGES: Mapping[str, str] = {
    "address": N_("“%(value)s” is not a mail address"),
    "backwards": N_("ends before it starts"),
    "colour": N_("“%(value)s” is not a colour; write it like #0b6b58"),
    "control": N_("contains a character that cannot be shown"),
    "country": N_("“%(value)s” is not the code of a country; write it like MR"),
    "date": N_("must be a date, without quotes, like 2027-01-28"),
    "day-words": N_(
        "“%(value)s” is not a day of the event: write its date, or its number from 1 to %(days)s"
    ),
    "deep": N_("is nested too deeply"),
    "duplicate": N_("“%(value)s” is there twice"),
    "encoding": N_("the file is not UTF-8 text"),
    "flag": N_("must be true or false, without quotes"),
    "hour-words": N_("“%(value)s” is not a time of day; write it like 09:30"),
    "id": N_("“%(value)s” is not the id of a registration"),
    "kind": N_("“%(value)s” is not one of: %(known)s"),
    "key": N_("“%(value)s” must be 1 to 40 lower-case letters, digits and hyphens"),
    "language": N_("“%(value)s” is not the code of a language; write it like ar"),
    "list": N_("must be a list, in square brackets"),
    "long": N_("is longer than %(most)s characters"),
    "missing": N_("%(language)s missing"),
    "no-category": N_("no category has the key “%(value)s”"),
    "no-column": N_("the column “%(value)s” is not there"),
    "no-events": N_("there is no event in this calendar"),
    "no-room-called": N_("no room is called “%(value)s”"),
    "no-speaker-called": N_("no speaker is called “%(value)s”"),
    "no-room": N_("no room has the key “%(value)s”"),
    "no-session": N_("no other session has the key “%(value)s”"),
    "no-speaker": N_("no speaker has the key “%(value)s”"),
    "number": N_("must be a whole number, without quotes"),
    "outside": N_("day %(value)s is not a day of the event, which has %(days)s"),
    "range": N_("must be from %(least)s to %(most)s"),
    "repeats": N_("repeats by a rule, which is not taken: write each session by itself"),
    "required": N_("is missing"),
    "reserved": N_("“%(value)s” is an address of the program and cannot be used here"),
    "slug": N_("“%(value)s” must be 2 to 40 lower-case letters, digits and inner hyphens"),
    "string": N_("must be a text, in quotes"),
    "syntax": N_("the file cannot be read here: %(reason)s"),
    "table": N_("must be a table"),
    "tables": N_("must be a list of tables, each under its own [[%(name)s]]"),
    "texts": N_('must say the text by language, like { ar = "…", fr = "…" }'),
    "time": N_("must be a time of day, without quotes, like 09:30:00"),
    "timezone": N_("“%(value)s” is not a time zone; write it like Africa/Nouakchott"),
    "too-long": N_("lasts longer than 24 hours"),
    "whole": N_("“%(value)s” is not a whole number"),
    "yes-no": N_("“%(value)s” is neither yes nor no"),
    "too-large": N_("the file is larger than %(most)s bytes"),
    "order": N_("registration closes before it opens"),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `key` is its path, such as sessions[4].ends, empty for the file as a whole."""

    key: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None

    @property
    def message(self) -> str:
        """The English source text, with its %(name)s places still open."""
        return MESSAGES[self.code]

    def say(self, translate: Callable[[str], str] = str) -> str:
        """The fault in one line, such as `line 63, sessions[4].ends: ends before it starts`."""
        words = translate(self.message) % self.params
        line = translate(N_("line %(line)s")) % {"line": self.line} if self.line else ""
        where = ", ".join(part for part in (line, self.key) if part)
        return f"{where}: {words}" if where else words


class EventFileFaults(Refusal):
    """An event file was refused as a whole; `faults` are all that was found, in the order of the file."""

    code = "event-file-faults"
    status = 422
    message = N_("The event file has %(count)s faults; nothing was changed.")

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults, sorted by line."""
        super().__init__(count=len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))

    def __str__(self) -> str:
        return "\n".join(fault.say() for fault in self.faults)
