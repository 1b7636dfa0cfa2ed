"""Acts on many delegates: registered by the subjects that know how, previewed, then done as long work."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from app.accreditation.rules import Preview, preview
from app.batches import service as batches
from app.batches.service import Item
from app.kernel import guard
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_
from app.registration import queries as registrations
from app.registration.queries import Chosen, Filter
from app.registration.rules import HOLDING

Ask = Literal["", "reason", "category", "format"]
Said = Mapping[str, str]
LeftBecause = Callable[[UUID, Sequence[Chosen], Said], Callable[[Chosen], str]]


class ActUnknown(Refusal):
    """An act that nobody registered, or that this actor may not do."""

    code = "act-unknown"
    status = 422
    message = N_("Choose what to do with the delegates first.")


class Others(Refusal):
    """Between preview and confirmation other people came to match."""

    code = "others-match"
    message = N_("The list has changed meanwhile. Look at the preview again.")


@dataclass(frozen=True)
class Act:
    """One act: its words, who may do it, what it asks for, whom it leaves, and whether it writes mails.

    `key` is the kind of long work that does it. `left_because(event, people, said)` is asked once and gives a
    function that says for each person why they are left as they are ('' = they are not).
    """

    key: str
    name: str  # an English source text
    permission: str
    left_because: LeftBecause
    ask: Ask = ""
    writes: bool = False
    grave: bool = False  # shown as such: a refusal cannot be unsent
    takes_places: bool = False


_acts: dict[str, Act] = {}


def act_on_many(act: Act) -> None:
    """Offer an act at the list; its long work must be registered under the same key."""
    _acts[act.key] = act


def may_do(act: Act) -> bool:
    """True when the actor may do this here."""
    return guard.may(act.permission)


def offered() -> list[Act]:
    """The acts that the actor may do at this request's event, in their order."""
    return [act for act in _acts.values() if may_do(act)]


def find_act(key: str) -> Act | None:
    """An act that the actor may do here."""
    act = _acts.get(key)
    return act if act is not None and may_do(act) else None


def preview_of(event_id: UUID, act: Act, wanted: Filter, said: Said) -> tuple[Preview, Sequence[Chosen]]:
    """What the act will do with all who match, and who they are: as many statements for 3 as for 3,000."""
    people = registrations.chosen(event_id, wanted)
    return preview(people, act.left_because(event_id, people, said), writes=act.writes), people


def begin_act(event_id: UUID, act: Act, wanted: Filter, said: Said, *, expected: int, then: str) -> UUID:
    """Begin the act on all who match and are ready; raises Others unless they are as many as were previewed.

    Who is left is not even asked; whoever changes state meanwhile is told among those left as they were.
    """
    with atomic():
        found, people = preview_of(event_id, act, wanted, said)
        if found.total != expected:
            raise Others
        names, ready = {one.id: one.label for one in people}, found.ready
        items = [Item(ident, names[ident]) for ident in ready]
        return batches.begin(act.key, event_id, items, params=dict(said), then=then).id


def places_missing(event_id: UUID, act: Act, people: Sequence[Chosen], found: Preview) -> int:
    """How many of those ready find no place, in the list's order: three statements, none for other acts."""
    if not act.takes_places:
        return 0
    places, ready, missing = registrations.places(event_id), set(found.ready), 0
    for one in people:
        if one.id not in ready or one.state in HOLDING or one.has_offer:
            continue
        if places.free(one.category_id):
            places = places.with_one_more(one.category_id)
        else:
            missing += 1
    return missing
