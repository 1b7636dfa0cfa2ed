"""The door's pages: pairing a phone, and the door itself. They need no account: the link's secret is the key."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.checkin import queries, service
from app.checkin.api import describe
from app.checkin.rules import DOOR_MESSAGES
from app.events import queries as events
from app.kernel import guard, web
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import _
from app.kernel.scope import enter

blueprint = Blueprint("checkin", __name__)


@blueprint.get("/door/")
@guard.open_to_all
def door() -> Response:
    """The scanner; which event it serves is known to the phone since its pairing."""
    web.allow_scanning()
    return make_response(render_template("checkin/door.html", messages=_messages()))


@blueprint.route("/door/pair/<token>", methods=["GET", "POST"])
@guard.open_to_all
def pair(token: str) -> ResponseReturnValue:
    """Show what the phone becomes; POST gives it a token of its own, once, as JSON."""
    found = queries.find_pairing(token)
    if found is None:  # only misses count: all phones of a hall may pair behind one address
        guard.limit("pairing from", guard.address(), "60/hour")
        raise NotFound
    enter(events.scope_of(found.event_id))
    if request.method == "POST":
        guard.act_as(Actor("device", found.id, found.name))
        secret, _pairing = service.pair_device(token)
        device = queries.find_device(secret)
        if device is None:
            raise NotFound
        return jsonify(token=secret, **describe(device))
    return render_template("checkin/pair.html", name=found.name, messages=_messages())


def _messages() -> dict[str, str]:
    return {key: _(words) for key, words in DOOR_MESSAGES.items()}
