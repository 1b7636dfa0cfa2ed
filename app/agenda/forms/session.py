"""The form of a session: everything that can be said of one, and the short one that only moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any, ClassVar

from flask import request
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField

from app.agenda.forms.base import DeskForm, Spoken, clean, spread
from app.agenda.rules import Role, SessionPart, remember
from app.agenda.rules.programme_reader import read_session
from app.kernel.i18n import N_, Text, _

ROLES: Mapping[Role, str] = {
    Role.SPEAKER: N_("Speaker"),
    Role.MODERATOR: N_("Moderator"),
    Role.RAPPORTEUR: N_("Rapporteur"),
}
WHOM = {
    "everyone": N_("Everyone"),
    "categories": N_("Some categories"),
    "invited": N_("Invited persons only"),
}
UNKNOWN_SPEAKER = N_("No speaker is called “%(name)s”. Add them under Speakers first.")
NOBODY = N_("Tick at least one category.")
EMPTY_ROWS = 3


class MoveForm(DeskForm):
    """When and where a session is: what the grid changes, for those who do not drag."""

    day = SelectField(N_("Day"), validate_choice=False)
    starts = StringField(N_("From"))
    ends = StringField(N_("Until"))
    room = SelectField(N_("Room"), validate_choice=False)

    def __init__(self, **settings: Any) -> None:
        """Say what must be there."""
        super().__init__(**settings)
        for field in (self.day, self.starts, self.ends):
            field.flags.required = True

    def times(self) -> dict[str, Any] | None:
        """Day, hours and room as typed; None with faults at their fields. An end before the start is past midnight."""
        starts, ends = self.hour("starts"), self.hour("ends")
        if starts is None or ends is None:
            return None
        day = str(self.day.data or "")
        return {
            "day": int(day) if day.isdecimal() and len(day) < 5 else 1,
            "starts": starts,
            "ends": ends,
            "ends_next_day": ends <= starts,
            "room": str(self.room.data or ""),
        }


class SessionForm(MoveForm):
    """A whole session."""

    TEXTS: ClassVar = (
        Spoken("title", N_("Title"), required=True),
        Spoken("subtitle", N_("Subtitle")),
        Spoken("description", N_("Description"), area=True, most=20_000),
        Spoken(
            "topics",
            N_("Topics"),
            area=True,
            most=20_000,
            help=N_("One a line, in the same order everywhere."),
        ),
    )
    kind = SelectField(N_("Kind"), validate_choice=False)
    number = StringField(N_("Session number"))
    continues = SelectField(N_("Continues"), validate_choice=False)
    attendance = BooleanField(N_("Attendance is taken"))
    decides = BooleanField(N_("It decides"))
    working = SelectMultipleField(N_("Working languages"), validate_choice=False)
    interpretation = SelectMultipleField(N_("Interpretation into"), validate_choice=False)
    whom = RadioField(N_("Who is expected"), validate_choice=False)
    expected = SelectMultipleField(N_("Categories"), validate_choice=False)
    invited = SelectMultipleField(N_("Invited persons"), validate_choice=False)
    roles_who = StringField(N_("Persons"))
    words = StringField(N_("Find a delegate"), description=N_("By name, city or address."))
    roles: Sequence[tuple[str, str]] = ()
    """Who does what as typed: name and role, in their order."""

    def __init__(self, **settings: Any) -> None:
        """Name who may be expected."""
        super().__init__(**settings)
        for field in (self.kind, self.whom):
            field.flags.required = True
        self.whom.choices = [(key, _(word)) for key, word in WHOM.items()]

    def part(self, seen: SessionPart | None, speakers: Mapping[str, str]) -> SessionPart | None:
        """The session as typed, None with faults at their fields; `speakers` are keys by how they are called."""
        times, roles = self.times(), self._roles(speakers)
        whom = str(self.whom.data or "everyone")
        if whom == "categories" and not self.expected.data:
            self.add_error("expected", _(NOBODY))
        number = self.whole("number")
        if times is None or self.errors:
            return None
        values: dict[str, Any] = {
            "key": seen.key if seen else "new",
            **times,
            "kind": str(self.kind.data or ""),
            "number": number,
            "continues": str(self.continues.data or ""),
            "attendance": bool(self.attendance.data),
            "decides": bool(self.decides.data),
            "languages": list(self.working.data or []),
            "interpretation": list(self.interpretation.data or []),
            "expected": list(self.expected.data or []) if whom == "categories" else [],
            "by_invitation": whom == "invited",
            "invited": [] if whom == "everyone" else list(self.invited.data or []),
            "topics": [dict(topic) for topic in self._topics(seen)],
            **roles,
        }
        for name in ("title", "subtitle", "description"):
            values[name] = dict(self.said(name, getattr(seen, name) if seen else Text()))
        part = self.read(read_session, values)
        if part is None:
            return None
        kept = {"extra": seen.extra, "state": seen.state} if seen else {"key": ""}
        return replace(part, **kept)

    def outline(self, part: SessionPart, speakers: Mapping[str, str]) -> SessionPart | None:
        """Of what was typed all that can clash, the rest as in `part`; None while the hours are not complete."""
        times, whom = self.times(), str(self.whom.data or "everyone")
        if times is None:
            return None
        roles = {name: tuple(keys) for name, keys in self._roles(speakers).items()}
        found: dict[str, Any] = {
            **times,
            **roles,
            "continues": str(self.continues.data or ""),
            "interpretation": tuple(self.interpretation.data or ()),
            "expected": tuple(self.expected.data or ()) if whom == "categories" else (),
            "by_invitation": whom == "invited",
            "invited": () if whom == "everyone" else tuple(self.invited.data or ()),
        }
        return replace(part, **found)

    def _topics(self, seen: SessionPart | None) -> list[Text]:
        by_language = {code: clean(field.data).split("\n") for code, _w, _d, field in self.texts("topics")}
        rows = [
            dict(zip(by_language, row, strict=True))
            for row in zip_longest(*by_language.values(), fillvalue="")
        ]
        unseen = [
            {code: words for code, words in topic.items() if code not in by_language}
            for topic in (seen.topics if seen else ())
        ]
        merged = [Text({**(old or {}), **(new or {})}) for old, new in zip_longest(unseen, rows)]
        return [topic for topic in merged if topic]

    def take_roles(self) -> None:
        """Read the rows of people out of the request, in the order of their places."""
        rows = zip(
            request.form.getlist("who"),
            request.form.getlist("what"),
            request.form.getlist("place"),
            strict=False,
        )
        numbered = [
            (int(place) if place.isdecimal() else 99, at, who.strip(), what)
            for at, (who, what, place) in enumerate(rows)
            if who.strip()
        ]
        self.roles = [(who, what) for _place, _at, who, what in sorted(numbered)]

    def _roles(self, speakers: Mapping[str, str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {f"{role.value}s": [] for role in Role}
        for who, what in self.roles:
            key = speakers.get(who)
            if key is None:
                self.add_error("roles_who", _(UNKNOWN_SPEAKER, name=who))
            elif what in set(Role) and key not in found[f"{what}s"]:
                found[f"{what}s"].append(key)
        return found

    @property
    def rows(self) -> list[tuple[int, str, str]]:
        """The rows of people to show: place, name, role; some of them empty."""
        empty = [("", Role.SPEAKER.value)] * EMPTY_ROWS
        return [(place, who, what) for place, (who, what) in enumerate([*self.roles, *empty], 1)]


def move_data(part: SessionPart) -> dict[str, Any]:
    """Time and place of a session as values of a form."""
    return {
        "day": str(part.day),
        "starts": f"{part.starts:%H:%M}",
        "ends": f"{part.ends:%H:%M}",
        "room": part.room,
        "seen": remember(part),
    }


def session_data(part: SessionPart) -> dict[str, Any]:
    """A session as values of its form, but for who does what."""
    data: dict[str, Any] = {**move_data(part), **{name: getattr(part, name) for name in PLAIN}}
    data |= {name: list(getattr(part, name)) for name in ("interpretation", "expected", "invited")}
    data |= {"working": list(part.languages), "number": part.number}
    data["whom"] = "invited" if part.by_invitation else "categories" if part.expected else "everyone"
    for name in ("title", "subtitle", "description"):
        data |= spread(name, getattr(part, name))
    codes = {code for topic in part.topics for code in topic}
    return data | {
        f"topics_{code}": "\n".join(topic.get(code, "") for topic in part.topics) for code in codes
    }


PLAIN = ("kind", "continues", "attendance", "decides")
