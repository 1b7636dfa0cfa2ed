"""What everybody may fetch of an event: its colours. And how an address becomes an event."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for

from app.events import queries
from app.kernel import guard, pages
from app.kernel.colour import accent_sheet
from app.kernel.errors import NotSignedIn
from app.kernel.scope import Scope, scope

blueprint = Blueprint("events", __name__)


def find_scope(slug: str) -> Scope | None:
    """The event of an address: a former one redirects for good, an unpublished one is for its desk only."""
    found = queries.find_scope(slug)
    if found is None or not (found.published or _may_see(found)):
        if not _is_open() and guard.actor().kind == "anonymous":
            raise NotSignedIn  # whether there is such an event or not: strangers must not tell the two apart
        return None
    if found.slug != slug:
        _redirect(found.slug)
    return found


def _may_see(found: Scope) -> bool:
    """Only who works on it; a door of another event learns from its own address that it is the wrong one."""
    who = guard.actor()
    return who.may("desk.view", found.id) or (who.kind == "device" and not _is_open())


def _is_open() -> bool:
    return bool(getattr(current_app.view_functions[request.endpoint or ""], "open", True))


def _redirect(slug: str) -> None:
    address = url_for(request.endpoint or "", **{**(request.view_args or {}), "event": slug})
    query = f"?{urlencode(list(request.args.items(multi=True)))}" if request.args else ""
    # 308 where a form or a program posts: after a 301 it would come back as a GET.
    code = 301 if request.method in ("GET", "HEAD") else 308
    abort(redirect(address + query, code))


@blueprint.get("/<event>/accent.css")
@guard.open_to_all
def accent(event: str) -> Response:
    """The event's accent in light and dark, and a class for each category that carries its colour."""
    one = scope()
    lasting = request.args.get("v") == str(one.version)
    return pages.cached_page(
        ("accent", one.id), one.version, lambda: _sheet(one), mimetype="text/css", lasting=lasting
    )


def _sheet(one: Scope) -> str:
    classes = (f".category-{row.key}{{--category:{row.colour}}}\n" for row in queries.categories(one.id))
    return accent_sheet(one.accent) + "".join(classes)
