"""For those who operate: alive, ready with what is not, and figures for the operator only."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.kernel import jobs, migrate
from app.kernel.db import engine
from tests.conftest import make_app


def test_it_is_alive_also_without_a_database(tmp_path: Path) -> None:
    app = make_app(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {"status": "ok"})


def test_it_is_ready_with_a_current_database_and_a_queue(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.get_json() == {"status": "ok", "database": True, "queue": True}
    assert answer.status_code == 200


def test_a_queue_in_redis_counts_too(sqlite_template: Path, tmp_path: Path, redis_url: str) -> None:
    app = make_app(tmp_path, f"sqlite:///{sqlite_template}", redis_url=redis_url)
    assert app.test_client().get("/readyz").get_json()["queue"] is True


def not_ready(app: Flask) -> list[str]:
    """What /readyz says is missing."""
    answer = app.test_client().get("/readyz")
    said = answer.get_json()
    assert (answer.status_code, said.pop("status")) == (503, "not ready")
    return [name for name, fine in said.items() if not fine]


def test_a_database_that_lacks_a_revision_is_not_ready(app: Flask) -> None:
    with app.app_context(), engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert not_ready(app) == ["database"]


def test_an_empty_database_is_not_ready(tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")
    assert not_ready(app) == ["database"]
    with app.app_context():
        migrate.upgrade()
        assert migrate.is_current()
        migrate.upgrade()
        engine().dispose()
    assert app.test_client().get("/readyz").status_code == 200


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://nobody@127.0.0.1:1/nothing", "sqlite:////no/such/folder/x.db"]
)
def test_a_database_that_is_gone_is_said_and_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, url: str
) -> None:
    with caplog.at_level(logging.ERROR):
        assert not_ready(make_app(tmp_path, url)) == ["database"]
    assert "a readiness check failed" in caplog.text


def test_a_queue_that_is_gone_is_said(sqlite_template: Path, tmp_path: Path) -> None:
    app = make_app(tmp_path, f"sqlite:///{sqlite_template}", redis_url="redis://127.0.0.1:1/0")
    assert not_ready(app) == ["queue"]


METRICS = "/metrics"


@pytest.mark.parametrize(
    ("token", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "192.0.2.7", 403),
        ("", {"X-Forwarded-For": "127.0.0.1"}, "127.0.0.1", 403),
        ("", {"Forwarded": "for=192.0.2.7"}, "127.0.0.1", 403),
        ("", {"x-real-ip": "192.0.2.7"}, "127.0.0.1", 403),
        ("", {"Via": "1.1 proxy"}, "127.0.0.1", 403),
        ("figures", {"Authorization": "Bearer figures"}, "192.0.2.7", 200),
        ("figures", {"Authorization": "Bearer guess"}, "127.0.0.1", 403),
        ("figures", {"Authorization": "figures é"}, "127.0.0.1", 403),
        ("figures", {}, "127.0.0.1", 403),
    ],
)
def test_figures_are_for_the_operator_only(
    tmp_path: Path, token: str, headers: dict[str, str], address: str, status: int
) -> None:
    app = make_app(tmp_path, "sqlite://", metrics_token=token)
    answer = app.test_client().get(METRICS, headers=headers, environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert ("multaqa_requests_total" in answer.text) == (status == 200)


def test_figures_count_routes_and_never_addresses(tmp_path: Path) -> None:
    visitor = make_app(tmp_path, "sqlite://").test_client()
    for _time in range(3):
        visitor.get("/no/such/secret-page")
        visitor.get("/healthz?token=secret")
    said = visitor.get(METRICS).text
    assert 'multaqa_requests_total{method="GET",route="/healthz",status="200"} 3.0' in said
    assert 'multaqa_requests_total{method="GET",route="(none)",status="404"} 3.0' in said
    assert 'multaqa_request_seconds_count{route="/healthz"} 3.0' in said
    assert "secret" not in said


def test_figures_are_read_when_they_are_asked_for(sqlite_app: Flask) -> None:
    visitor = sqlite_app.test_client()
    assert "multaqa_jobs_waiting 0.0" in visitor.get(METRICS).text
    with sqlite_app.app_context():
        jobs.enqueue("rest")
    assert "multaqa_jobs_waiting 1.0" in visitor.get(METRICS).text
