"""The blueprint of attendance at the desk, and the row of pages under its word."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, current_app, request, url_for

from app.kernel import guard
from app.kernel.i18n import N_, _
from app.kernel.scope import scope

blueprint = Blueprint("attendance_desk", __name__)

TABS = (
    (N_("Sessions"), "attendance_desk.sessions", "attendance.view"),
    (N_("Closings"), "attendance_desk.closings", "attendance.view"),
    (N_("Lists"), "attendance_desk.records", "attendance.view"),
    (N_("Sign-in sheets"), "attendance_desk.sheets", "attendance.view"),
    (N_("Rule of presence"), "attendance_desk.rule", "attendance.view"),
)


@blueprint.app_context_processor
def provide() -> dict[str, Any]:
    """Let the pages of higher slices under the same word draw the same row."""
    return {"attendance_tabs": tabs}


def tabs() -> list[tuple[str, str, bool]]:
    """The pages under the word Attendance, those of higher slices last, as far as the reader may open them."""
    slug = scope().slug
    return [
        (url_for(endpoint, event=slug), _(word), request.endpoint == endpoint)
        for word, endpoint, permission in (*TABS, *current_app.extensions.get("attendance-tabs", ()))
        if guard.may(permission)
    ]
