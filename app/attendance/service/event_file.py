"""What event files and copies of events take along: the rule of presence, and how sheets are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.attendance import queries
from app.attendance.models import AttendanceSettings
from app.attendance.rules.event_file import InFile, read_settings, write_settings
from app.attendance.rules.sheets import choices_from
from app.attendance.service.settings import set_rule
from app.attendance.service.sheets import choose_sheets
from app.events import queries as events
from app.kernel.db import atomic, db


def settings_for_file(event_id: UUID) -> dict[str, Any] | None:
    """What an event file says of attendance; None while the event keeps what the program does."""
    chosen = queries.settings_of(event_id)
    if chosen is None:
        return None
    spoken = events.get_event(event_id).languages
    sheets = choices_from(chosen.sheets, spoken) if chosen.sheets else None
    return write_settings(InFile(queries.rule_of(event_id), sheets))


def take_settings(event_id: UUID, said: object, before: object, *, force: bool) -> bool:
    """Take what a file says of attendance; False when the desk's own stays, which changed since the file `before`.

    Raises EventFileFaults.
    """
    if said is None:
        return True
    with atomic():
        event = events.get_event(event_id)
        categories = [one.key for one in events.categories(event_id)]
        wanted = read_settings(said, event.languages, categories)
        now = settings_for_file(event_id)
        if now == write_settings(wanted):
            return True
        if now is not None and not force and now != _normal(before, event.languages, categories):
            return False
        set_rule(event_id, wanted.rule)
        if wanted.sheets:
            choose_sheets(event_id, wanted.sheets)
        elif chosen := queries.settings_of(event_id):
            chosen.sheets = {}
        return True


def _normal(before: object, languages: Any, categories: Any) -> Mapping[str, Any] | None:
    return write_settings(read_settings(before, languages, categories)) if before else None


def copy_settings(event_id: UUID, source_id: UUID) -> None:
    """Let a copy of an event judge presence and make its sheets as its source does; inside atomic()."""
    chosen = queries.settings_of(source_id)
    if chosen is None:
        return
    own = queries.settings_of(event_id) or AttendanceSettings(event_id=event_id)
    own.scan, own.least, own.signature = chosen.scan, chosen.least, chosen.signature
    own.sheets = dict(chosen.sheets)
    db.session.add(own)
