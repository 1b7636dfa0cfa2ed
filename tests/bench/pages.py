"""Pages that everybody reads, registrations that everybody sends, and what a first visit weighs."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from uuid import uuid4

import brotli

from tests.bench.ground import SLUG, Ground, Measured, postgresql, standing
from tests.support.load import request

SECONDS = 4.0
CLIENTS = 8


def reading(ground: Ground) -> Iterator[dict[str, Any]]:
    """Event page, agenda and calendar at 8 clients, against /healthz of the same server."""
    bare = _get(ground, "/healthz")
    for name, path in (
        ("event-page", f"/{SLUG}/"),
        ("agenda", f"/{SLUG}/agenda"),
        ("calendar", f"/{SLUG}/calendar.ics"),
    ):
        yield _line(name, _get(ground, path), "pages/s", bare)


def _get(ground: Ground, path: str) -> Measured:
    one = request("GET", path, headers=[("Accept-Encoding", "gzip"), ("Accept-Language", "ar")])
    return ground.run([[one]] * CLIENTS, SECONDS, repeat=True)


def registering(ground: Ground) -> Iterator[dict[str, Any]]:
    """Whole registrations at 8 clients, each with journal line and mail in the outbox, against /healthz."""
    bare = _get(ground, "/healthz")
    lists = [_forms(ground, client, 400) for client in range(CLIENTS)]
    yield _line("registrations", ground.run(lists, SECONDS), "registrations/s", bare, wanted=303)


def on_postgresql(folder: Path) -> Iterator[dict[str, Any]]:
    """The same registrations with PostgreSQL behind the server."""
    with postgresql(folder / "database") as url, standing(folder / "instance", 0, DATABASE_URL=url) as ground:
        for line in registering(ground):
            yield {**line, "database": "postgresql"}


def _forms(ground: Ground, client: int, count: int) -> list[bytes]:
    """One visitor's forms: the token of their page, and another person in each."""
    jar = CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = visitor.open(f"{ground.server.url}/{SLUG}/register?lang=fr").read().decode()
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the page of the registration has no token")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    headers = [("Cookie", cookies), ("Content-Type", "application/x-www-form-urlencoded")]
    return [
        request("POST", f"/{SLUG}/register", _person(found[1], f"bench-{client}-{number}"), headers)
        for number in range(count)
    ]


def _person(token: str, name: str) -> bytes:
    answers = {
        "csrf_token": token, "submission": str(uuid4()), "name_latin": f"Person {name}", "category": "expert",
        "country": "MR", "city": "Rosso", "email": f"{name}@example.org", "language": "fr", "consent_processing": "y",
    }  # fmt: skip
    return urllib.parse.urlencode(answers).encode()


def _line(name: str, done: Measured, unit: str, bare: Measured, wanted: int = 200) -> dict[str, Any]:
    if set(done.done.statuses) != {wanted}:
        raise RuntimeError(f"{name}: answers were {dict(done.done.statuses)}")
    return {"bench": name, **done.beside(bare, unit, "GET /healthz")}


def weight(ground: Ground) -> Iterator[dict[str, Any]]:
    """Bytes and requests of a first visit in Arabic, compressed as a phone takes them, fonts included."""
    for name, path in (("event-page", f"/{SLUG}/"), ("door", "/door/")):
        total, count = _visit(ground.server.url, f"{path}?lang=ar")
        aim = 500e3 if name == "door" else 100e3
        yield {
            "bench": f"first-load-{name}", "value": round(total / 1000, 1), "unit": "kB", "requests": count,
            "baseline": "100 kB for a page, 500 kB for the door", "ratio": round(total / aim, 2),
        }  # fmt: skip


def _visit(url: str, path: str) -> tuple[int, int]:
    """The page, what its tags name, and what those sheets name: all fonts, though a phone takes what it needs."""
    seen: dict[str, int] = {}
    waiting = [path]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        body, text = _fetch(url + address)
        seen[address] = body
        if address == path:
            waiting += re.findall(r'(?:src|href)="(/static/[^"#]+|/[a-z]+/accent\.css[^"]*)', text)
        elif ".css" in address:
            waiting += [
                f"/static/build/{one}" for one in re.findall(r"url\(\"?(?:\./)?([\w.-]+\.woff2)", text)
            ]
    return sum(seen.values()), len(seen)


def _fetch(url: str) -> tuple[int, str]:
    answer = urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "br"}))
    body = answer.read()
    plain = brotli.decompress(body) if answer.headers.get("Content-Encoding") == "br" else body
    return len(body), plain.decode("utf-8", "replace")
