"""The door: devices, scans and what they say of presence."""

from __future__ import annotations

from flask import Flask

from app.checkin import api, public, views
from app.checkin.service import expecting, following
from app.kernel import guard


def init_app(app: Flask) -> None:
    """Recognise devices by their token, and add the door's pages and API."""
    app.extensions["door-build"] = public.version
    expecting.listen()
    following.listen()
    guard.register_loader(app, api.load_device)
    for room in (api, public, views):
        app.register_blueprint(room.blueprint)
