"""Attendance for programs: counts for doors, people for those who may see them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.attendance import queries, service
from app.attendance.rules import Row
from app.kernel import clock, guard, web
from app.kernel.clock import Instant
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, current_language
from app.kernel.scope import scope

blueprint = Blueprint("attendance_api", __name__)
web.csrf.exempt(blueprint)


@blueprint.get("/api/v1/events/<event>/attendance")
@guard.requires("attendance.counts")
def attendance(event: str) -> ResponseReturnValue:
    """Presence at one session or at the main entrance, derived from the scans."""
    found = queries.of_session(scope().id, request.args.get("session", ""), current_language())
    said: dict[str, Any] = {
        "session": found.key,
        "as_of": clock.stamp(found.as_of),
        "expected": found.expected,
        "present": found.present,
        "attended": found.attended,
    }
    if guard.may("attendance.view"):
        said["people"] = [_row(row) for row in found.rows]
    return jsonify(said)


class BadSignature(Refusal):
    """A body that is no signature."""

    code = "bad-request"
    status = 400
    message = N_('The body must be JSON: {"checkpoint": ..., "strokes": [...], "picture": ...}.')


@blueprint.get("/api/v1/events/<event>/signatures/<uuid:registration>")
@guard.requires("attendance.sign")
def pad(event: str, registration: UUID) -> ResponseReturnValue:
    """What somebody would sign for at a checkpoint now, and whether they can."""
    return _pad(service.pad_at_door(scope().id, registration, request.args.get("checkpoint", "")))


@blueprint.post("/api/v1/events/<event>/signatures/<uuid:registration>")
@guard.requires("attendance.sign")
def sign(event: str, registration: UUID) -> ResponseReturnValue:
    """Take a signature that was drawn on a door's screen; again changes nothing."""
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadSignature from None
    if not isinstance(body, dict) or not isinstance(checkpoint := body.get("checkpoint"), str):
        raise BadSignature
    done = service.sign_at_door(
        scope().id, registration, checkpoint, body.get("strokes"), body.get("picture")
    )
    return _pad(done)


def _pad(one: service.Pad) -> ResponseReturnValue:
    place = one.place
    title = dict(service.place_title(place)) if place else None
    return jsonify(outcome=one.outcome, place=place.key if place else None, title=title)


def _row(row: Row) -> dict[str, Any]:
    return {
        "registration": str(row.face.registration),
        **row.face.as_json(),
        "expected": row.expected,
        "present": row.present,
        "attended": row.attended,
        "first_in": _stamp(row.first_in),
        "last_out": _stamp(row.last_out),
        "minutes": row.minutes,
    }


def _stamp(moment: Instant | None) -> str | None:
    return clock.stamp(moment) if moment else None
