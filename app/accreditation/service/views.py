"""Views of the list that are saved: one's own, or shared by all who work on the event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.accreditation.models import SavedView
from app.kernel import clock
from app.kernel.db import atomic
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import N_


class NameMissing(Refusal):
    """A view needs a name to be found by."""

    code = "view-unnamed"
    status = 422
    message = N_("Give the view a name.")


def save_view(event_id: UUID, name: str, wanted: Mapping[str, Any], user_id: UUID | None) -> SavedView:
    """Keep a view under a name, shared where it is nobody's own; raises NameMissing."""
    if not name.strip():
        raise NameMissing
    with atomic() as session:
        view = SavedView(
            event_id=event_id,
            user_id=user_id,
            name=name.strip()[:80],
            wanted=dict(wanted),
            created_at=clock.now(),
        )
        session.add(view)
        return view


def delete_view(event_id: UUID, view_id: UUID, user_id: UUID | None, *, shared: bool) -> None:
    """Forget a view: one's own, or with `shared` any that all see; raises NotFound."""
    with atomic() as session:
        view = session.get(SavedView, view_id)
        if view is None or view.event_id != event_id:
            raise NotFound
        if view.user_id != user_id and not (view.user_id is None and shared):
            raise NotFound
        session.delete(view)
