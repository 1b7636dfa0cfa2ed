"""What placeholders say of one delegate at one event, in the language being spoken."""

from __future__ import annotations

from uuid import UUID

from app.events import queries as events
from app.events.models import Event
from app.kernel import web
from app.kernel.i18n import Text, country_name, current_language, direction, format_days, separator
from app.letters.rules.dates import letter_day
from app.registration import queries as registrations
from app.registration.models import Registration
from app.registration.rules import PassportFacts
from app.travel import queries as travels

HIDDEN = "…"
"""Stands for the secret of a personal link, and for a passport, wherever the reader is not the delegate."""


def of_person(person: Registration, *, mail_id: UUID | None = None, sample: bool = False) -> dict[str, str]:
    """The facts of rules.PERSON; in a `sample` the personal link leads nowhere.

    With `mail_id` the link says of which mail it was, so that following it is noted there.
    """
    event, language = events.get_event(person.event_id), current_language()
    arabic, latin = person.name_ar, person.name_latin
    first, second = (arabic, latin) if direction(language) == "rtl" else (latin, arabic)
    city = person.city.name.pick(language, tuple(event.languages)) if person.city else person.city_typed
    return {
        "name": first or second,
        "name_other": second if first else "",
        "honorific": person.honorific,
        "function": person.function,
        "city": city,
        "country": country_name(person.country, language),
        "category": person.category.name.pick(language, tuple(event.languages)),
        "delegation": person.delegation.title.pick(language, tuple(event.languages))
        if person.delegation
        else "",
        "link": _link(person, mail_id, sample),
        **of_event(event, language),
    }


def _link(person: Registration, mail_id: UUID | None, sample: bool) -> str:
    token = HIDDEN if sample else registrations.link_token(person)
    more = {"m": mail_id} if mail_id and not sample else {}
    return web.public_url("front.own_page", token=token, **more)


def of_event(event: Event, language: str) -> dict[str, str]:
    """The facts of rules.EVENT, and who organises it."""

    def pick(text: Text) -> str:
        return text.pick(language, tuple(event.languages))

    return {
        "title": pick(event.title),
        "theme": pick(event.theme),
        "dates": format_days(event.starts, event.ends, language, event.country),
        "venue": pick(event.venue),
        "venue_city": pick(event.city),
        "host": pick(event.host),
        "contact": event.contact,
        "register": web.public_url("registration.register", event=event.slug),
        "organisers": separator(language).join(pick(one.name) for one in event.organisers),
    }


def on_paper(person: Registration, passport: PassportFacts | None, *, sample: bool = False) -> dict[str, str]:
    """The facts that letters add: journey, stay and passport; '' for what is not known."""
    event, language = events.get_event(person.event_id), current_language()
    stay = travels.find(person.id)
    days = {
        "arrives": stay.arrives_on if stay else None,
        "departs": stay.departs_on if stay else None,
        "passport_expires": passport.expires if passport else None,
    }
    return {
        **{
            name: letter_day(day, language, event.country, False) if day else "" for name, day in days.items()
        },
        "hotel": stay.hotel.name.pick(language, tuple(event.languages)) if stay and stay.hotel else "",
        "passport": (HIDDEN if sample else passport.number) if passport else "",
        "passport_country": country_name(passport.country, language) if passport else "",
    }
