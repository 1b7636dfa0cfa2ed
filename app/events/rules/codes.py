"""Which codes are known: languages and countries as Babel has them, time zones, colours, slugs."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale

RESERVED_SLUGS = frozenset(
    {
        "desk", "door", "api", "p", "c", "v", "static", "healthz", "readyz", "metrics", "events", "event",
        "favicon.ico", "robots.txt", "sitemap.xml", "manifest.webmanifest", "sw.js", ".well-known",
        "account", "sign-in", "sign-out", "login", "logout", "verify", "mail", "uploads", "admin",
    }
)  # fmt: skip
"""Addresses of the program at its root, and some that it may want one day: no event can be named so."""

RESERVED_SESSIONS = frozenset({"main"})
"""The entrance's checkpoint is called main, and a session's key is its checkpoint's key."""

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,38}[a-z0-9]")
KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


def is_slug(value: str) -> bool:
    """Whether this is 2 to 40 lower-case letters, digits and inner hyphens (it may still be reserved)."""
    return SLUG.fullmatch(value) is not None


def is_key(value: str) -> bool:
    """Whether this can name a room, session or category: 1 to 40 lower-case letters, digits, hyphens."""
    return KEY.fullmatch(value) is not None


def is_colour(value: str) -> bool:
    """Whether this is a colour such as #0b6b58."""
    return COLOUR.fullmatch(value) is not None


def is_address(value: str) -> bool:
    """Whether this looks like a mail address; that it exists is not asked."""
    return ADDRESS.fullmatch(value) is not None


def is_language(value: str) -> bool:
    """Whether this is an ISO 639 code of two or three letters that Babel knows, such as ar."""
    return value in _languages()


def is_country(value: str) -> bool:
    """Whether this is an ISO 3166 code of two letters, such as MR."""
    return value in _countries()


def is_timezone(value: str) -> bool:
    """Whether this is a zone of the IANA database, such as Africa/Nouakchott."""
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", value) or len(value) > 64:
        return False
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def _languages() -> frozenset[str]:
    codes = {str(code) for code in Locale.parse("en").languages if re.fullmatch(r"[a-z]{2,3}", str(code))}
    return frozenset(codes - {"mul", "und", "zxx"})


@cache
def _countries() -> frozenset[str]:
    codes = {str(code) for code in Locale.parse("en").territories if re.fullmatch(r"[A-Z]{2}", str(code))}
    islands = {
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "IC",
        "TA",
    }  # reserved in ISO 3166, parts of countries that are there
    return frozenset(codes - islands - {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
