"""What the door's pages at the desk share: where they hang, the mark of a rehearsal, and the names of checkpoints."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint

from app.checkin import queries
from app.checkin.queries import Checkpoint
from app.kernel import clock
from app.kernel.i18n import _, current_language, format_day, format_time
from app.kernel.scope import scope

blueprint = Blueprint("checkin_desk", __name__)


@blueprint.context_processor
def _mark() -> dict[str, Callable[[], bool]]:
    return {"rehearsing": lambda: queries.settings(scope().id).rehearsal}


def place_names(*, hidden: bool = False) -> dict[str, str]:
    """Names of the checkpoints in the visitor's language, with the hour of their session."""
    found = queries.all_checkpoints(scope().id) if hidden else queries.checkpoints(scope().id)
    return {key: place_name(one) for key, one in found.items()}


def place_name(one: Checkpoint) -> str:
    """One checkpoint in the visitor's language."""
    title = one.title.pick(current_language(), scope().languages) or _("Main entrance")
    return f"{_hours(one.hours.starts)} · {title}" if one.hours.starts else title


def _hours(starts: clock.Instant) -> str:
    there, language = clock.local(starts, scope().timezone), current_language()
    day = format_day(there.date(), language, scope().country, weekday=False, year=False)
    return f"{day} {format_time(there)}"
