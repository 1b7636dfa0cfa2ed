"""The door's pages: pairing a phone, the door itself, and what installs it. They need no account: the link's secret
is the key."""

from __future__ import annotations

import hashlib
import json

from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from app.checkin import queries, service
from app.checkin.api.door import describe
from app.checkin.rules import DOOR_MESSAGES, KIOSK_MESSAGES
from app.events import queries as events
from app.kernel import assets, guard, pages, web
from app.kernel.errors import NotFound
from app.kernel.guard import Actor
from app.kernel.i18n import LANGUAGES, _, direction, speaking
from app.kernel.scope import enter

blueprint = Blueprint("checkin", __name__)

FILES = (
    "door.css", "door.js", "reader.js", "zxing_reader.wasm", "icons.svg", "favicon.svg", "plex-arabic-400.woff2",
    "plex-arabic-700.woff2", "plex-latin-400.woff2", "plex-latin-700.woff2",
)  # fmt: skip
"""What the door is made of beside its page, by source name."""


@blueprint.get("/door/")
@guard.open_to_all
def door() -> Response:
    """The scanner; which event it serves is known to the phone since its pairing."""
    web.allow_scanning()
    return pages.cached_page(("door",), version(), lambda: _shell(version()))


@blueprint.get("/door/worker.js")
@guard.open_to_all
def worker() -> Response:
    """The service worker that installs the door: what the version is made of, then the program."""
    files = [assets.asset(name) for name in FILES]
    build = {"version": version(), "languages": list(LANGUAGES), "files": files}
    program = assets.asset_file("door-worker.js").read_text("utf-8")
    answer = Response(f"const BUILD = {json.dumps(build)};\n{program}", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@blueprint.get("/door/manifest.webmanifest")
@guard.open_to_all
def manifest() -> Response:
    """What the home screen of a phone shows for the door, and where it begins."""
    content = {
        "name": _("Door"), "short_name": _("Door"), "id": "/door/", "start_url": "/door/", "scope": "/door/",
        "display": "standalone", "background_color": "#0d110f", "theme_color": "#0d110f",
        "icons": [_icon(side, purpose) for side in (192, 512) for purpose in ("any", "maskable")],
    }  # fmt: skip
    answer = Response(json.dumps(content), mimetype="application/manifest+json")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _icon(side: int, purpose: str) -> dict[str, str]:
    address = assets.asset(f"home-{side}.png")
    return {"src": address, "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


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


def version() -> str:
    """Twelve digits that stand for all that the installed door is made of: its pages in every language, its files."""
    known: str | None = current_app.extensions.get("door-version")
    if known is None:
        digest = hashlib.sha256(assets.asset("door-worker.js").encode())
        for name in FILES:
            digest.update(assets.asset(name).encode())
        for language in LANGUAGES:
            with speaking(language):
                digest.update(_shell("", lang=language, dir=direction(language)).encode())
        known = current_app.extensions["door-version"] = digest.hexdigest()[:12]
    return known


def _shell(version: str, **facts: str) -> str:
    return render_template(
        "checkin/door.html", messages=_messages(), greetings=_greetings(), version=version, **facts
    )


def _messages() -> dict[str, str]:
    return {key: _(words) for key, words in DOOR_MESSAGES.items()}


def _greetings() -> dict[str, dict[str, str]]:
    """What self check-in says, in every language: a delegate is greeted in their own."""
    said: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        with speaking(language):
            said[language] = {key: _(words) for key, words in KIOSK_MESSAGES.items()}
    return said
