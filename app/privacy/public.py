"""Privacy for delegates: the notice of an event, and everything on oneself."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app.events import queries as events
from app.kernel import guard
from app.kernel.i18n import current_language
from app.kernel.personal import PURPOSES
from app.kernel.scope import scope
from app.privacy import queries, service
from app.registration import service as registering

blueprint = Blueprint("privacy", __name__)

TYPES = {"zip": "application/zip", "pdf": "application/pdf"}
FOR_ONE = "20/hour"  # files of everything on one person: each reads the whole database for them


@blueprint.get("/<event>/privacy")
@guard.open_to_all
def notice(event: str) -> str:
    """What is held of delegates at this event, why and until when, what they agree to, and what they may ask."""
    here, language = scope(), current_language()
    found = events.get_event(here.id)
    return render_template(
        "privacy/notice.html",
        organisers=[one.name.pick(language, here.languages) for one in found.organisers],
        terms=queries.event_terms(here.id),
        purposes=PURPOSES,
        consents=events.consents(here.id),
    )


@blueprint.get("/p/<token>/data")
@guard.open_to_all
def own(token: str) -> str:
    """What a delegate may do with what is held of them."""
    registering.open_link(token)
    return render_template("privacy/own.html", token=token)


@blueprint.get("/p/<token>/everything.<any(zip, pdf):kind>")
@guard.open_to_all
def everything(token: str, kind: str) -> ResponseReturnValue:
    """Everything on oneself as a file."""
    found = registering.open_link(token)
    guard.limit("everything on", str(found.id), FOR_ONE)
    response: Response = download(service.hand_out(found.event_id, found.id, kind), kind)
    return response


def download(content: bytes, kind: str) -> Response:
    """A file to keep, which no browser opens by itself."""
    response = Response(content, mimetype=TYPES[kind])
    response.headers["Content-Disposition"] = f'attachment; filename="{scope().slug}-everything.{kind}"'
    return response
