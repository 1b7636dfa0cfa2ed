"""Statistics: figures drawn from registrations, scans and signatures; quorum kept as a fact; what is published."""

from __future__ import annotations

from flask import Flask

from app.kernel.i18n import N_
from app.statistics import public, views

TABS = (
    (N_("Statistics"), "statistics_desk.statistics", "attendance.view"),
    (N_("Quorum"), "statistics_desk.quorum", "attendance.view"),
    (N_("Published figures"), "statistics_desk.publication", "attendance.view"),
)


def init_app(app: Flask) -> None:
    """Add the pages, under the desk's word Attendance."""
    app.extensions.setdefault("attendance-tabs", []).extend(TABS)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(public.blueprint)
