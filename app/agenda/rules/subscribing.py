"""One tap to subscribe: the same feed in the forms that the usual calendars open."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit


@dataclass(frozen=True)
class Subscription:
    """A feed's plain address, and the links that calendar programs and two web calendars take."""

    plain: str
    webcal: str
    google: str
    outlook: str


def subscription(address: str, name: str) -> Subscription:
    """The links for a feed at a public address; `name` is what Outlook calls the calendar."""
    webcal = urlunsplit(urlsplit(address)._replace(scheme="webcal"))
    return Subscription(
        plain=address,
        webcal=webcal,
        # Google takes a feed by its webcal address; given https it may read the file once and never again.
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook="https://outlook.live.com/calendar/0/addfromweb"
        f"?url={quote(address, safe='')}&name={quote(name, safe='')}",
    )
