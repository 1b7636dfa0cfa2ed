"""The kinds of long work, registered by the slices that know how to do them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.batches.models import Batch, BatchItem
from app.batches.rules import Skipped
from app.kernel.i18n import _

Handler = Callable[[Batch, BatchItem], Skipped | None]


@dataclass(frozen=True)
class File:
    """What a finished work leaves for download."""

    name: str
    mimetype: str
    content: bytes


Finish = Callable[[Batch], File | None]


@dataclass(frozen=True)
class Kind:
    """How one kind of work is done: its name for people, who may see it, an item's handler, what comes last."""

    key: str
    name: str  # an English source text
    permission: str
    handler: Handler
    size: int
    finish: Finish | None


_kinds: dict[str, Kind] = {}


def long_work(
    key: str, name: str, *, permission: str, size: int = 20, finish: Finish | None = None
) -> Callable[[Handler], Handler]:
    """Register a function as what is done with one item; `size` items share a transaction.

    It returns nothing, or `Skipped` with the reason; a Refusal counts as this item's fault and the others go on.
    It may not send anything by itself: what was done is undone when the step fails. `finish` comes once, after the
    last item and outside of a transaction; it may come again after a kill.
    """

    def register(handler: Handler) -> Handler:
        _kinds[key] = Kind(key, name, permission, handler, size, finish)
        return handler

    return register


def find_kind(key: str) -> Kind | None:
    """How work of this kind is done; None for one that no part of the program knows any more."""
    return _kinds.get(key)


def work_words(_event_id: UUID | None, _language: str) -> Mapping[str, str]:
    """What kinds of work are called in the reader's language, by key."""
    return {key: _(kind.name) for key, kind in _kinds.items()}
