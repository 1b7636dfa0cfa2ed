"""Several people at once: what was seen, what is stored by now, and what somebody wants to save instead."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar, Protocol, TypeVar

from app.kernel.i18n import Text


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Any]]


P = TypeVar("P", bound=_Dataclass)


@dataclass(frozen=True)
class Overtaken:
    """A field that somebody else changed since it was seen: what is stored now, and what was typed here.

    `language` is set where only one language of a text differs.
    """

    field: str
    stored: object
    typed: object
    language: str = ""

    @property
    def both(self) -> bool:
        """True when both sides want something else; else the other's value can simply be taken over."""
        return self.stored != self.typed


def overtaken(seen: P, stored: P, typed: P) -> tuple[Overtaken, ...]:
    """Every field that another save changed meanwhile; none when nothing was: then saving loses nothing."""
    found: list[Overtaken] = []
    for one in fields(seen):
        was, now, wanted = (getattr(part, one.name) for part in (seen, stored, typed))
        if isinstance(was, Text):
            codes = [code for code in {**was, **now} if was.get(code, "") != now.get(code, "")]
            found += [_text(one.name, code, was, now, wanted) for code in codes]
        elif was != now:
            found.append(Overtaken(one.name, now, wanted if wanted != was else now))
    return tuple(found)


def _text(name: str, code: str, was: Text, now: Text, wanted: Text) -> Overtaken:
    untouched = wanted.get(code, "") == was.get(code, "")
    return Overtaken(name, now.get(code, ""), (now if untouched else wanted).get(code, ""), code)


def combined(seen: P, stored: P, typed: P) -> P:
    """What was typed, and what others saved wherever nothing was typed; for a form that is to be looked at again."""
    merged: dict[str, Any] = {}
    for one in fields(seen):
        was, now, wanted = (getattr(part, one.name) for part in (seen, stored, typed))
        if isinstance(was, Text):
            codes = {**now, **wanted}
            chosen = {
                code: now.get(code, "") if wanted.get(code, "") == was.get(code, "") else wanted.get(code, "")
                for code in codes
            }
            merged[one.name] = Text(chosen)
        else:
            merged[one.name] = now if wanted == was else wanted
    return replace(typed, **merged)


def edits(before: object, after: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ between two parts, from both sides, as JSON; texts by language, for the journal."""
    old, new = flat(before), flat(after)
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


def flat(part: Any) -> dict[str, Any]:
    """A part's fields as plain values, texts as one value a language: title.ar."""
    if part is None:
        return {}
    said: dict[str, Any] = {}
    for one in fields(part):
        value = getattr(part, one.name)
        if isinstance(value, Text):
            said |= {f"{one.name}.{code}": words for code, words in value.items()}
        elif one.name != "extra":
            said[one.name] = _plain(value)
    return said


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.pick("en")
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
