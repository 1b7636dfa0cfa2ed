"""The check of the day before: what a device compares itself with, and its green lights."""

from __future__ import annotations

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue

from app.checkin import service
from app.checkin.api.blueprint import blueprint
from app.checkin.api.scans import BadRequest, json_body, plain, sender
from app.kernel import clock, guard

CHECKED = (
    "camera", "sound", "storage", "clock", "printer", "certificate", "network", "roster", "battery",
)  # fmt: skip


@blueprint.get("/api/v1/events/<event>/check")
@guard.requires("roster.read")
def check(event: str) -> ResponseReturnValue:
    """The server's clock and what else a device compares itself with."""
    device = sender()
    service.note_contact(device, clock.now())
    certificate = current_app.extensions.get("venue-certificate")
    return jsonify(
        server_time=clock.stamp(clock.now()),
        build=current_app.extensions["door-build"](),
        printer=device.may_print,
        certificate=certificate() if certificate else None,
    )


@blueprint.post("/api/v1/events/<event>/check")
@guard.requires("roster.read")
def checked(event: str) -> ResponseReturnValue:
    """Keep what a device found of itself, for the board of the desk."""
    body = json_body()
    results = body.get("results") if isinstance(body, dict) else None
    if not isinstance(results, dict):
        raise BadRequest
    said = {name: plain(results[name], 20) for name in CHECKED if plain(results.get(name), 20)}
    device = sender()
    if device.id is not None:
        service.note_checks(device.id, said)
    return jsonify(server_time=clock.stamp(clock.now()))
