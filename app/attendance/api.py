"""Attendance for programs: counts for doors, people for those who may see them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from app.attendance import queries
from app.attendance.rules import Row
from app.kernel import clock, guard, web
from app.kernel.clock import Instant
from app.kernel.i18n import current_language
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
