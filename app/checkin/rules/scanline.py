"""What a device sends: one line a scan, taken apart from any JSON value without ever raising."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple
from uuid import UUID

from app.kernel.chain import canonical
from app.kernel.clock import Instant
from app.kernel.i18n import N_

Direction = Literal["in", "out"]

LONGEST_CODE = (
    8_000  # the largest QR symbol holds 7,089 characters: what a camera can read is unknown, not invalid
)
LONGEST_KEY = 60
LONGEST_TEXT = 300
LONGEST_NAME, LONGEST_CITY = 200, 200  # as the registration keeps them
FIRST_YEAR, LAST_YEAR = 1970, 2199  # a phone with an empty battery says 1970; beyond, sums of times overflow

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_RFC3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

DETAILS = {
    "not_an_object": N_("A scan must be a JSON object."),
    "bad_id": N_("The id must be a UUID made by the device."),
    "bad_code": N_("The code must be a text that is not empty and not longer than 8,000 characters."),
    "bad_registration": N_("A person found by name must be named by the id of the registration."),
    "bad_checkpoint": N_("The checkpoint must be the key of a session, or main."),
    "bad_direction": N_("The direction must be in or out."),
    "bad_at": N_("The time must be written as in RFC 3339, with its offset, such as 2027-01-28T13:58:07Z."),
    "bad_corrects": N_("What is corrected must be the id of another scan."),
    "bad_reason": N_("A reason must be a text of at most 300 characters."),
    "bad_walk_in": N_("A walk-in needs a name (ar or latin), a city and a category."),
    "unknown_category": N_("The event has no category with this key."),
    "unknown_checkpoint": N_("The event has no checkpoint with this key."),
    "other_content": N_("This id was already used for a scan with another content."),
}
"""Every reason for `invalid`, with its sentence; the service finds what is unknown and the last."""


@dataclass(frozen=True)
class WalkIn:
    """Somebody who was not announced and receives a blank badge; at least one of the two names is given.

    `country` is '' where nobody said, `replaces` the registration of the announced person who does not come.
    """

    name_ar: str
    name_latin: str
    city: str
    category: str
    country: str = ""
    replaces: UUID | None = None


class ScanLine(NamedTuple):
    """One well-formed line; `at` is the device's clock, `override` and `reason` are empty when not given.

    Somebody found by name has `registration` in place of a code. `early` and `elsewhere`: the device asked, and a
    person said yes.
    """

    id: UUID
    code: str
    checkpoint: str
    direction: Direction
    at: Instant
    corrects: UUID | None = None
    reason: str = ""
    override: str = ""
    walk_in: WalkIn | None = None
    registration: UUID | None = None
    early: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Malformed:
    """A line that is answered `invalid`; `id` where it could be read, `reason` a key of DETAILS."""

    id: UUID | None
    reason: str

    @property
    def detail(self) -> str:
        """The reason as an English sentence, to be translated where it is shown."""
        return DETAILS[self.reason]


class _Fault(Exception):
    """A field that cannot be used; never leaves this module."""


def parse_scan(raw: object) -> ScanLine | Malformed:
    """Read one element of `scans`; any JSON value is answered, none raises."""
    if not isinstance(raw, Mapping):
        return Malformed(None, "not_an_object")
    identity = _find_uuid(raw.get("id"))
    if identity is None:
        return Malformed(None, "bad_id")
    try:
        return _line(identity, raw)
    except _Fault as fault:
        return Malformed(identity, str(fault))


def parse_moment(raw: object) -> Instant | None:
    """Read an RFC 3339 moment between 1970 and 2199 in UTC, or None."""
    if not isinstance(raw, str) or not _RFC3339.fullmatch(raw):
        return None
    try:
        moment = datetime.fromisoformat(raw).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Instant(moment) if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def content_digest(line: ScanLine) -> bytes:
    """SHA-256 over all that the line says: the same id with another digest is another content."""
    said: dict[str, object] = {
        "id": str(line.id),
        "code": line.code,
        "checkpoint": line.checkpoint,
        "direction": line.direction,
        "at": line.at.isoformat(),
        "corrects": line.corrects and str(line.corrects),
        "reason": line.reason,
        "override": line.override,
        "walk_in": line.walk_in and _walk_in_said(line.walk_in),
    }
    # What lines could not say before is left out where they do not say it: their digests stay what they were.
    if line.registration is not None:
        said["registration"] = str(line.registration)
    for name in ("early", "elsewhere"):
        if getattr(line, name):
            said[name] = True
    return hashlib.sha256(canonical(said)).digest()


def _walk_in_said(one: WalkIn) -> dict[str, str]:
    said = {"name_ar": one.name_ar, "name_latin": one.name_latin, "city": one.city, "category": one.category}
    more = {"country": one.country, "replaces": str(one.replaces or "")}
    return said | {name: value for name, value in more.items() if value}


def _line(identity: UUID, raw: Mapping[str, object]) -> ScanLine:
    at = parse_moment(raw.get("at"))
    if at is None:
        raise _Fault("bad_at")
    registration = _registration(raw)
    return ScanLine(
        id=identity,
        code="" if registration else _code(raw.get("code")),
        checkpoint=_text(raw.get("checkpoint"), "bad_checkpoint", LONGEST_KEY),
        direction=_direction(raw.get("direction")),
        at=at,
        corrects=_corrects(raw.get("corrects"), identity),
        reason=_optional(raw.get("reason")),
        override=_optional(raw.get("override")),
        walk_in=_walk_in(raw.get("walk_in")),
        registration=registration,
        early=raw.get("early") is True,
        elsewhere=raw.get("elsewhere") is True,
    )


def _registration(raw: Mapping[str, object]) -> UUID | None:
    if raw.get("registration") is None or raw.get("code") is not None:
        return None
    found = _find_uuid(raw["registration"])
    if found is None or raw.get("walk_in") is not None:
        raise _Fault("bad_registration")
    return found


def _find_uuid(raw: object) -> UUID | None:
    return UUID(raw) if isinstance(raw, str) and _UUID.fullmatch(raw) else None


def _code(raw: object) -> str:
    # A camera reads anything: what no database could hold is replaced, and such a code will be unknown.
    if not isinstance(raw, str) or not raw.strip() or len(raw) > LONGEST_CODE:
        raise _Fault("bad_code")
    return _CONTROL.sub("\ufffd", raw.strip())


def _direction(raw: object) -> Direction:
    if raw is None or raw == "in":
        return "in"
    if raw == "out":
        return "out"
    raise _Fault("bad_direction")


def _corrects(raw: object, identity: UUID) -> UUID | None:
    if raw is None:
        return None
    corrected = _find_uuid(raw)
    if corrected is None or corrected == identity:
        raise _Fault("bad_corrects")
    return corrected


def _optional(raw: object) -> str:
    return "" if raw is None or raw == "" else _text(raw, "bad_reason", LONGEST_TEXT)


def _walk_in(raw: object) -> WalkIn | None:
    if raw is None:
        return None
    names = raw.get("names") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or not isinstance(names, Mapping):
        raise _Fault("bad_walk_in")
    arabic, latin = (_name(names.get(script)) for script in ("ar", "latin"))
    if not (arabic or latin):
        raise _Fault("bad_walk_in")
    city = _text(raw.get("city"), "bad_walk_in", LONGEST_CITY)
    category = _text(raw.get("category"), "bad_walk_in", LONGEST_KEY)
    return WalkIn(arabic, latin, city, category, _country(raw.get("country")), _replaces(raw.get("replaces")))


def _country(raw: object) -> str:
    if raw is None or raw == "":
        return ""
    if not isinstance(raw, str) or not _COUNTRY.fullmatch(raw):
        raise _Fault("bad_walk_in")
    return raw


def _replaces(raw: object) -> UUID | None:
    if raw is None:
        return None
    found = _find_uuid(raw)
    if found is None:
        raise _Fault("bad_walk_in")
    return found


def _name(raw: object) -> str:
    return "" if raw is None or raw == "" else _text(raw, "bad_walk_in", LONGEST_NAME)


def _text(raw: object, fault: str, longest: int = LONGEST_TEXT) -> str:
    if not isinstance(raw, str) or len(raw) > longest or not raw.strip() or _CONTROL.search(raw):
        raise _Fault(fault)
    return raw.strip()
