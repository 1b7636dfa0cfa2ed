"""Pages that are the same for all who may see them: rendered once, then served from memory with an ETag."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import Response, current_app, request

from app.kernel.i18n import current_language

MOST = 2000  # pages of one process; some 40 kB each
SMALLEST = 500  # bytes; below it compression gains nothing

LASTING = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
ASKED_ABOUT = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language, Cookie"}
"""May be kept, but is asked about each time, which the ETag makes cheap."""


@dataclass(frozen=True)
class _Page:
    stamp: Hashable
    body: bytes
    packed: bytes | None
    etag: str


def cached_page(
    key: tuple[Hashable, ...],
    stamp: Hashable,
    render: Callable[[], str | bytes],
    *,
    mimetype: str = "text/html",
    modified: datetime | None = None,
    lasting: bool = False,
) -> Response:
    """The page kept under `key` and the visitor's language, rendered anew when `stamp` changed; or 304.

    It must not depend on who asks. With a query beyond ?lang it is rendered for this request alone, since
    links of the page repeat the query. A `lasting` one is asked for under a new ?v when it changes.
    """
    if set(request.args) - ({"lang", "v"} if lasting else {"lang"}):
        page = _made(stamp, render)
    else:
        page = _kept((*key, mimetype, current_language(), "lang" in request.args), stamp, render)
    packed = page.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    headers = {"ETag": f'"{page.etag}-gzip"' if packed else f'"{page.etag}"'}
    headers |= LASTING if lasting else ASKED_ABOUT
    if packed:
        headers["Content-Encoding"] = "gzip"
    response = current_app.response_class(
        page.packed if packed else page.body, mimetype=mimetype, headers=headers
    )
    if modified is not None:
        response.last_modified = modified
    if "If-None-Match" in request.headers or "If-Modified-Since" in request.headers:
        response.make_conditional(request.environ)
    return response


def _kept(key: Hashable, stamp: Hashable, render: Callable[[], str | bytes]) -> _Page:
    pages: dict[Hashable, _Page] = current_app.extensions.setdefault("pages", {})
    page = pages.get(key)
    if page is not None and page.stamp == stamp:
        return page
    # After a publication everybody asks at once: one renders, the others wait for what it made.
    locks: dict[Hashable, Lock] = current_app.extensions.setdefault("page-locks", {})
    if len(pages) >= MOST:
        pages.clear()
        locks.clear()
    with locks.setdefault(key, Lock()):
        page = pages.get(key)
        if page is None or page.stamp != stamp:
            page = pages[key] = _made(stamp, render)
    return page


def _made(stamp: Hashable, render: Callable[[], str | bytes]) -> _Page:
    made = render()
    body = made.encode() if isinstance(made, str) else made
    packed = gzip.compress(body, 6, mtime=0) if len(body) > SMALLEST else None
    return _Page(stamp, body, packed, hashlib.sha256(body).hexdigest()[:32])
