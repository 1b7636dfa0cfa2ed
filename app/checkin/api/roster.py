"""What a door needs offline, as changes since a cursor, in pages and compressed."""

from __future__ import annotations

import gzip
import json
from typing import Any
from uuid import UUID

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.audit.rules import Act
from app.audit.service import record_once_a_day
from app.badges.queries import Carrier
from app.checkin import queries, service
from app.checkin.api.blueprint import blueprint
from app.checkin.api.scans import sender
from app.checkin.rules import CheckpointFacts, LoggedScan, parse_cursor
from app.kernel import clock, guard
from app.kernel.i18n import Text
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration.rules import search_key

CHECK = (
    16  # hexadecimal digits of a check value: enough to tell badges apart, too few to be the stored digest
)
SMALLEST = 1000  # bytes; below it compression gains nothing


@blueprint.get("/api/v1/events/<event>/roster")
@guard.requires("roster.read")
def roster(event: str) -> ResponseReturnValue:
    """What a door needs offline, as changes since ?since=cursor; no mail address, no whole phone number, no answer."""
    here, now = scope(), clock.now()
    since = parse_cursor(request.args.get("since", ""))
    service.note_contact(sender(), now)
    found = queries.roster(here.id, here.version, since, queries.settings(here.id))
    if found.whole:  # everybody at once, not what changed since
        who = guard.actor()
        pull = Act("roster.pulled", who.kind, who.id, here.id, about=who.name)
        record_once_a_day(pull, here.timezone)
    places = [one.facts for one in queries.checkpoints(here.id).values()]
    photos = registrations.door_photos(here.id, [one.face.registration for one in found.people])
    said = {
        "cursor": str(found.cursor),
        "whole": found.whole,
        "more": found.more,
        "people": [_person(one, places, photos, here.languages) for one in found.people],
        "scans": [_known(one) for one in found.scans],
        "server_time": clock.stamp(now),
    }
    if found.blanks is not None:
        said["blanks"] = [[code.hex()[:CHECK], typed.hex()[:CHECK]] for code, typed in found.blanks]
    return _packed(said)


def _packed(said: dict[str, Any]) -> Response:
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    answer = Response(body, mimetype="application/json")
    answer.vary.add("Accept-Encoding")
    if len(body) > SMALLEST and "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.set_data(gzip.compress(body, 5, mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer


def _person(
    one: Carrier, places: list[CheckpointFacts], photos: dict[UUID, str], languages: tuple[str, ...]
) -> dict[str, Any]:
    face = one.face
    return {
        "registration": str(face.registration),
        "codes": [
            {"check": code.hex()[:CHECK], "typed_check": typed.hex()[:CHECK], "revoked": revoked}
            for code, typed, revoked in one.codes
        ],
        "state": one.state,
        **face.as_json(),
        "search": search_key(face.name_ar, face.name_latin).strip(),
        "delegation": _named(one.delegation, languages),
        "expected": [place.key for place in places if place.awaits(face.category, face.registration)],
        "phone": one.phone,
        "language": one.language,
        "photo": photos.get(face.registration, ""),
    }


def _named(delegation: Text, languages: tuple[str, ...]) -> str:
    """A delegation in both scripts, as volunteers of either read it."""
    return " · ".join(
        dict.fromkeys(name for name in (delegation.pick(one, languages) for one in ("ar", "fr")) if name)
    )


def _known(one: LoggedScan) -> list[str | None]:
    """A line of the log, short: id, registration, checkpoint, direction, outcome, at, corrects, device."""
    undone = str(one.corrects) if one.corrects else None
    said = (one.checkpoint, one.direction, one.outcome, clock.stamp(one.at), undone, one.device)
    return [str(one.id), str(one.registration), *said]
