"""The event's rule of presence, as the desk sets it."""

from __future__ import annotations

from uuid import UUID

from app.attendance import queries
from app.attendance.models import AttendanceSettings
from app.attendance.rules import Rule
from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel.db import atomic


def set_rule(event_id: UUID, rule: Rule) -> None:
    """From now on presence is judged by this rule, of what lies behind as well; raises NotFound."""
    with atomic() as session:
        event = events.get_event(event_id)
        before, chosen = queries.rule_of(event_id), queries.settings_of(event_id)
        if before == rule:
            return
        if chosen is None:
            chosen = AttendanceSettings(event_id=event_id, sheets={})
            session.add(chosen)
        chosen.scan, chosen.least, chosen.signature = str(rule.scan), rule.least, str(rule.signature)
        was, now = ({"presence": said(one)} for one in (before, rule))
        about = event.title.pick("en")
        record(Act("attendance.rule-set", "event", event_id, event_id, about=about, before=was, after=now))


def said(rule: Rule) -> str:
    """The rule in short, for the journal: `minutes 30, signature needed`."""
    least = f" {rule.least}" if rule.least else ""
    return f"{rule.scan}{least}, signature {rule.signature}"
