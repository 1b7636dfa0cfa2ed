"""What is made of many subjects: the event's page, a delegate's own page, the desk's home, the demo."""

from __future__ import annotations

from flask import Flask

from app.front import api, public, service, views


def init_app(app: Flask) -> None:
    """Write mails about what happens below, and add the pages."""
    service.listen()
    app.context_processor(views.rail)
    for room in (api, public):
        app.register_blueprint(room.blueprint)
    app.register_blueprint(views.blueprint)
