"""Multaqa: official multilingual meetings, from registration to attendance evidence."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

from flask import Flask

from app.kernel import assets, db, guard, health, jobs, storage, web
from app.slices import SLICES
from config import ROOT, Config


def create_app(config: Config | None = None) -> Flask:
    """Build the application from a Config (by default from the environment); slices are added lowest first."""
    config = config or Config.from_environment(os.environ)
    app = Flask(
        __name__, root_path=str(ROOT), static_folder=None, instance_path=str(Path(config.instance).resolve())
    )
    app.config.update(_flask_settings(config))
    for part in (db, guard, jobs, storage, web, health, assets):
        part.init_app(app)
    for name in SLICES[1:]:
        importlib.import_module(f"app.{name}").init_app(app)
    importlib.import_module("app.cli").init_app(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    keys = tuple(key.strip() for key in config.secret_key.split(",") if key.strip())
    return {
        "CONFIG": config,
        "ROOT": ROOT,
        "SECRET_KEY": keys[0],
        "SECRET_KEY_FALLBACKS": list(keys[1:]),
        "SECRET_KEYS": keys,
        "REDIS_URL": config.redis_url,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "TESTING": config.testing,
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "BABEL_DEFAULT_LOCALE": "en",
        "SESSION_COOKIE_SECURE": config.secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_NAME": "multaqa",
        "WTF_CSRF_TIME_LIMIT": None,
        # Pages behind a secret link send no referrer; the token in the form is the proof, not the header.
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": 4 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
    }
