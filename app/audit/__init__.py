"""The journal: who did what to whom, when, before and after; append-only and chained."""

from __future__ import annotations

from flask import Flask

from app.audit import views


def init_app(app: Flask) -> None:
    """Add the journal's page, and the names of acts for every page that shows some."""
    app.jinja_env.filters["act_name"] = views.act_name
    app.jinja_env.filters["field_name"] = views.field_name
    app.jinja_env.filters["noted"] = views.noted
    app.jinja_env.filters["said"] = views.said
    app.jinja_env.tests["said"] = views.is_said
    app.register_blueprint(views.blueprint)
