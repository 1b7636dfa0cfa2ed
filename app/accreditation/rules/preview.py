"""What an act on many delegates will do, told before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID


class Person(Protocol):
    """What is asked of each one."""

    @property
    def id(self) -> UUID:
        """Whose registration it is."""

    @property
    def email(self) -> str:
        """The mail address, '' for none."""


One = TypeVar("One", bound=Person)


@dataclass(frozen=True)
class Preview:
    """Who is ready for the act, how many are left and why (source texts), and how many get a mail or cannot."""

    ready: tuple[UUID, ...]
    left: Mapping[str, int]
    mails: int
    unreached: int

    @property
    def total(self) -> int:
        """All who were chosen."""
        return len(self.ready) + sum(self.left.values())


def preview(people: Iterable[One], left_because: Callable[[One], str], *, writes: bool) -> Preview:
    """Part those chosen into ready and left, by the reason that `left_because` gives ('' = ready)."""
    ready: list[UUID] = []
    left: Counter[str] = Counter()
    mails = unreached = 0
    for one in people:
        reason = left_because(one)
        if reason:
            left[reason] += 1
            continue
        ready.append(one.id)
        mails += writes and bool(one.email)
        unreached += writes and not one.email
    return Preview(tuple(ready), dict(left), mails, unreached)
