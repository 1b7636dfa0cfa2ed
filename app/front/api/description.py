"""The paths of the API in OpenAPI 3.1; what they exchange stands in `schemas`."""

from __future__ import annotations

from typing import Any

from app.front.api.schemas import SCHEMAS, ref

Json = dict[str, Any]

VERSION = "1.0.0"  # of the API; it grows by what old programs may ignore, and only by that

INTRODUCTION = (
    "Scans in, verdicts out, and what doors and programs may read. Everything needs `Authorization: Bearer TOKEN`: "
    "a door's token (`flask door pair`) or an account's (`flask user token`). Errors are problem details (RFC 9457); "
    "a scan that is refused is no error but an outcome with status 200."
)


def described(server: str) -> Json:
    """The whole description, for a server at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Multaqa",
            "version": VERSION,
            "description": INTRODUCTION,
            "license": {"name": "MIT"},
        },
        "servers": [{"url": server}],
        "security": [{"bearer": []}],
        "paths": PATHS,
        "components": {
            "schemas": SCHEMAS,
            "responses": PROBLEMS,
            "parameters": {"event": EVENT},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _problem(description: str, **more: Any) -> Json:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": ref("Problem")}},
        **more,
    }


RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}

PROBLEMS = {
    "400": _problem("The body is not what this address takes."),
    "401": _problem("No token, or an unknown one."),
    "403": _problem("The token does not allow this, or belongs to another event."),
    "404": _problem("No such event or session."),
    "409": _problem("There is no badge to print."),
    "413": _problem("More than 1,000 scans, or a body of more than 4 MB."),
    "422": _problem("What was drawn is no signature."),
    "429": _problem("Too many attempts.", headers=RETRY),
}

EVENT = {
    "name": "event",
    "in": "path",
    "required": True,
    "description": "The event's slug; a former one redirects (308 for a POST).",
    "schema": {"type": "string"},
}

REGISTRATION = {
    "name": "registration",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


def _answers(schema: str, description: str, *problems: str) -> Json:
    good = {"description": description, "content": {"application/json": {"schema": ref(schema)}}}
    return {"200": good, **_refused(*problems)}


def _refused(*problems: str) -> Json:
    return {
        status: {"$ref": f"#/components/responses/{status}"} for status in ("401", "403", "404", *problems)
    }


def _query(name: str, description: str, **more: Any) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": {"type": "string"}, **more}


def _at(part: str, **operations: Json) -> tuple[str, Json]:
    path = f"/api/v1/events/{{event}}/{part}"
    return path, {"parameters": [{"$ref": "#/components/parameters/event"}], **operations}


PATHS: Json = dict(
    [
        _at(
            "scans",
            post={
                "operationId": "sendScans",
                "summary": "One scan or a thousand, safe to repeat",
                "description": "One result a scan, in the order sent. Permission: scan.",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": ref("Scans")}},
                },
                "responses": _answers("ScanResults", "Every scan judged and kept.", "400", "413", "429"),
            },
        ),
        _at(
            "roster",
            get={
                "operationId": "readRoster",
                "summary": "What a door needs offline, as changes since a cursor",
                "description": "Ask again with its cursor, at once while `more` is true. Permission: roster.read.",
                "parameters": [_query("since", "The cursor of the last answer; without it, everything.")],
                "responses": _answers("Roster", "People and scans since the cursor."),
            },
        ),
        _at(
            "door",
            get={
                "operationId": "readDoor",
                "summary": "What the device is, and where it may scan",
                "description": "With an ETag, to be asked again and again. Permission: roster.read.",
                "responses": _answers(
                    "Door", "The event, and the checkpoints of this device with their hours."
                ),
            },
        ),
        _at(
            "check",
            get={
                "operationId": "readCheck",
                "summary": "What a device compares itself with the day before",
                "description": "Permission: roster.read.",
                "responses": _answers(
                    "Check", "The server's clock, the door's version, printer and certificate."
                ),
            },
            post={
                "operationId": "sendCheck",
                "summary": "What the device found of itself",
                "description": "A green light for each `ok` on the desk's board. Permission: roster.read.",
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": ref("Checked")}},
                },
                "responses": _answers("Noted", "Kept.", "400"),
            },
        ),
        _at(
            "badges/{registration}.pdf",
            get={
                "operationId": "printBadge",
                "summary": "One badge to print",
                "description": "For devices whose pairing may print. Permission: badges.print.",
                "parameters": [
                    REGISTRATION,
                    _query("paper", "The name of a paper; without it the event’s for a badge by itself."),
                ],
                "responses": {
                    "200": {"description": "The badge.", "content": {"application/pdf": {"schema": {}}}},
                    **_refused("409"),
                },
            },
        ),
        _at(
            "attendance",
            get={
                "operationId": "readAttendance",
                "summary": "Presence at one session, derived from the scans",
                "description": "Permission: attendance.counts; `people` only with attendance.view.",
                "parameters": [_query("session", "A session's key, or main.", required=True)],
                "responses": _answers("Attendance", "Presence as of now."),
            },
        ),
        _at(
            "signatures/{registration}",
            get={
                "operationId": "readPad",
                "summary": "What somebody would sign for here, and whether they can",
                "description": "For devices whose pairing lets people sign. Permission: attendance.sign.",
                "parameters": [
                    REGISTRATION,
                    _query("checkpoint", "Where the device stands.", required=True),
                ],
                "responses": _answers(
                    "Pad", "The session or half-day; at an entrance, the half-day under way."
                ),
            },
            post={
                "operationId": "sendSignature",
                "summary": "A signature drawn on the device's screen; again changes nothing",
                "description": "Sealed with person, place and time. Permission: attendance.sign.",
                "parameters": [REGISTRATION],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": ref("DrawnSignature")}},
                },
                "responses": _answers("Pad", "`signed`, or why nothing was written.", "400", "422"),
            },
        ),
        (
            "/api/v1/openapi.json",
            {
                "get": {
                    "operationId": "readDescription",
                    "summary": "This description",
                    "security": [],
                    "responses": {
                        "200": {
                            "description": "OpenAPI 3.1.",
                            "content": {"application/json": {"schema": {"type": "object"}}},
                        }
                    },
                }
            },
        ),
    ]
)
