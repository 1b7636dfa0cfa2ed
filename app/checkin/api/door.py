"""What a paired device knows of its event, and the badge that it may print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from app.badges import service as badges
from app.checkin import queries, service
from app.checkin.api.blueprint import blueprint
from app.checkin.api.scans import sender
from app.checkin.queries import DeviceFacts
from app.checkin.rules import Settings
from app.events import queries as events
from app.kernel import clock, guard
from app.kernel.clock import Instant
from app.kernel.i18n import LANGUAGES, N_, _, speaking
from app.kernel.scope import scope


@blueprint.get("/api/v1/events/<event>/door")
@guard.requires("roster.read")
def door(event: str) -> ResponseReturnValue:
    """What a paired device needs to know of its event; asked again and again, answered 304 while nothing changed."""
    device, now = sender(), clock.now()
    service.note_contact(device, now)
    answer = jsonify(describe(device, now))
    answer.add_etag()
    return answer.make_conditional(request)


def describe(device: DeviceFacts, now: Instant | None = None) -> dict[str, Any]:
    """A door's event, name, allowed checkpoints and ways, settings, and who is inside where as far as known."""
    here = scope()
    event, settings = events.get_event(here.id), queries.settings(here.id)
    allowed = [
        one
        for key, one in queries.checkpoints(here.id).items()
        if not device.checkpoints or key in device.checkpoints
    ]
    return {
        "event": {
            "slug": here.slug, "title": dict(here.title), "timezone": here.timezone,
            "ends": event.ends.isoformat(), "accent": here.accent, "contact": here.contact,
        },
        "device": device.name,
        "checkpoints": [_checkpoint(one) for one in allowed],
        "directions": [way for way in ("in", "out") if not device.directions or way in device.directions],
        "settings": {"early": settings.early, "elsewhere": settings.elsewhere},
        "rehearsal": settings.rehearsal,
        "may_override": device.may_override,
        "may_print": device.may_print,
        "may_walk_in": device.may_walk_in,
        "may_sign": device.may_sign,
        "expires_at": clock.stamp(device.expires_at) if device.expires_at else None,
        "categories": [{"key": one.key, "name": dict(one.name), "colour": one.colour} for one in event.categories],
        "cities": [{"country": one.country, "name": dict(one.name)} for one in event.cities],
        "kiosk": _kiosk(settings),
        "inside": _inside(here.id, [one.key for one in allowed], now or clock.now()),
    }  # fmt: skip


def _kiosk(settings: Settings) -> dict[str, str] | None:
    if settings.kiosk_salt is None or settings.kiosk_check is None:
        return None
    return {"pin_check": settings.kiosk_check.hex(), "salt": settings.kiosk_salt.hex()}


def _inside(event_id: UUID, keys: list[str], now: Instant) -> dict[str, Any]:
    """Counts by checkpoint; the moment is that of the last change, so that an answer stays the same without one."""
    found = queries.inside(event_id)
    as_of = clock.stamp(queries.last_received(event_id) or now)
    return {key: {"inside": found[key].inside, "as_of": as_of} for key in keys if key in found}


def _checkpoint(one: queries.Checkpoint) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": dict(one.title) if one.title else _entrance(),
        "kind": one.kind,
        "starts": clock.stamp(one.hours.starts) if one.hours.starts else None,
        "ends": clock.stamp(one.hours.ends) if one.hours.ends else None,
        "room": dict(one.room) if one.room else None,
        "capacity": one.capacity,
        "both_ways": one.both_ways,
        "by_invitation": one.facts.by_invitation,
    }


def _entrance() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            names[language] = _("Main entrance")
    return names


@blueprint.get("/api/v1/events/<event>/badges/<uuid:registration>.pdf")
@guard.requires("badges.print")
def badge(event: str, registration: UUID) -> ResponseReturnValue:
    """One badge as PDF that asks its viewer to print it, for doors that may print; on the event's paper for that."""
    paper = request.args.get("paper", "")
    content = badges.print_one(scope().id, registration, paper, N_("Printed at the door."))
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": "inline"})
