"""Evidence: anchors of the records, and packs that prove who was there."""

from __future__ import annotations

from flask import Flask

from app.evidence import public, views
from app.kernel.i18n import N_

TABS = (
    (N_("Evidence packs"), "evidence_desk.packs", "evidence.make"),
    (N_("Anchors"), "evidence_desk.anchors", "evidence.make"),
)


def init_app(app: Flask) -> None:
    """Add the desk's pages and the address of the key."""
    app.extensions.setdefault("attendance-tabs", []).extend(TABS)
    app.register_blueprint(views.blueprint)
    app.register_blueprint(public.blueprint)
