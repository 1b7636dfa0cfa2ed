"""Bringing a new version of an event file together with what the desk made of the old one, value by value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, ClassVar, Protocol, TypeVar

from app.events.rules.identity import Named, align, place
from app.kernel.i18n import Text


class Unknown(Enum):
    """What a value was before is not known where there is no base; that is not the same as nothing."""

    BASE = "base"


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


E = TypeVar("E", bound=_Dataclass)

TOGETHER = (("day", "starts", "ends", "ends_next_day"), ("registration_opens", "registration_closes"))
"""Values that go together: a start of the desk's with an end of the file's could run backwards."""


@dataclass(frozen=True)
class Change:
    """A value taken from the file; `before` is None for a new entry."""

    key: str
    before: object
    after: object


@dataclass(frozen=True)
class Kept:
    """A value of the desk's that the file would have otherwise; `both` when the file changed it as well."""

    key: str
    desk: object
    file: object
    both: bool


@dataclass(frozen=True)
class Gone:
    """An entry that an earlier file had and this one has not; `pruned` when it was removed or cancelled."""

    table: str
    label: str
    pruned: bool


class Merger:
    """One merge: what it decides is gathered in `changes`, `kept` and `gone`."""

    def __init__(self, force: bool = False, prune: bool = False) -> None:
        """With `force` the file wins everywhere; with `prune` what it no longer has goes."""
        self.force = force
        self.prune = prune
        self.needed: dict[str, set[str]] = {}
        self.changes: list[Change] = []
        self.kept: list[Kept] = []
        self.gone: list[Gone] = []

    def entity(self, path: str, base: E | None, mine: E, theirs: E) -> E:
        """Two versions of a dataclass, field by field, against what they both come from, if known."""
        merged: dict[str, object] = {}
        for names in _groups(theirs):
            values = [tuple(getattr(v, name) for name in names) for v in (mine, theirs)]
            before = tuple(getattr(base, name) for name in names) if base is not None else None
            if len(names) > 1:
                merged |= self._together(path, names, before, *values)
            else:
                old = before[0] if before else Unknown.BASE
                merged[names[0]] = self._part(_under(path, names[0]), old, values[0][0], values[1][0])
        return replace(mine, **merged)

    def table(
        self,
        path: str,
        base: Sequence[Any],
        mine: Sequence[Any],
        theirs: Sequence[Any],
        retire: Callable[[Any], Any] | None = None,
    ) -> tuple[Any, ...]:
        """Three versions of a list of entries; `retire` says what stays of a pruned entry, else it goes."""
        was, ours, new = align(base, mine, theirs)
        merged: dict[str, Any] = {}
        for label in self._order(was, ours, new):
            old, own, given = was.get(label), ours.get(label), new.get(label)
            if own is not None and given is not None:
                merged[label] = self.entity(place(path, label), old, own, given)
            elif given is not None:
                merged[label] = self._given(path, label, old, given)
            elif own is not None:
                merged[label] = own if old is None else self._left(path, label, own, retire)
        return tuple(entry for entry in merged.values() if entry is not None)

    def _given(self, path: str, label: str, old: Any, given: Any) -> Any:
        """An entry of the file that the desk does not have: new, or removed there."""
        where = place(path, label)
        if old is None or self.force or label in self.needed.get(path, ()):
            self.changes.append(Change(where, None, given))
            return given
        self.kept.append(Kept(where, None, given, both=old != given))
        return None

    def _left(self, path: str, label: str, own: Any, retire: Callable[[Any], Any] | None) -> Any:
        """An entry that an earlier file brought and this one has no more."""
        rest = retire(own) if retire else None
        if rest == own:
            return own
        pruned = self.prune and label not in self.needed.get(path, ())
        self.gone.append(Gone(path, label, pruned))
        return rest if pruned else own

    def _order(self, was: Named, ours: Named, new: Named) -> list[str]:
        """The file's order, unless the desk moved entries; the others follow whom they followed."""
        moved = [x for x in was if x in ours] != [x for x in ours if x in was]
        first, second = (ours, new) if moved and not self.force else (new, ours)
        order = list(first)
        previous: str | None = None
        for label in second:
            if label not in first:
                order.insert(order.index(previous) + 1 if previous in order else 0, label)
            previous = label
        return order

    def _part(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        if isinstance(theirs, Text):
            return Text(self.mapping(path, base, mine, theirs, ""))
        if isinstance(theirs, Mapping):
            return self.mapping(path, base, mine, theirs)
        known = None if base is Unknown.BASE else base
        if any(_are_entries(version) for version in (base, mine, theirs)):
            return self.table(path, known or (), mine, theirs)
        if is_dataclass(mine) and is_dataclass(theirs):
            return self.entity(path, known, mine, theirs)
        return self._value(path, base, mine, theirs)

    def mapping(
        self,
        path: str,
        base: Mapping[str, Any] | Unknown,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        absent: object = None,
    ) -> dict[str, Any]:
        """Three versions of a mapping, key by key, where `absent` stands for a key that is not there."""
        merged: dict[str, Any] = {}
        for key in {**theirs, **mine}:
            old = base if isinstance(base, Unknown) else base.get(key, absent)
            own, given = mine.get(key, absent), theirs.get(key, absent)
            merged[key] = self._value(_under(path, key), old, own, given)
        return {key: value for key, value in merged.items() if value != absent}

    def _value(self, path: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Without a base, a desk that says nothing has not changed anything."""
        if mine == theirs:
            return mine
        if self.force or mine == base or (base is Unknown.BASE and _says_nothing(mine)):
            self.changes.append(Change(path, mine, theirs))
            return theirs
        self.kept.append(Kept(path, mine, theirs, both=base != theirs))
        return mine

    def _together(
        self, path: str, names: Sequence[str], base: object, mine: tuple[Any, ...], theirs: tuple[Any, ...]
    ) -> dict[str, object]:
        taken = self.force or mine == base
        for name, own, given in zip(names, mine, theirs, strict=True):
            if own != given and taken:
                self.changes.append(Change(_under(path, name), own, given))
            elif own != given:
                self.kept.append(Kept(_under(path, name), own, given, both=base != theirs))
        return dict(zip(names, theirs if taken else mine, strict=True))


def _groups(entity: Any) -> list[tuple[str, ...]]:
    names = [field.name for field in fields(entity)]
    together = [tuple(name for name in group if name in names) for group in TOGETHER]
    grouped = {name for group in together for name in group}
    return [group for group in together if group] + [(name,) for name in names if name not in grouped]


def _are_entries(value: object) -> bool:
    return isinstance(value, tuple) and value != () and is_dataclass(value[0])


def _says_nothing(value: object) -> bool:
    return value is None or value in ("", ()) or value == {}


def _under(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
