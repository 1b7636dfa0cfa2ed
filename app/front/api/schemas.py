"""What the API exchanges, as JSON Schema (2020-12, which OpenAPI 3.1 speaks)."""

from __future__ import annotations

from typing import Any

from app.checkin.rules import DETAILS, KINDS, Outcome

Json = dict[str, Any]


def ref(name: str) -> Json:
    """A reference to one of the SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Json, *, optional: str = "", **more: Any) -> Json:
    """An object whose properties are all there, but for those named."""
    required = [name for name in properties if name not in optional.split()]
    return {"type": "object", "properties": properties, "required": required, **more}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(kind: Json) -> Json:
    return {"oneOf": [kind, {"type": "null"}]}


TEXT: Json = {"type": "string"}
FLAG: Json = {"type": "boolean"}
NUMBER: Json = {"type": "integer", "minimum": 0}
ID: Json = {"type": "string", "format": "uuid"}
MOMENT: Json = {"type": "string", "format": "date-time"}
DIRECTION: Json = {"enum": ["in", "out"]}
OUTCOME: Json = {"enum": [str(one) for one in Outcome]}
TEXTS: Json = {
    "type": "object",
    "description": "A text by language.",
    "additionalProperties": {"type": "string"},
}

FACE: Json = {
    "name_ar": TEXT,
    "name_latin": TEXT,
    "function": TEXT,
    "city": {
        "oneOf": [ref("Texts"), TEXT],
        "description": "A city that the event does not know is a bare text.",
    },
    "country": {"type": "string", "description": "ISO 3166, two letters."},
    "category": TEXT,
    "category_name": ref("Texts"),
    "colour": TEXT,
}

SCAN = _object(
    {
        "id": {**ID, "description": "Made by the device: the key of idempotence."},
        "code": {"type": "string", "maxLength": 8000, "description": "What the camera read or hands typed."},
        "registration": {**ID, "description": "In place of a code: somebody found by name."},
        "checkpoint": {"type": "string", "description": "A session's key; the entrance is `main`."},
        "at": {**MOMENT, "description": "The device's clock."},
        "direction": {**DIRECTION, "default": "in"},
        "corrects": {**ID, "description": "Undo: the id of an earlier scan."},
        "reason": {"type": "string", "maxLength": 300},
        "override": {"type": "string", "maxLength": 300, "description": "Why a person admits them anyway."},
        "walk_in": ref("WalkIn"),
        "early": {**FLAG, "description": "Before its hours; the door asked, and a person said yes."},
        "elsewhere": {**FLAG, "description": "Expected at another place; a person said yes."},
    },
    optional="code registration direction corrects reason override walk_in early elsewhere",
)

RESULT = _object(
    {
        "id": {**_or_null(ID), "description": "Null where it could not be read."},
        "outcome": OUTCOME,
        "registration": _or_null(ID),
        "first_at": {**_or_null(MOMENT), "description": "Of `already_in`: since when."},
        "rehearsal": FLAG,
        "first_checkpoint": TEXT,
        "first_device": TEXT,
        "reason": {
            "enum": list(DETAILS),
            "description": "Of `invalid`: a word; `detail` is its sentence.",
        },
        "detail": TEXT,
        "held": {"const": True, "description": "Sent by a device that has ended: the desk decides."},
        "person": ref("Face"),
        "conflict": {"const": True, "description": "Another gate had admitted the same badge while cut off."},
    },
    optional="first_checkpoint first_device reason detail held person conflict",
)

PERSON = _object(
    {
        "registration": ID,
        "codes": _list(ref("CodeCheck")),
        "state": {"enum": ["invited", "submitted", "waiting", "approved", "refused", "withdrawn"]},
        **FACE,
        "search": {"type": "string", "description": "Words by which the names are found, in either script."},
        "delegation": {"type": "string", "description": "Its name in Arabic and in French."},
        "expected": {**_list(TEXT), "description": "Keys of the checkpoints that await this person."},
        "phone": {"type": "string", "maxLength": 4, "description": "The last four digits."},
        "language": {**TEXT, "description": "In which they are greeted."},
        "photo": {
            "type": "string",
            "description": "A small JPEG as a data address; empty unless the event shows photos at its doors.",
        },
    }
)

CODE_CHECK = _object(
    {
        "check": {
            "type": "string",
            "pattern": "^[0-9a-f]{16}$",
            "description": 'Of SHA-256 of "MQ1:" and the 26 characters.',
        },
        "typed_check": {
            "type": "string",
            "pattern": "^[0-9a-f]{16}$",
            "description": 'Of SHA-256 of "multaqa typed code", a zero byte and the eight characters.',
        },
        "revoked": FLAG,
    },
    description="The first 16 hexadecimal digits of the digests of one badge.",
)

LINE: Json = {
    "type": "array",
    "description": "id, registration, checkpoint, direction, outcome, at, corrects (or null), device",
    "prefixItems": [ID, ID, TEXT, DIRECTION, OUTCOME, MOMENT, _or_null(ID), TEXT],
    "items": False,
    "minItems": 8,
}

CHECKPOINT = _object(
    {
        "key": TEXT,
        "name": ref("Texts"),
        "kind": {"enum": list(KINDS)},
        "starts": _or_null(MOMENT),
        "ends": _or_null(MOMENT),
        "room": _or_null(ref("Texts")),
        "capacity": _or_null(NUMBER),
        "both_ways": {**FLAG, "description": "False: ways out are not scanned here."},
        "by_invitation": FLAG,
    }
)

ASKING: Json = {"enum": ["accept", "ask"]}

DOOR = _object(
    {
        "event": _object(
            {
                "slug": TEXT,
                "title": ref("Texts"),
                "timezone": TEXT,
                "ends": {**TEXT, "format": "date"},
                "accent": TEXT,
                "contact": TEXT,
            }
        ),
        "device": TEXT,
        "checkpoints": _list(ref("Checkpoint")),
        "directions": _list(DIRECTION),
        "settings": _object({"early": ASKING, "elsewhere": ASKING}),
        "rehearsal": FLAG,
        "may_override": FLAG,
        "may_print": FLAG,
        "may_walk_in": FLAG,
        "may_sign": {**FLAG, "description": "People may sign on its screen."},
        "expires_at": _or_null(MOMENT),
        "categories": _list(_object({"key": TEXT, "name": ref("Texts"), "colour": TEXT})),
        "cities": _list(_object({"country": TEXT, "name": ref("Texts")})),
        "kiosk": {
            **_or_null(_object({"pin_check": TEXT, "salt": TEXT})),
            "description": "The PIN that leaves the kiosk: SHA-256 of the salt's bytes and the digits, in hexadecimal.",
        },
        "inside": {
            "type": "object",
            "description": "By checkpoint, across all gates, as far as devices have delivered.",
            "additionalProperties": _object({"inside": NUMBER, "as_of": MOMENT}),
        },
    }
)

STATE = _object(
    {
        "battery": _or_null({"type": "number", "minimum": 0, "maximum": 1}),
        "charging": _or_null(FLAG),
        "unsent": {**NUMBER, "description": "How many scans it still has after this batch."},
        "app": {"type": "string", "maxLength": 40, "description": "The version of the door that it runs."},
        "oldest": {**_or_null(MOMENT), "description": "Of the oldest scan that it still has."},
    },
    optional="battery charging unsent app oldest",
    description="What the device says of itself, for the door chief.",
)

ATTENDEE = _object(
    {
        "registration": ID,
        **FACE,
        "expected": FLAG,
        "present": FLAG,
        "attended": FLAG,
        "first_in": _or_null(MOMENT),
        "last_out": _or_null(MOMENT),
        "minutes": NUMBER,
    }
)

PAD = _object(
    {
        "outcome": {
            "enum": ["open", "signed", "closed", "rehearsal", "no_place"],
            "description": "`open`: may sign; `closed`: at the desk only; `no_place`: nothing is signed for here.",
        },
        "place": _or_null(TEXT),
        "title": _or_null(ref("Texts")),
    }
)

DRAWN = _object(
    {
        "checkpoint": TEXT,
        "strokes": {
            **_list(_list({"type": "array", "items": {"type": "integer"}, "minItems": 3, "maxItems": 3})),
            "description": "Strokes of points: across, down, milliseconds since the first touch.",
        },
        "picture": {
            "type": "string",
            "description": "What was drawn: a PNG as a data address, at most 300 KB.",
        },
    }
)

SCHEMAS: Json = {
    "Problem": _object({"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "code": TEXT, "reference": TEXT},
                       optional="reference"),
    "Texts": TEXTS,
    "Face": _object(FACE),
    "WalkIn": _object(
        {
            "names": _object({"ar": TEXT, "latin": TEXT}, optional="ar latin"),
            "city": TEXT,
            "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "category": TEXT,
            "replaces": {**ID, "description": "The registration of an announced person who does not come."},
        },
        optional="country replaces",
        description="Somebody not announced who is given a blank badge.",
    ),
    "Scan": SCAN,
    "Scans": _object({"scans": {"type": "array", "maxItems": 1000, "items": ref("Scan")},
                      "sent_at": {**MOMENT, "description": "The device's clock now: how far it is off."},
                      "device": ref("DeviceState")},
                     optional="sent_at device"),
    "DeviceState": STATE,
    "Result": RESULT,
    "ScanResults": _object({"results": _list(ref("Result")), "server_time": MOMENT}),
    "CodeCheck": CODE_CHECK,
    "Person": PERSON,
    "Line": LINE,
    "Roster": _object({
        "cursor": TEXT, "whole": {**FLAG, "description": "Everything: forget what was known before."},
        "more": FLAG, "people": _list(ref("Person")), "scans": _list(ref("Line")), "server_time": MOMENT,
        "blanks": {**_list({**_list(TEXT), "minItems": 2, "maxItems": 2}),
                   "description": "Free blank badges, all of them, where they changed: check and typed_check of each."},
    }, optional="blanks"),
    "Check": _object({
        "server_time": MOMENT, "build": {**TEXT, "description": "The version of the door that is served."},
        "printer": FLAG, "certificate": _or_null({"type": "object"}),
    }),
    "Checked": _object({"results": {
        "type": "object", "description": "`ok` or another word for each.",
        "properties": dict.fromkeys("camera sound storage clock printer certificate".split(), TEXT),
    }}),
    "Noted": _object({"server_time": MOMENT}),
    "Checkpoint": CHECKPOINT,
    "Door": DOOR,
    "Attendee": ATTENDEE,
    "Pad": PAD,
    "DrawnSignature": DRAWN,
    "Attendance": _object({
        "session": TEXT, "as_of": MOMENT, "expected": NUMBER, "present": NUMBER, "attended": NUMBER,
        "people": _list(ref("Attendee")),
    }, optional="people"),
}  # fmt: skip
