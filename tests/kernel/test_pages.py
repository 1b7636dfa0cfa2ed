"""Pages kept in memory: rendered once a stamp and language, answered by 304, never mixed up."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from app.kernel import guard, pages
from app.kernel.i18n import current_language


class Counter:
    """A page that says how often it was made."""

    stamp = 1
    made = 0

    def render(self) -> str:
        self.made += 1
        return f"{current_language()} {self.made} " + "x" * 600


@pytest.fixture
def page(sqlite_app: Flask) -> Counter:
    counter = Counter()

    @sqlite_app.get("/kept")
    @guard.open_to_all
    def kept() -> Response:
        return pages.cached_page(("kept",), counter.stamp, counter.render, mimetype="text/plain")

    return counter


@pytest.fixture
def visitor(sqlite_app: Flask, page: Counter) -> FlaskClient:
    return sqlite_app.test_client()


def test_a_page_is_made_once_until_its_stamp_changes(visitor: FlaskClient, page: Counter) -> None:
    assert visitor.get("/kept").data == visitor.get("/kept").data
    assert page.made == 1
    page.stamp = 2
    assert visitor.get("/kept").text.startswith("en 2")


def test_each_language_has_its_own(visitor: FlaskClient, page: Counter) -> None:
    assert visitor.get("/kept?lang=ar").text.startswith("ar 1")
    assert visitor.get("/kept?lang=fr").text.startswith("fr 2")
    assert visitor.get("/kept?lang=ar").text.startswith("ar 1")


def test_what_is_unchanged_is_not_sent_again(visitor: FlaskClient, page: Counter) -> None:
    etag = visitor.get("/kept").headers["ETag"]
    answer = visitor.get("/kept", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")
    page.stamp = 2
    assert visitor.get("/kept", headers={"If-None-Match": etag}).status_code == 200


def test_it_travels_compressed_where_that_is_taken(visitor: FlaskClient, page: Counter) -> None:
    packed = visitor.get("/kept", headers={"Accept-Encoding": "gzip, br"})
    plain = visitor.get("/kept")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_another_query_is_answered_for_itself(visitor: FlaskClient, page: Counter) -> None:
    first = visitor.get("/kept").data
    assert visitor.get("/kept?x=1").data != first
    assert visitor.get("/kept").data == first


def test_memory_is_bounded(visitor: FlaskClient, page: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MOST", 1)
    for language in ("ar", "fr", "ar"):
        visitor.get(f"/kept?lang={language}")
    assert page.made == 3
    assert len(visitor.application.extensions["pages"]) == 1
