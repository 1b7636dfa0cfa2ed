"""The one page over plain HTTP: the authority's certificate, and how a phone comes to trust it; nothing else."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask, render_template
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from app.kernel import assets, i18n
from app.venue.authority import Kept

CERTIFICATE, STYLE = "/multaqa-venue.crt", "/page.css"
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_FONTS = re.compile(r"@font-face\{[^}]*\}")  # this page does with those of the phone
_AT_ONCE, _PATIENCE = 32, 10  # visitors at once, and seconds that each may take


@dataclass(frozen=True)
class Trust:
    """What the page shows: it in each language, its style sheet, and the certificate."""

    pages: Mapping[str, bytes]
    style: bytes
    certificate: bytes


def compose(app: Flask, authority: Kept, address: str) -> Trust:
    """The page for the program at `address` (https), made ahead so that a visitor costs nothing."""
    facts = {"address": address, "certificate": CERTIFICATE, "style": STYLE}
    facts.update(name=authority.name, fingerprint=authority.fingerprint)
    pages = {}
    for language in i18n.LANGUAGES:
        with app.test_request_context("/"), i18n.speaking(language):
            pages[language] = render_template("trust.html", **facts).encode()
    style = _FONTS.sub("", assets.asset_file("app.css").read_text("utf-8"))
    return Trust(pages, style.encode(), authority.der)


class Page(ThreadingHTTPServer):
    """Serves `trust` in threads until `shutdown`; who comes when too many are there is turned away."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], trust: Trust) -> None:
        """Listen at once; OSError when the port is taken."""
        self.trust = trust
        self._places = threading.BoundedSemaphore(_AT_ONCE)
        super().__init__(address, _Visitor)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a visitor in, or close the line when the places are taken."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a visitor and give the place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of visitors who hang up: the rest is answered."""


class _Visitor(BaseHTTPRequestHandler):
    """One visitor: GET and HEAD of three addresses, and one request a line."""

    server: Page
    timeout = _PATIENCE
    server_version, sys_version = "Multaqa", ""

    def do_GET(self) -> None:
        """Answer with the page, its style sheet or the certificate."""
        parts, trust = urlsplit(self.path), self.server.trust
        if parts.path == CERTIFICATE:
            self._send("application/x-x509-ca-cert", trust.certificate)
        elif parts.path == STYLE:
            self._send("text/css; charset=utf-8", trust.style)
        elif parts.path == "/":
            self._send("text/html; charset=utf-8", trust.pages[self._language(parts.query)])
        else:
            self._send("text/plain; charset=utf-8", b"", HTTPStatus.NOT_FOUND)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server calls

    def _language(self, query: str) -> str:
        asked = parse_qs(query).get("lang", [""])[0]
        if asked in i18n.LANGUAGES:
            return asked
        accepted = parse_accept_header(self.headers.get("Accept-Language", ""), LanguageAccept)
        return accepted.best_match(i18n.LANGUAGES, "en") or "en"

    def _send(self, kind: str, body: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Keep no log: addresses of phones are nobody's business."""
