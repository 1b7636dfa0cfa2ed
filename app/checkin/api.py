"""The door's API: scans in, verdicts out; the roster for devices. Names and outcomes are fixed by the contract."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from app.audit.rules import Act
from app.audit.service import record_once_a_day
from app.badges import rules as codes
from app.badges import service as badges
from app.badges.queries import Carrier
from app.checkin import queries, service
from app.checkin.queries import DeviceFacts
from app.checkin.rules import (
    DETAILS,
    CheckpointFacts,
    LoggedScan,
    Outcome,
    ScanLine,
    parse_cursor,
    parse_moment,
    parse_scan,
)
from app.kernel import clock, guard, web
from app.kernel.errors import NotSignedIn, Refusal
from app.kernel.guard import Actor
from app.kernel.i18n import LANGUAGES, N_, _, speaking
from app.kernel.scope import scope
from app.registration import queries as registrations
from app.registration.rules import search_key

blueprint = Blueprint("checkin_api", __name__)
web.csrf.exempt(blueprint)

MOST_SCANS = 1000
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
    may = DELIVERY if found.revoked else DOOR | ({"badges.print"} if found.may_print else frozenset())
    return Actor("device", found.id, found.name, {found.event_id: may})


@blueprint.post("/api/v1/events/<event>/scans")
@guard.requires("scan")
def scans(event: str) -> ResponseReturnValue:
    """Take one scan or a thousand; one result a scan, in the order sent; safe to repeat."""
    body = _body()
    raw = body.get("scans") if isinstance(body, dict) else None
    if not isinstance(raw, list):
        raise BadRequest
    if len(raw) > MOST_SCANS:
        raise TooManyScans(most=MOST_SCANS)
    device, now = _device(), clock.now()
    delivered = [service.Delivered(parse_scan(one), _bytes(one)) for one in raw]
    typed = any(_is_typed(one.line) for one in delivered)
    if typed:
        _check_guesses(device)
    sent_at = parse_moment(body.get("sent_at")) if isinstance(body, dict) else None
    results = service.sync(service.Batch(device, delivered, now, sent_at))
    if typed:
        _count_guesses(device, delivered, results)
    return jsonify(results=[_result(one) for one in results], server_time=clock.stamp(clock.now()))


def _body() -> Any:
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError):
        raise BadRequest from None


def _bytes(raw: object) -> bytes:
    return json.dumps(raw, sort_keys=True).encode()


def _device() -> DeviceFacts:
    found: DeviceFacts | None = g.get("device")
    if found is not None:
        return found
    who = guard.actor()
    if who.id is None:
        raise NotSignedIn
    override = who.may("scan.override", scope().id)
    may_print = who.may("badges.print", scope().id)
    return DeviceFacts(None, who.id, scope().id, who.name, frozenset(), override, may_print, False, None)


def _is_typed(line: object) -> bool:
    return isinstance(line, ScanLine) and isinstance(codes.classify(line.code), codes.TypedCode)


def _guesser(device: DeviceFacts) -> str:
    return str(device.pairing_id or device.user_id)


def _check_guesses(device: DeviceFacts) -> None:
    """A typed code has 31 bits: who misses too often must wait, so that nobody tries them out."""
    guard.check_limit("typed codes", _guesser(device), TYPED_MISSES)


def _count_guesses(device: DeviceFacts, sent: list[service.Delivered], results: list[service.Result]) -> None:
    for one, result in zip(sent, results, strict=True):
        if result.outcome is Outcome.UNKNOWN and _is_typed(one.line):
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
    if one.reason:
        said |= {"reason": one.reason, "detail": _(DETAILS[one.reason])}
    if one.held:
        said["held"] = True
    if one.face:
        said["person"] = one.face.as_json()
    return said


@blueprint.get("/api/v1/events/<event>/roster")
@guard.requires("roster.read")
def roster(event: str) -> ResponseReturnValue:
    """What a door needs offline, as changes since ?since=cursor; no mail address, no whole phone number, no answer."""
    here = scope()
    found = queries.roster(here.id, here.version, parse_cursor(request.args.get("since", "")))
    if found.whole:  # everybody at once, not what changed since
        who = guard.actor()
        pull = Act("roster.pulled", who.kind, who.id, here.id, about=who.name)
        record_once_a_day(pull, here.timezone)
    places = [one.facts for one in queries.checkpoints(here.id).values()]
    photos = registrations.door_photos(here.id, [one.face.registration for one in found.people])
    return jsonify(
        cursor=str(found.cursor),
        whole=found.whole,
        more=found.more,
        people=[_person(one, places, photos) for one in found.people],
        scans=[_known(one) for one in found.scans],
        server_time=clock.stamp(clock.now()),
    )


CHECK = (
    16  # hexadecimal digits of a check value: enough to tell badges apart, too few to be the stored digest
)


def _person(one: Carrier, places: list[CheckpointFacts], photos: dict[UUID, str]) -> dict[str, Any]:
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
        "delegation": "",
        "expected": [place.key for place in places if place.awaits(face.category, face.registration)],
        "phone": one.phone,
        "photo": photos.get(face.registration, ""),
    }


def _known(one: LoggedScan) -> list[str | None]:
    """A line of the log, short: id, registration, checkpoint, direction, outcome, at, corrects, device."""
    undone = str(one.corrects) if one.corrects else None
    said = (one.checkpoint, one.direction, one.outcome, clock.stamp(one.at), undone, one.device)
    return [str(one.id), str(one.registration), *said]


@blueprint.get("/api/v1/events/<event>/door")
@guard.requires("roster.read")
def door(event: str) -> ResponseReturnValue:
    """What a paired device needs to know of its event: checkpoints with hours, whether scans count."""
    return jsonify(describe(_device()))


def describe(device: DeviceFacts) -> dict[str, Any]:
    """A door's event, name and allowed checkpoints, with titles in the event's languages and hours in UTC."""
    here = scope()
    allowed = [
        one
        for key, one in queries.checkpoints(here.id).items()
        if not device.checkpoints or key in device.checkpoints
    ]
    return {
        "event": {"slug": here.slug, "title": dict(here.title), "timezone": here.timezone},
        "device": device.name,
        "checkpoints": [_checkpoint(one) for one in allowed],
        "rehearsal": False,
        "may_override": device.may_override,
        "may_print": device.may_print,
    }


@blueprint.get("/api/v1/events/<event>/badges/<uuid:registration>.pdf")
@guard.requires("badges.print")
def badge(event: str, registration: UUID) -> ResponseReturnValue:
    """One badge as PDF that asks its viewer to print it, for doors that may print."""
    paper = request.args.get("paper", "id1")
    content = badges.print_one(scope().id, registration, paper, _("Printed at the door."))
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": "inline"})


def _checkpoint(one: queries.Checkpoint) -> dict[str, Any]:
    return {
        "key": one.facts.key,
        "name": dict(one.title) if one.title else _entrance(),
        "starts": clock.stamp(one.hours.starts) if one.hours.starts else None,
        "ends": clock.stamp(one.hours.ends) if one.hours.ends else None,
    }


def _entrance() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            names[language] = _("Main entrance")
    return names
