"""Who may do what: every route states its permission or that it is open; rate limits where secrets could be tried."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from app.kernel.errors import Forbidden, NotSignedIn, TooMany
from app.kernel.scope import find_scope

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Actor:
    """Who acts: a user, a door's device, a delegate with a link, the program itself, or nobody known.

    `grants` maps an event's id to permissions there; the key None holds those for every event.
    """

    kind: str  # anonymous | user | device | delegate | system
    id: UUID | None = None
    name: str = ""
    grants: Mapping[UUID | None, frozenset[str]] = field(default_factory=dict)

    def may(self, permission: str, event_id: UUID | None) -> bool:
        """True when the permission holds for the event (None asks: for every event)."""
        everywhere = self.grants.get(None, frozenset())
        return permission in everywhere or permission in self.grants.get(event_id, frozenset())

    def may_somewhere(self, permission: str) -> bool:
        """True when the permission holds for at least one event."""
        return any(permission in granted for granted in self.grants.values())


ANONYMOUS = Actor("anonymous")
SYSTEM = Actor("system", name="Multaqa")

Loader = Callable[[], Actor | None]


def register_loader(app: Flask, loader: Loader) -> None:
    """Let a slice recognise its kind of actor from the request (None when it does not); the last slice is asked first.

    Doors come last and ask most: nothing else is looked up for them.
    """
    app.extensions.setdefault("actor-loaders", []).insert(0, loader)


def actor() -> Actor:
    """Who acts in this request; the program itself outside of one (commands and background work)."""
    if not request:
        return cast(Actor, g.get("actor", SYSTEM))
    if "actor" not in g:
        found = (loader() for loader in current_app.extensions.get("actor-loaders", []))
        g.actor = next((one for one in found if one is not None), ANONYMOUS)
    return cast(Actor, g.actor)


def act_as(one: Actor) -> None:
    """Name the actor where no session or token does: a delegate found by the secret of their link."""
    g.actor = one


def open_to_all(view: View) -> View:
    """Declare a route open: no permission is asked; what it shows must be public or guarded by a secret link."""
    view.permission = None  # type: ignore[attr-defined]
    view.open = True  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[View], View]:
    """Declare the permission of a route; for a route about one event it must hold for that event."""

    def declare(view: View) -> View:
        @functools.wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            check(permission)
            return view(*args, **kwargs)

        checked.permission = permission  # type: ignore[attr-defined]
        checked.open = False  # type: ignore[attr-defined]
        return cast(View, checked)

    return declare


def check(permission: str) -> None:
    """Raise NotSignedIn or Forbidden unless the actor holds the permission for this request's event."""
    who = actor()
    if who.kind == "anonymous":
        raise NotSignedIn
    scope = find_scope()
    allowed = who.may(permission, scope.id) if scope else who.may_somewhere(permission)
    if not allowed:
        raise Forbidden(permission=permission)


def may(permission: str) -> bool:
    """True when the actor holds the permission here; for showing or hiding what a page offers."""
    scope = find_scope()
    return actor().may(permission, scope.id) if scope else actor().may_somewhere(permission)


def limit(name: str, subject: str, rate: str) -> None:
    """Count one attempt of `name` by or at `subject`; raises TooMany beyond `rate` (such as "10/minute")."""
    if not count(name, subject, rate):
        raise TooMany(retry_after=_rate(rate).get_expiry())


def count(name: str, subject: str, rate: str) -> bool:
    """Count one attempt without refusing it; False when it was beyond the rate."""
    return _limiter().hit(_rate(rate), name, subject)


def check_limit(name: str, subject: str, rate: str) -> None:
    """Raise TooMany when earlier attempts have used the rate up; counts nothing itself."""
    if not _limiter().test(_rate(rate), name, subject):
        raise TooMany(retry_after=_rate(rate).get_expiry())


def _rate(text: str) -> RateLimitItem:
    item = parse(text)
    return type(item)(item.amount * current_app.config["CONFIG"].rate_factor, item.multiples)


def _limiter() -> MovingWindowRateLimiter:
    return cast(MovingWindowRateLimiter, current_app.extensions["limiter"])


def address() -> str:
    """The visitor's network, as the trusted proxies report it: an IPv4 address, or the /64 of an IPv6 one.

    Whoever has one IPv6 address has the 2**64 of its network, too, and would count as that many visitors.
    """
    said = request.remote_addr or "unknown"
    try:
        found = ip_address(said)
    except ValueError:  # no address, where a proxy names a visitor otherwise
        return said
    if isinstance(found, IPv4Address) or found.ipv4_mapped:
        return said
    return str(ip_network((found.packed, 64), strict=False))


class _Memory(MemoryStorage):
    """Counters in memory that are cleared every ten seconds, where the library starts a thread at nearly each count."""

    _next = 0.0

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802 - the name that the library's own method has
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + 10
            super()._MemoryStorage__schedule_expiry()  # type: ignore[misc]


def init_app(app: Flask) -> None:
    """Keep the counters of the rate limits in memory, or in Redis when several processes share them."""
    storage = storage_from_string(app.config["REDIS_URL"]) if app.config["REDIS_URL"] else _Memory()
    app.extensions["limiter"] = MovingWindowRateLimiter(storage)
    app.after_request(_names_no_host)


def _names_no_host(response: Response) -> Response:
    """Let a redirect lead within this site: the router's names the host that the request claims, who may be anybody."""
    if response.location and response.location.startswith(request.host_url):
        response.location = "/" + response.location.removeprefix(request.host_url).lstrip("/")
    return response
