"""The ground of all tests: the application on both databases, its neighbours, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextvars import Context
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from app import create_app
from app.kernel import migrate
from app.kernel.db import db as database
from app.kernel.db import engine
from config import Config
from tests.support import browser as chromium
from tests.support import postgres, quick, redis, smtp, sqlite
from tests.support.keeper import shared

SECRET = "a key that is used in tests only"

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
quick.hurry()


class Visitor(FlaskClient):
    """A client whose requests know nothing of the test's own context: no shared `g`, no shared session.

    Objects that the test holds are read anew after a request, so that they show what it changed.
    """

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request, as from another thread."""
        if not has_app_context():
            return super().open(*args, **kwargs)
        database.session.rollback()
        return Context().run(super().open, *args, **kwargs)


def make_app(folder: Path, database_url: str, **settings: Any) -> Flask:
    """An application in a folder of its own; it takes forms without a CSRF token unless a test wants one."""
    config = Config(instance=folder, database_url=database_url, secret_key=SECRET, testing=True, **settings)
    app = create_app(config)
    app.test_client_class = Visitor
    app.config["WTF_CSRF_ENABLED"] = False
    quick.reuse_templates(app)
    return app


def _migrate(folder: Path, database_url: str) -> None:
    app = make_app(folder, database_url)
    with app.app_context():
        migrate.upgrade()
        engine().dispose()


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this session share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sqlite_template(session_folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    make = lambda: sqlite.make_template(session_folder, lambda url: _migrate(session_folder, url))  # noqa: E731
    return Path(shared(session_folder, "sqlite", make))


@pytest.fixture(scope="session")
def postgres_server(session_folder: Path) -> Path:
    """The embedded PostgreSQL with its migrated template."""
    make = lambda: postgres.start(lambda url: _migrate(session_folder, url))  # noqa: E731
    return Path(shared(session_folder, "postgres", make))


@pytest.fixture
def sqlite_app(sqlite_template: Path, tmp_path: Path) -> Iterator[Flask]:
    """The application on a fresh SQLite database."""
    app = make_app(tmp_path, sqlite.fresh_database(sqlite_template, tmp_path))
    yield app
    _let_go(app)


@pytest.fixture(scope="session")
def postgres_database(postgres_server: Path) -> Iterator[postgres.Reused]:
    """The database that the tests of this worker use in turn."""
    database = postgres.Reused(postgres_server)
    yield database
    database.drop()


@pytest.fixture
def postgres_app(postgres_database: postgres.Reused, tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty PostgreSQL database."""
    app = make_app(tmp_path, postgres_database.url)
    yield app
    _let_go(app)
    postgres_database.empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Flask:
    """The application on each database in turn: what every test of data asks for."""
    name = "sqlite_app" if request.param == "sqlite" else "postgres_app"
    return request.getfixturevalue(name)  # type: ignore[no-any-return]


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database, inside the application's context: for tests that call queries and services themselves."""
    with app.app_context():
        yield database
        database.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor of the application, without cookies yet."""
    return app.test_client()


@pytest.fixture(scope="session")
def redis_server() -> str:
    """The address of a Redis server of this worker's own."""
    return redis.start()


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The address of an empty Redis."""
    redis.empty(redis_server)
    return redis_server


@pytest.fixture
def mailbox() -> Iterator[smtp.Mailbox]:
    """A real SMTP server that keeps what it is sent."""
    with smtp.serving() as box:
        yield box


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Playwright itself, for tests that start a browser of their own (one with a camera, say)."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """Chromium, started once a worker; `tests.support.browser.window` opens a window in it."""
    started = chromium.launch(driver)
    yield started
    started.close()


def _let_go(app: Flask) -> None:
    if "scan-writer" in app.extensions:
        app.extensions["scan-writer"].close()
    with app.app_context():
        database.session.remove()
        engine().dispose()
