"""The kinds of letters on paper, with the words that are said until an event has its own."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_
from app.letters.rules.occasions import EVENT, Occasion

ON_PAPER = (
    "name", "name_other", "honorific", "function", "city", "country", "category", *EVENT, "organisers", "reference",
    "date", "arrives", "departs", "hotel",
)  # fmt: skip
PASSPORT = ("passport", "passport_country", "passport_expires")
PRESENCE = ("attended", "hours")

LETTERS: Mapping[str, Occasion] = {
    one.key: one
    for one in (
        Occasion(
            "letter.invitation", N_("Invitation"), ON_PAPER, N_("Invitation to {title}"),
            (
                N_("To {honorific} {name}\n{function}\n{city}"),
                N_("Dear {honorific} {name},"),
                N_("We have the honour to invite you to *{title}*, which is held in {venue_city} on {dates} at "
                   "{venue}."),
                N_("The theme of the meeting is: {theme}."),
                N_("Your presence and your experience will enrich the exchange between our cities. The secretariat is "
                   "at your disposal for all that concerns your stay."),
                N_("Please accept, {honorific} {name}, the assurance of our high consideration."),
            ),
        ),
        Occasion(
            "letter.visa", N_("Support for a visa"), (*ON_PAPER, *PASSPORT), N_("Support for a visa application"),
            (
                N_("To the consular authorities"),
                N_("We certify that {honorific} {name}, {function}, {city} ({country}), is invited to *{title}*, "
                   "which is held in {venue_city} on {dates}."),
                N_("Passport: *{passport}*, {passport_country}, valid until {passport_expires}."),
                N_("Arrival: {arrives}\nDeparture: {departs}\nStay: {hotel}"),
                N_("We would be grateful if you would grant the visa that this participation requires."),
                N_("Please accept the assurance of our high consideration."),
            ),
            ("passport",),
        ),
        Occasion(
            "letter.participation", N_("Participation, for the employer"), ON_PAPER,
            N_("Confirmation of participation"),
            (
                N_("To whom it may concern"),
                N_("We confirm that {honorific} {name}, {function}, {city}, takes part in *{title}* in {venue_city} on "
                   "{dates}."),
                N_("The meeting is organised by {organisers}."),
                N_("We thank you for making this participation possible."),
            ),
        ),
        Occasion(
            "letter.certificate", N_("Certificate of attendance"), (*ON_PAPER, *PRESENCE),
            N_("Certificate of attendance"),
            (
                N_("The organisers certify that"),
                N_("*{honorific} {name}*\n{function}\n{city}, {country}"),
                N_("took part in *{title}*, held in {venue_city} on {dates}, and attended {attended}."),
            ),
        ),
    )
}  # fmt: skip
"""The kinds of letters by key; a kind's last part stands in addresses and in Letter.kind."""

KINDS = tuple(key.partition(".")[2] for key in LETTERS)


def letter(kind: str) -> Occasion:
    """The occasion of a kind of letter; KeyError for one that there is not."""
    return LETTERS[f"letter.{kind}"]
