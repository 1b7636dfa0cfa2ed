"""The agenda as schema.org/Event, for search engines and assistants; plain data, to be written as JSON-LD.

A search engine wants few facts and absolute addresses. A cancelled session stays, with its status.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.agenda.rules import PublishedSession, Version
from app.kernel import clock
from app.kernel.i18n import Text

CONTEXT = "https://schema.org"
MOST = 100
"""Sessions told on the page of the whole agenda; each has a page of its own besides."""


@dataclass(frozen=True)
class Share:
    """What a page shows of itself where its link is passed on; addresses are absolute."""

    title: str
    text: str
    url: str
    picture: str


@dataclass(frozen=True)
class LinkedEvent:
    """An event and its published sessions; `session_url` goes before a session's key."""

    title: Text
    summary: Text
    first: date
    last: date
    zone: str
    venue: Text
    city: Text
    country: str
    organisers: tuple[Text, ...]
    funder: Text
    url: str
    session_url: str
    picture: str
    languages: tuple[str, ...]
    sessions: Version


def linked_event(event: LinkedEvent, language: str) -> dict[str, Any]:
    """The whole event with its sessions as subEvent."""

    def said(text: Text) -> str:
        return text.pick(language, event.languages)

    return _whole(
        {
            "@context": CONTEXT,
            **_event(event, language),
            "description": said(event.summary),
            "image": [event.picture],
            "organizer": [{"@type": "Organization", "name": said(one)} for one in event.organisers],
            "funder": {"@type": "Organization", "name": said(event.funder)} if event.funder else None,
            "subEvent": [_session(event, one, language) for one in event.sessions[:MOST]],
        }
    )


def linked_session(event: LinkedEvent, key: str, language: str) -> dict[str, Any]:
    """One session with the event that it belongs to; {} for a key that is none."""
    one = next((one for one in event.sessions if one.key == key), None)
    if one is None:
        return {}
    return {
        "@context": CONTEXT,
        **_session(event, one, language),
        "image": [event.picture],
        "superEvent": _whole(_event(event, language)),
    }


def _event(event: LinkedEvent, language: str) -> dict[str, Any]:
    cancelled = bool(event.sessions) and all(one.cancelled for one in event.sessions)
    return {
        "@type": "Event",
        "@id": event.url,
        "name": event.title.pick(language, event.languages),
        "startDate": event.first.isoformat(),
        "endDate": event.last.isoformat(),
        "eventStatus": _status(cancelled),
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "inLanguage": list(event.languages),
        "url": event.url,
        "location": _place(event, event.venue, language),
    }


def _session(event: LinkedEvent, one: PublishedSession, language: str) -> dict[str, Any]:

    def said(text: Text) -> str:
        return text.pick(language, event.languages)

    return _whole(
        {
            "@type": "Event",
            "@id": event.session_url + one.key,
            "identifier": str(one.uid),
            "name": said(one.title),
            "alternateName": said(one.subtitle),
            "description": said(one.description) or "\n".join(map(said, one.topics)),
            "startDate": clock.local(one.starts_at, event.zone).isoformat(),
            "endDate": clock.local(one.ends_at, event.zone).isoformat(),
            "eventStatus": _status(one.cancelled),
            "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
            "inLanguage": list(dict.fromkeys(one.languages + one.interpretation)) or list(event.languages),
            "url": event.session_url + one.key,
            "location": _place(event, one.room_name or event.venue, language),
        }
    )


def _status(cancelled: bool) -> str:
    return f"{CONTEXT}/{'EventCancelled' if cancelled else 'EventScheduled'}"


def _place(event: LinkedEvent, name: Text, language: str) -> dict[str, Any]:

    def said(text: Text) -> str:
        return text.pick(language, event.languages)

    address = {
        "@type": "PostalAddress",
        "name": said(event.venue),
        "addressLocality": said(event.city),
        "addressCountry": event.country,
    }
    shown = said(name) or said(event.venue) or said(event.city) or event.country
    return {"@type": "Place", "name": shown, "address": _whole(address)}


def _whole(facts: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an empty property says something that is not so."""
    return {name: value for name, value in facts.items() if value not in ("", None, [], {})}
