"""What can be wrong in the answers of a registration: all faults at once, each at its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as default

from app.kernel.errors import Refusal
from app.kernel.i18n import N_

MESSAGES: Mapping[str, str] = {
    "name-missing": N_("Give the name in Arabic or in Latin letters, or both."),
    "not-arabic": N_("Write this name in Arabic letters; the other field is for Latin letters."),
    "not-latin": N_("Write this name in Latin letters; the other field is for Arabic letters."),
    "missing": N_("Please answer this."),
    "too-long": N_("This is too long: %(most)s characters at most."),
    "address-inside": N_("Please leave out web and mail addresses here."),
    "unknown-choice": N_("Choose one of the answers offered."),
    "category-closed": N_("One cannot register as this at this moment."),
    "category-full": N_("No place is free in this category."),
    "quota-used": N_("This delegation has used all its places for this category."),
    "not-an-email": N_("This is not a complete mail address. It looks like name@example.org."),
    "mistyped-email": N_("Did you mean %(suggestion)s?"),
    "not-a-phone": N_("This is no phone number of the chosen country. Begin with + for another country."),
    "not-a-passport": N_("Copy the number from the passport: letters A to Z and digits only."),
    "passport-expires": N_("This passport ends before the meeting does. Give one that is valid beyond it."),
    "not-a-day": N_("This is no date. Write it as 2031-05-28."),
    "not-a-number": N_("Write a number, such as 3 or 2.5."),
    "number-small": N_("This is too little: at least %(least)s."),
    "number-great": N_("This is too much: at most %(most)s."),
    "not-a-date": N_("This is no date. Write it as 2027-01-28 or 28/01/2027."),
    "file-gone": N_("The file did not arrive, or it waited for too long. Please choose it again."),
    "now-asked": N_("Your answers bring this question. Please look at it."),
    "consent-needed": N_("Without this consent we cannot register you."),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one answer; `field` is the name of the form's field."""

    field: str
    code: str
    params: Mapping[str, object] = default(default_factory=dict)
    said: str = ""  # a sentence of its own, of a file that was refused

    @property
    def message(self) -> str:
        """The English source text, with its %(name)s places still open."""
        return self.said or MESSAGES[self.code]


class Faulty(Refusal):
    """Answers that cannot be taken as they are; `faults` in the order of the form."""

    code = "registration-faults"
    status = 422
    message = N_("Some answers need another look; nothing was saved yet.")

    def __init__(self, *faults: Fault) -> None:
        """Keep what was found."""
        super().__init__()
        self.faults = faults


class Wrong(Exception):
    """Inside a check: this answer has this fault."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep code and params of the fault."""
        super().__init__(code)
        self.code, self.params = code, params


class Checklist:
    """Gathers faults over many checks and raises them together."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.faults: list[Fault] = []

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Put what goes wrong inside at this field, and go on."""
        try:
            yield
        except Wrong as wrong:
            self.faults.append(Fault(name, wrong.code, wrong.params))

    def settle(self) -> None:
        """Raise Faulty when anything was wrong."""
        if self.faults:
            raise Faulty(*self.faults)
