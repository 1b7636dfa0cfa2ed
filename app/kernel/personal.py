"""Personal data, declared: every table that knows of a delegate says what each of its columns is for and what goes.

A slice declares its tables beside their models; export, erasure, retention and the notice follow by themselves:

    declare(Passport, gone="visa")                                  # the whole row goes with that purpose
    declare(Registration, of="id", kept="id state country", evidence="name_ar name_latin", contact="email")

What lies outside of the tables (files, mails that wait) goes by a function under `@goes_with(PURPOSE)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import JSON, Column, ColumnElement, LargeBinary, Table, and_, false, null, or_, select, true
from sqlalchemy.types import String, TypeDecorator, TypeEngine

from app.kernel.i18n import N_


@dataclass(frozen=True)
class Purpose:
    """Why data are held: its words for the notice, and for how many days after the event by default."""

    name: str
    why: str
    days: int


PURPOSES: Mapping[str, Purpose] = {
    "needs": Purpose(
        N_("Meals, access and assistance"), N_("To prepare meals and what you need to take part."), 7
    ),
    "visa": Purpose(N_("Passport"), N_("For the letter that supports your visa."), 30),
    "travel": Purpose(N_("Travel and stay"), N_("To meet you and to house you."), 30),
    "photos": Purpose(N_("Photo and files"), N_("For the badge and for what the form asks for."), 90),
    "badge": Purpose(N_("Badge code"), N_("To let you in at the door."), 90),
    "answers": Purpose(N_("Other answers"), N_("What this meeting asks in its own form."), 180),
    "notes": Purpose(N_("Notes of the secretariat"), N_("To handle your registration."), 180),
    "contact": Purpose(N_("Mail address, phone and links"), N_("To write to you before and after."), 365),
    "mails": Purpose(N_("Mails and letters"), N_("To know what was written to you."), 365),
    "evidence": Purpose(
        N_("Name, function and consents"), N_("To prove who attended, as funders require of us."), 1826
    ),
    "history": Purpose(N_("Who did what, in words"), N_("To prove that nothing was changed unseen."), 1826),
}
"""In the order in which they go. Names and history: five years, as financing agreements of the EU ask."""


@dataclass(frozen=True)
class Held:
    """What a table holds of one person: which column tells whose it is, and the purpose of each other one."""

    table: Table
    of: tuple[str, ...]  # the columns that hold the registration's id
    through: Held | None  # `of` holds the id of a row of this one, which tells whose it is
    gone: str  # the purpose with which the whole row goes; "" where columns go one by one
    kept: frozenset[str]  # columns that tell nothing of a person, or what counts need
    hidden: frozenset[str]  # columns that no export shows: digests, secrets, what others wrote in confidence
    purposes: Mapping[str, str]  # column to purpose
    event_of: (
        str  # the column with the event's id, by which a purge finds rows of nobody known as well; or ""
    )
    event_via: Held | None  # `event_of` holds the id of a row of this one, which is an event's
    unless: Mapping[str, str]  # rows that tell of nobody: column to value
    leaves: Mapping[str, str]  # what stands in a column afterwards that may not be empty
    event: bool  # `of` holds an event's id: people who are no delegates, known for the event's sake

    def owned_by(self, ids: Any) -> ColumnElement[bool]:
        """The rows of these registrations: a sequence of ids, or a query for them."""
        if self.through is None:
            return or_(*(self.table.c[name].in_(ids) for name in self.of))
        middle = self.through.table
        return self.table.c[self.of[0]].in_(select(middle.c.id).where(self.through.owned_by(ids)))

    def of_event(self, event_id: UUID, people: Any) -> ColumnElement[bool]:
        """The rows of a whole event, whose registrations are `people`."""
        if self.event:
            return self.owned_by([event_id])
        mine = self.owned_by(people)
        if self.event_via is not None:
            middle = self.event_via.table
            here = select(middle.c.id).where(self.event_via.owned_by([event_id]))
            return mine | self.table.c[self.event_of].in_(here)
        return mine | (self.table.c[self.event_of] == event_id) if self.event_of else mine

    def columns(self, purposes: frozenset[str]) -> list[Column[Any]]:
        """The columns that go with these purposes, where the row stays."""
        return [column for column in self.table.c if self.purposes.get(column.name) in purposes]

    def blanks(self, purposes: frozenset[str]) -> dict[str, Any]:
        """What stands in these columns afterwards."""
        return {column.name: self.leaves.get(column.name, blank(column)) for column in self.columns(purposes)}

    def said(self, purposes: frozenset[str]) -> ColumnElement[bool]:
        """The rows that still hold something for these purposes."""
        if self.gone:
            return true() if self.gone in purposes else false()
        telling = and_(true(), *(self.table.c[name] != value for name, value in self.unless.items()))
        empty = self.blanks(purposes)
        parts = (
            column.is_not(None) if column.nullable else column != empty[column.name]
            for column in self.columns(purposes)
        )
        return and_(telling, or_(false(), *parts))

    def undeclared(self) -> list[str]:
        """Columns of which nothing is said, or twice, or of a purpose that does not exist."""
        if self.gone:
            return [] if self.gone in PURPOSES else [self.gone]
        named = [*self.kept, *self.purposes, *self.of]
        wrong = [name for name in [column.name for column in self.table.c] if name not in named]
        wrong += [name for name in {*named, *self.hidden} if name not in self.table.c]
        return wrong + [name for name, purpose in self.purposes.items() if purpose not in PURPOSES]


_held: dict[str, Held] = {}
_also: list[tuple[str, Callable[[Sequence[UUID]], object]]] = []
_attached: list[Callable[[Sequence[UUID]], Iterator[tuple[str, bytes]]]] = []
Forget = TypeVar("Forget", bound=Callable[[Sequence[UUID]], object])
Attach = TypeVar("Attach", bound=Callable[[Sequence[UUID]], Iterator[tuple[str, bytes]]])


def declare(
    model: Any,
    *,
    of: str = "registration_id",
    through: Any = None,
    gone: str = "",
    kept: str = "",
    hidden: str = "",
    leaves: Mapping[str, str] | None = None,
    event_of: str = "",
    event_via: Any = None,
    unless: Mapping[str, str] | None = None,
    event: bool = False,
    **purposes: str,
) -> None:
    """Say what a table holds of people: the whole row `gone` with a purpose, or columns by purpose.

    `of` is the column with the registration's id (several: any of them), or, with `through` (a model declared
    before), with the id of its row. Names are parted by spaces. `leaves` says what stands in a column that may not
    be empty. `event_of` is the column by which a purge also finds rows of nobody known, `unless` tells rows that are
    about nobody. `event=True`: `of` holds an event's id, and the people are no delegates (a focal point, a speaker).
    """
    by_column = {column: purpose for purpose, named in purposes.items() for column in named.split()}
    middle, via = (_held[one.__tablename__] if one is not None else None for one in (through, event_via))
    _held[model.__tablename__] = Held(
        model.__table__, tuple(of.split()), middle, gone, frozenset(kept.split()), frozenset(hidden.split()),
        by_column, event_of, via, unless or {}, leaves or {}, event,
    )  # fmt: skip


def goes_with(purpose: str) -> Callable[[Forget], Forget]:
    """Have a function forget, inside the transaction, what of these registrations lies outside of the tables."""

    def keep(function: Forget) -> Forget:
        _also.append((purpose, function))
        return function

    return keep


def attaches(function: Attach) -> Attach:
    """Have a function give the files of these registrations, (name, content) each, for the export of a person."""
    _attached.append(function)
    return function


def attached(ids: Sequence[UUID]) -> Iterator[tuple[str, bytes]]:
    """All files of these registrations."""
    for function in _attached:
        yield from function(ids)


def held() -> Iterator[Held]:
    """All declarations, what depends on others first."""
    yield from sorted(_held.values(), key=lambda one: (one.through is None, one.table.name))


def also(purposes: frozenset[str]) -> Iterator[Callable[[Sequence[UUID]], object]]:
    """The functions that go with these purposes."""
    return (function for purpose, function in _also if purpose in purposes)


def blank(column: Column[Any]) -> Any:
    """What a column holds that tells nothing any more; TypeError for one that cannot be empty."""
    kind: TypeEngine[Any] = column.type
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    if column.nullable:
        return null()
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, String):
        return ""
    if isinstance(kind, LargeBinary):
        return b""
    raise TypeError(f"{column.table.name}.{column.name} can be neither empty nor NULL: how does it go?")
