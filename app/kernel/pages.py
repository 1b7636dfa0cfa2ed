"""Pages that are the same for all who may see them: rendered once, then served from memory with an ETag."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from flask import Response, current_app, request

from app.kernel.i18n import current_language

MOST = 2000  # pages of one process; some 40 kB each
SMALLEST = 500  # bytes; below it compression gains nothing


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

    It must not depend on who asks. With a query beyond ?lang and ?v it is rendered for this request alone,
    since links of the page repeat the query. A `lasting` one is asked for under a new ?v when it changes.
    """
    if set(request.args) - {"lang", "v"}:
        page = _made(stamp, render)
    else:
        page = _kept((*key, mimetype, current_language(), "lang" in request.args), stamp, render)
    packed = page.packed is not None and request.accept_encodings["gzip"] > 0
    response = current_app.response_class(page.packed if packed else page.body, mimetype=mimetype)
    response.set_etag(f"{page.etag}-gzip" if packed else page.etag)
    response.vary.add("Accept-Encoding")
    if lasting:
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    else:
        response.headers["Cache-Control"] = "no-cache"  # kept, but asked about, which the ETag makes cheap
        response.vary.update(("Accept-Language", "Cookie"))
    if packed:
        response.content_encoding = "gzip"
    if modified is not None:
        response.last_modified = modified
    response.make_conditional(request.environ)
    return response


def _kept(key: Hashable, stamp: Hashable, render: Callable[[], str | bytes]) -> _Page:
    pages: dict[Hashable, _Page] = current_app.extensions.setdefault("pages", {})
    page = pages.get(key)
    if page is None or page.stamp != stamp:
        if len(pages) >= MOST:
            pages.clear()
        page = pages[key] = _made(stamp, render)
    return page


def _made(stamp: Hashable, render: Callable[[], str | bytes]) -> _Page:
    made = render()
    body = made.encode() if isinstance(made, str) else made
    packed = gzip.compress(body, 6, mtime=0) if len(body) > SMALLEST else None
    return _Page(stamp, body, packed, hashlib.sha256(body).hexdigest()[:32])
