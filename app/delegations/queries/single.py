"""One delegation: by its id or its link, with its quotas and its people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.db import db
from app.kernel.errors import NotFound
from app.kernel.i18n import country_name
from app.kernel.signing import unseal
from app.registration.models import Delegation, Quota, Registration
from app.registration.queries import by_precedence
from app.registration.queries.room import COUNTED


def get(event_id: UUID, delegation_id: UUID) -> Delegation:
    """One delegation of an event with its city and quotas; raises NotFound."""
    query = _whole().where(Delegation.id == delegation_id, Delegation.event_id == event_id)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def _whole() -> Select[Delegation]:
    quotas = selectinload(Delegation.quotas).joinedload(Quota.category)
    return select(Delegation).options(joinedload(Delegation.city), quotas)


def link_token(delegation: Delegation) -> str:
    """The secret of the focal point's link, opened; raises Unsealable when its key is gone."""
    return unseal(delegation.link_sealed)


def people(delegation_id: UUID) -> Sequence[Registration]:
    """Everyone a delegation sent or wants to send, those who come first and in the order of protocol."""
    gone = Registration.state.in_(("refused", "withdrawn"))
    shown = joinedload(Registration.category, innerjoin=True), joinedload(Registration.city)
    query = select(Registration).where(
        Registration.delegation_id == delegation_id, Registration.merged_into_id.is_(None)
    )
    return db.session.scalars(query.options(*shown).order_by(gone, *by_precedence(), Registration.id)).all()


def used(delegation_id: UUID) -> dict[UUID, int]:
    """How many of each category count against the quota."""
    query = select(Registration.category_id, func.count()).where(
        Registration.delegation_id == delegation_id, Registration.state.in_(COUNTED)
    )
    found = db.session.execute(query.group_by(Registration.category_id))
    return {kind: number for kind, number in found}  # noqa: C416 - rows are no pairs to dict()


def named(delegation: Delegation, language: str, fallback: tuple[str, ...]) -> str:
    """A delegation's name with its country, in a reader's language."""
    title = delegation.title
    name = title[""] if "" in title else title.pick(language, fallback)
    comma = "، " if language == "ar" else ", "
    return comma.join(filter(None, (name, country_name(delegation.country, language))))
