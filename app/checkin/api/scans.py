"""Scans in, verdicts out. Names and outcomes are fixed by the contract."""

from __future__ import annotations

import json
from typing import Any

from flask import g, jsonify, request
from flask.typing import ResponseReturnValue

from app.badges.rules import TypedCode
from app.checkin import queries, service
from app.checkin.api.blueprint import blueprint
from app.checkin.queries import DeviceFacts
from app.checkin.rules import DETAILS, Outcome, parse_moment
from app.kernel import clock, guard
from app.kernel.errors import NotSignedIn, Refusal
from app.kernel.guard import Actor
from app.kernel.i18n import N_, _
from app.kernel.scope import scope

MOST_SCANS = 1000
MOST_UNSENT = 1_000_000
TYPED_MISSES = (
    "30/10minutes"  # unknown typed codes that the devices of one pairing may send before they must wait
)

DOOR = frozenset({"scan", "roster.read", "attendance.counts"})
DELIVERY = frozenset({"scan"})


class BadRequest(Refusal):
    """A body that is not what the API takes."""

    code = "bad-request"
    status = 400
    message = N_('The body must be JSON: {"scans": [...]}.')


class TooManyScans(Refusal):
    """More scans in one request than are taken at once."""

    code = "too-many-scans"
    status = 413
    message = N_("Send at most %(most)s scans at once.")


def load_device() -> Actor | None:
    """The device of a bearer token; a revoked one may deliver what it scanned and nothing else."""
    bearer = request.headers.get("Authorization", "")
    if not bearer.startswith("Bearer ") or not request.path.startswith("/api/"):
        return None
    found = queries.find_device(bearer.removeprefix("Bearer ").strip())
    if found is None or (found.expires_at is not None and clock.now() > found.expires_at):
        return None
    g.device = found
    return Actor("device", found.id, found.name, {found.event_id: _permissions(found)})


def _permissions(device: DeviceFacts) -> frozenset[str]:
    if device.revoked:
        return DELIVERY
    more = {"badges.print": device.may_print, "attendance.sign": device.may_sign}
    return DOOR | {permission for permission, allowed in more.items() if allowed}


@blueprint.post("/api/v1/events/<event>/scans")
@guard.requires("scan")
def scans(event: str) -> ResponseReturnValue:
    """Take one scan or a thousand; one result a scan, in the order sent; safe to repeat."""
    body = json_body()
    if not isinstance(body, dict) or not isinstance(raw := body.get("scans"), list):
        raise BadRequest
    if len(raw) > MOST_SCANS:
        raise TooManyScans(most=MOST_SCANS)
    device, now = sender(), clock.now()
    delivered = [service.deliver(one) for one in raw]
    typed = any(isinstance(one.code, TypedCode) for one in delivered)
    if typed:
        _check_guesses(device)
    batch = service.Batch(
        device, delivered, now, parse_moment(body.get("sent_at")), _state(body.get("device"))
    )
    results = service.sync(batch)
    if typed:
        _count_guesses(device, delivered, results)
    return jsonify(results=[_result(one) for one in results], server_time=clock.stamp(clock.now()))


def json_body() -> Any:
    """The body as JSON; raises BadRequest."""
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest from None


def _state(raw: object) -> service.DeviceState | None:
    """What a device says of itself; whatever of it makes no sense is left out."""
    if not isinstance(raw, dict):
        return None
    battery, unsent, build = raw.get("battery"), raw.get("unsent"), raw.get("app")
    is_count = isinstance(unsent, int) and not isinstance(unsent, bool) and 0 <= unsent <= MOST_UNSENT
    charging = raw.get("charging")
    return service.DeviceState(
        battery=_share(battery),
        charging=charging if isinstance(charging, bool) else None,
        unsent=unsent if is_count else None,
        oldest_at=parse_moment(raw.get("oldest")),
        build=plain(build, 40),
    )


def _share(raw: object) -> float | None:
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return None
    return float(raw) if 0 <= raw <= 1 else None


def plain(raw: object, longest: int) -> str:
    """A short text without what no database or page could hold; '' for anything else."""
    if not isinstance(raw, str):
        return ""
    return "".join(letter for letter in raw[:longest] if letter.isprintable())


def sender() -> DeviceFacts:
    """Who sends: a door, or an account's program with what its role may do."""
    found: DeviceFacts | None = g.get("device")
    if found is not None:
        return found
    who = guard.actor()
    if who.id is None:
        raise NotSignedIn
    override = who.may("scan.override", scope().id)
    may_print = who.may("badges.print", scope().id)
    return DeviceFacts(
        None, who.id, scope().id, who.name, frozenset(), override, may_print, False, None,
        may_sign=who.may("attendance.sign", scope().id),
    )  # fmt: skip


def _guesser(device: DeviceFacts) -> str:
    return str(device.pairing_id or device.user_id)


def _check_guesses(device: DeviceFacts) -> None:
    """A typed code has 31 bits: who misses too often must wait, so that nobody tries them out."""
    guard.check_limit("typed codes", _guesser(device), TYPED_MISSES)


def _count_guesses(device: DeviceFacts, sent: list[service.Delivered], results: list[service.Result]) -> None:
    for one, result in zip(sent, results, strict=True):
        if result.outcome is Outcome.UNKNOWN and isinstance(one.code, TypedCode):
            guard.count("typed codes", _guesser(device), TYPED_MISSES)


def _result(one: service.Result) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": str(one.id) if one.id else None,
        "outcome": one.outcome,
        "registration": str(one.registration) if one.registration else None,
        "first_at": clock.stamp(one.first_at) if one.first_at else None,
        "rehearsal": one.rehearsal,
    }
    if one.first_checkpoint:
        said["first_checkpoint"] = one.first_checkpoint
    if one.first_device:
        said["first_device"] = one.first_device
    if one.conflict:
        said["conflict"] = True
    if one.reason:
        said |= {"reason": one.reason, "detail": _(DETAILS[one.reason])}
    if one.held:
        said["held"] = True
    if one.face:
        said["person"] = one.face.as_json()
    return said
