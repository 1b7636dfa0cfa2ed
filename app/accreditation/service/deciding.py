"""The desk's own acts on many: approve, refuse, another category, the personal link again, badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from app.accreditation.service.acts import Act, Said, act_on_many
from app.badges import service as badges
from app.batches.models import Batch, BatchItem
from app.batches.queries import items as batch_items
from app.batches.rules import Skipped
from app.batches.service import File, long_work
from app.events import queries as events
from app.kernel.errors import NotFound
from app.kernel.i18n import N_
from app.registration import queries as registrations
from app.registration import service, signals
from app.registration.queries import Chosen
from app.registration.rules import APPROVED, can, check_answers

APPROVE, REFUSE, CATEGORY, LINK, PRINT = (
    "delegates.approve", "delegates.refuse", "delegates.category", "delegates.link", "delegates.print"
)  # fmt: skip

DECIDED = N_("already decided, or withdrawn")
NO_ADDRESS = N_("no mail address")
SAME = N_("in this category already")
ENDED = N_("refused or withdrawn")
NOT_APPROVED = N_("not approved")


def register() -> None:
    """Offer the acts at the list."""
    act_on_many(
        Act(APPROVE, N_("Approve"), "delegates.decide", _left("approve"), writes=True, takes_places=True)
    )
    act_on_many(
        Act(REFUSE, N_("Refuse"), "delegates.decide", _left("refuse"), ask="reason", writes=True, grave=True)
    )
    act_on_many(Act(CATEGORY, N_("Change the category"), "delegates.edit", _left_by_category, ask="category"))
    act_on_many(Act(LINK, N_("Send the personal link again"), "mail.send", _left_by_address, writes=True))
    act_on_many(Act(PRINT, N_("Print their badges"), "badges.print", _left_unapproved, ask="format"))


def _left(transition: str) -> Callable[[UUID, Sequence[Chosen], Said], Callable[[Chosen], str]]:
    def for_all(_event: UUID, _people: Sequence[Chosen], _said: Said) -> Callable[[Chosen], str]:
        return lambda one: "" if can(transition, one.state) else DECIDED

    return for_all


def _left_by_category(event_id: UUID, _people: Sequence[Chosen], said: Said) -> Callable[[Chosen], str]:
    wanted = {one.key: one.id for one in events.categories(event_id)}.get(said.get("category", ""))

    def reason(one: Chosen) -> str:
        if one.category_id == wanted:
            return SAME
        return "" if can("withdraw", one.state) else ENDED

    return reason


def _left_by_address(_event: UUID, _people: Sequence[Chosen], _said: Said) -> Callable[[Chosen], str]:
    def reason(one: Chosen) -> str:
        if not one.email:
            return NO_ADDRESS
        return "" if can("withdraw", one.state) else ENDED

    return reason


def _left_unapproved(_event: UUID, _people: Sequence[Chosen], _said: Said) -> Callable[[Chosen], str]:
    return lambda one: "" if one.state == APPROVED else NOT_APPROVED


@long_work(APPROVE, N_("Approving delegates"), permission="delegates.decide")
def _approve(batch: Batch, item: BatchItem) -> Skipped | None:
    return None if service.approve(batch.event_id, [_who(item)]).done else Skipped(DECIDED)


@long_work(REFUSE, N_("Refusing delegates"), permission="delegates.decide")
def _refuse(batch: Batch, item: BatchItem) -> Skipped | None:
    done = service.refuse(batch.event_id, [_who(item)], batch.params.get("reason", "")).done
    return None if done else Skipped(DECIDED)


@long_work(CATEGORY, N_("Changing the category"), permission="delegates.edit")
def _categorise(batch: Batch, item: BatchItem) -> Skipped | None:
    found = registrations.get(batch.event_id, _who(item))
    here = events.scope_of(batch.event_id)
    before = registrations.raw_answers(found, "en", here.languages)
    wanted = {**before, "category": str(batch.params.get("category", ""))}
    service.change(found.id, check_answers(wanted, registrations.questions(here.id, here.version), before))
    return None


@long_work(LINK, N_("Sending personal links"), permission="mail.send")
def _link(batch: Batch, item: BatchItem) -> Skipped | None:
    found = registrations.get(batch.event_id, _who(item))
    if not found.email:
        return Skipped(NO_ADDRESS)
    signals.link_wanted.send(registration=found)
    return None


def _print_file(batch: Batch) -> File | None:
    wanted = {item.subject_id for item in batch_items(batch.id) if item.state == "done" and item.subject_id}
    if not wanted:
        return None
    here, stock = events.scope_of(batch.event_id), str(batch.params.get("format", ""))
    content = badges.print_all(batch.event_id, stock, wanted)
    return File(f"{here.slug}-badges-{stock}.pdf", "application/pdf", content)


@long_work(PRINT, N_("Printing badges"), permission="badges.print", size=500, finish=_print_file)
def _print(batch: Batch, item: BatchItem) -> Skipped | None:
    found = registrations.get(batch.event_id, _who(item))
    return None if found.state == APPROVED else Skipped(NOT_APPROVED)


def _who(item: BatchItem) -> UUID:
    if item.subject_id is None:
        raise NotFound
    return item.subject_id
