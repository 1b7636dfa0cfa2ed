"""Serving from a laptop at the venue: on the local network, with TLS from an authority of its own, without internet.

docs/adr/0014-venue.md says why; `flask venue` starts it.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask

from app import serve as server
from app.kernel import clock
from app.venue import authority, network, page
from app.venue.authority import Kept
from config import Config, ConfigurationError

PORT, PAGE_PORT = 8443, 8080
LOOK_AGAIN = 15  # seconds between two looks at the laptop's addresses
LOOPBACK = IPv4Address("127.0.0.1")


@dataclass(frozen=True)
class Venue:
    """How phones reach this laptop: the program over TLS, the page about trust over plain HTTP, and who vouches."""

    config: Config
    authority: Kept
    pem: Path  # key and certificate of the server
    page_url: str
    moved_from: str  # where phones knew the program last time, if it was elsewhere

    @property
    def folder(self) -> Path:
        """Where authority and certificate are kept."""
        return self.pem.parent


def prepare(config: Config, environ: Mapping[str, str]) -> Venue:
    """Find the addresses, have authority and certificate, and settle what the program is called.

    PORT, HOST and PUBLIC_URL count where they are set; ConfigurationError where phones could not come.
    """
    found = [*filter(authority.is_private, network.addresses())]
    host = environ.get("HOST") or "0.0.0.0"  # noqa: S104 - phones come from the network; TLS and sign-ins guard it
    port = config.port if environ.get("PORT") else PORT
    public_url = environ.get("PUBLIC_URL", "").rstrip("/") or _own_url(found, port)
    names = _names(public_url, [*found, LOOPBACK])
    folder, now = Path(config.instance) / "venue", clock.now()
    kept = authority.have_authority(folder, network.host_name().removesuffix(".local") or "laptop", now)
    pem = authority.have_certificate(folder, kept, names, [*found, LOOPBACK], now)
    return Venue(
        replace(config, host=host, port=port, public_url=public_url),
        kept,
        pem,
        # By number: a name that has once been met over TLS is never again asked for over plain HTTP.
        f"http://{found[0] if found else LOOPBACK}:{_page_port(environ)}/",
        _moved(folder / "address", public_url),
    )


def serve(app: Flask, venue: Venue, environ: Mapping[str, str], moved: Callable[[Venue], None]) -> None:
    """Serve until SIGTERM or SIGINT; OSError when a port is taken.

    When the laptop's addresses change, the certificate and what links say follow, and `moved` is told.
    """
    server.need_port(venue.config)
    trust = page.compose(app, venue.authority, venue.config.public_url)
    trusting = page.Page((venue.config.host, _page_port(environ)), trust)
    granian = server.production(venue.config, venue.pem)
    following = _Following(app, venue, environ, trusting, moved)
    granian.on_startup(threading.Thread(target=trusting.serve_forever, daemon=True).start)
    granian.on_startup(following.start)
    granian.on_shutdown(following.over.set)
    granian.on_shutdown(trusting.shutdown)
    _tell(venue.config)
    try:
        granian.serve()
    finally:
        trusting.server_close()


class _Following(threading.Thread):
    """Looks at the laptop's addresses now and then, and lets the server begin anew when they are others."""

    def __init__(
        self,
        app: Flask,
        venue: Venue,
        environ: Mapping[str, str],
        trusting: page.Page,
        moved: Callable[[Venue], None],
    ) -> None:
        super().__init__(daemon=True)
        self._app, self._environ, self._page, self._moved = app, environ, trusting, moved
        self._config, self._known = venue.config, venue.pem.read_bytes()
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(LOOK_AGAIN):
            try:
                venue = prepare(self._config, self._environ)
            except ConfigurationError:
                continue  # between two networks: what there is stays
            if (content := venue.pem.read_bytes()) == self._known:
                continue
            self._known = content
            self._page.trust = page.compose(self._app, venue.authority, venue.config.public_url)
            _tell(venue.config)
            os.kill(
                os.getpid(), signal.SIGHUP
            )  # new processes with the new certificate, then the old ones go
            self._moved(venue)


def _tell(config: Config) -> None:
    """Tell the processes that answer, which read the environment."""
    os.environ.update(PORT=str(config.port), HOST=config.host, PUBLIC_URL=config.public_url)


def _own_url(found: list[IPv4Address], port: int) -> str:
    if not found:
        raise ConfigurationError(
            "This laptop is on no local network that phones could join (10…, 172.16…, 192.168…): "
            "connect it to the venue's Wi-Fi or to a router of your own, then start again"
        )
    return f"https://{found[0]}:{port}"


def _names(public_url: str, addresses: list[IPv4Address]) -> list[str]:
    """The names for the certificate, that of PUBLIC_URL among them; ConfigurationError for one it may not hold."""
    names = [name for name in (network.host_name(),) if name]
    host = urlsplit(public_url).hostname or ""
    is_address = host in map(str, addresses)
    if not public_url.startswith("https://") or not (is_address or authority.is_local(host)):
        raise ConfigurationError(
            f"PUBLIC_URL must be https:// with an address or the .local name of this laptop, not {public_url!r}"
        )
    return names if is_address or host in names else [*names, host]


def _page_port(environ: Mapping[str, str]) -> int:
    text = environ.get("VENUE_PAGE_PORT", "") or str(PAGE_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigurationError(f"VENUE_PAGE_PORT must be a port, not {text!r}")
    return int(text)


def _moved(path: Path, public_url: str) -> str:
    """Where phones found the program last time, when that was elsewhere; the new place is kept."""
    before = path.read_text().strip() if path.exists() else ""
    if before != public_url:
        path.write_text(public_url + "\n")
    return "" if before in ("", public_url) else before
