"""Certificates of attendance: letters that presence alone gives."""

from __future__ import annotations

from flask import Flask

from app.certificates import service, views
from app.kernel.i18n import N_
from app.letters.service import make_specially

TAB = (N_("Certificates"), "certificates_desk.certificates", "attendance.view")


def init_app(app: Flask) -> None:
    """Say how this kind of letter is made, and add the desk's page."""
    make_specially("certificate", service.CERTIFICATE)
    app.extensions.setdefault("attendance-tabs", []).append(TAB)
    app.register_blueprint(views.blueprint)
