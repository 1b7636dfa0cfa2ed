"""For those who operate: alive, able to serve, and figures for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

from flask import Blueprint, Flask, Response, current_app, g, jsonify, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from app.kernel import guard, jobs, migrate
from app.kernel.errors import Forbidden
from app.kernel.signing import matches

blueprint = Blueprint("health", __name__)

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

PROXIED = frozenset(
    {"X-Forwarded-For", "X-Real-Ip", "Forwarded", "Via"}
)  # what proxies add, one or the other

Figure = Callable[[], float]


@blueprint.get("/healthz")
@guard.open_to_all
def alive() -> ResponseReturnValue:
    """The process answers; nothing else is asked."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@guard.open_to_all
def ready() -> ResponseReturnValue:
    """Able to serve: the database answers and is current, the queue can be reached; else 503 and which is not."""
    checks = {"database": _works(migrate.is_current), "queue": _works(lambda: jobs.waiting() >= 0)}
    fine = all(checks.values())
    return jsonify(status="ok" if fine else "not ready", **checks), (200 if fine else 503)


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:
        # Whatever the driver raises, the answer is the same: not ready. The cause is for the log.
        current_app.logger.exception("a readiness check failed")
        return False


@blueprint.get("/metrics")
@guard.open_to_all
def metrics() -> Response:
    """Prometheus text; only with METRICS_TOKEN as bearer or, where none is set, from this machine itself."""
    wanted = current_app.config["CONFIG"].metrics_token
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    here = request.remote_addr in ("127.0.0.1", "::1") and not PROXIED & {name for name, _ in request.headers}
    if not (matches(given, wanted) if wanted else here):
        raise Forbidden
    registry: CollectorRegistry = current_app.extensions["metrics"]
    for gauge, figure in current_app.extensions["figures"]:
        gauge.set(figure())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def add_figure(app: Flask, name: str, meaning: str, figure: Figure) -> None:
    """Let a slice show a number that is read at each scrape."""
    gauge = Gauge(f"multaqa_{name}", meaning, registry=app.extensions["metrics"])
    app.extensions["figures"].append((gauge, figure))


def init_app(app: Flask) -> None:
    """Count requests by route and status, never by address: addresses hold secrets."""
    registry = app.extensions["metrics"] = CollectorRegistry()
    app.extensions["figures"] = []
    asked = Counter("multaqa_requests", "Requests answered", ["route", "method", "status"], registry=registry)
    took = Histogram("multaqa_request_seconds", "Time to answer", ["route"], registry=registry)
    add_figure(app, "jobs_waiting", "Tasks in the queue", jobs.waiting)

    answered, lasted = (
        cache(asked.labels),
        cache(took.labels),
    )  # finding a label again takes longer than counting

    @app.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "(none)"
        method = request.method if request.method in METHODS else "other"  # a visitor may invent any number
        answered(route, method, response.status_code).inc()
        lasted(route).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response

    app.register_blueprint(blueprint)
