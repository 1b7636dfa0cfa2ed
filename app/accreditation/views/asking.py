"""What an address of the list asks for: filter, order, columns; and the same as arguments of an address again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Blueprint
from werkzeug.datastructures import MultiDict

from app.accreditation import queries
from app.accreditation.rules import DEFAULT_COLUMNS, columns_of
from app.kernel.i18n import LANGUAGES, current_language
from app.kernel.scope import scope
from app.registration.queries import SORTS, Filter
from app.registration.rules import STATES

blueprint = Blueprint("accreditation_desk", __name__)

Asked = MultiDict[str, str]
MOST_TICKED = 500


def filter_of(asked: Asked) -> Filter:
    """The filter of an address; what it does not understand does not narrow. A badge code finds its carrier."""
    state, sort, text = asked.get("state", ""), asked.get("sort", ""), asked.get("text", "").strip()[:200]
    ticked = tuple(found for one in asked.getlist("ids")[:MOST_TICKED] if (found := find_uuid(one)))
    carriers = queries.carriers(scope().id, text) if text and not ticked else ()
    return Filter(
        text="" if carriers else text,
        state=state if state in STATES else "",
        category=asked.get("category", "")[:40],
        country=asked.get("country", "")[:2],
        city=find_uuid(asked.get("city", "")),
        delegation=find_uuid(asked.get("delegation", "")),
        language=asked.get("language", "") if asked.get("language", "") in LANGUAGES else "",
        ids=ticked or carriers,
        sort=sort if sort in SORTS else SORTS[0],
        script="ar" if current_language() == "ar" else "latin",
    )


def columns_asked(asked: Asked) -> tuple[str, ...]:
    """The columns of an address, or the usual ones."""
    return columns_of(asked.getlist("columns"))


def arguments(asked: Asked, *, ticked: bool = False) -> dict[str, Any]:
    """What an address asks for as arguments of another one, without what does not narrow."""
    wanted = filter_of(asked)
    kept: dict[str, Any] = {
        "text": asked.get("text", "").strip()[:200],
        **{
            name: getattr(wanted, name)
            for name in ("state", "category", "country", "city", "delegation", "language")
        },
    }
    kept = {name: str(value) for name, value in kept.items() if value}
    if wanted.sort != SORTS[0]:
        kept["sort"] = wanted.sort
    if columns_asked(asked) != DEFAULT_COLUMNS:
        kept["columns"] = list(columns_asked(asked))
    if ticked and asked.getlist("ids"):
        kept["ids"] = [str(one) for one in wanted.ids]
    return kept


def narrows(kept: Mapping[str, Any]) -> bool:
    """True where the arguments leave anybody out."""
    return bool(kept.keys() - {"sort", "columns"})


def find_uuid(text: str) -> UUID | None:
    """The id that a text spells."""
    try:
        return UUID(text)
    except ValueError:
        return None
