"""The occasions of mails, with the words that are said until an event has its own."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_
from app.letters.rules.occasions import EVENT, PERSON, Occasion

HELLO = N_("Dear {name},")
QUESTIONS = N_("Questions? Write to {contact}")

MAILS: Mapping[str, Occasion] = {
    one.key: one
    for one in (
        Occasion(
            "registration.received", N_("Registration received"), PERSON,
            N_("We have received your registration · {title}"),
            (
                HELLO,
                N_("We have received your registration. The secretariat reads it and writes to you."),
                N_("Your own page shows what you said. There you can change it or withdraw. "
                   "Keep its address to yourself."),
                "{link}", QUESTIONS,
            ),
            ("link",),
        ),
        Occasion(
            "registration.approved", N_("Registration approved"), (*PERSON, "badge", "sessions"),
            N_("Your registration is confirmed · {title}"),
            (
                HELLO,
                N_("Your registration is confirmed. Show this code at the door, on paper or on your phone."),
                "{badge}", "{sessions}", "{link}", QUESTIONS,
            ),
            ("badge", "link"),
        ),
        Occasion(
            "registration.refused", N_("Registration refused"), (*PERSON, "reason"),
            N_("About your registration · {title}"),
            (
                HELLO, N_("The secretariat could not accept your registration."), N_("Reason: {reason}"), QUESTIONS,
            ),
        ),
        Occasion(
            "registration.withdrawn", N_("Registration withdrawn"), PERSON,
            N_("You have withdrawn · {title}"),
            (
                HELLO,
                N_("You have withdrawn from the meeting; your badge code no longer works."),
                N_("If that was a mistake, your page takes you back while registration is open."),
                "{link}", QUESTIONS,
            ),
        ),
        Occasion(
            "registration.link", N_("Personal link"), PERSON,
            N_("The link to your page · {title}"),
            (
                HELLO,
                N_("Here is the link to your own page. Whoever has it can change your registration: "
                   "keep it to yourself."),
                "{link}", QUESTIONS,
            ),
            ("link",),
        ),
        Occasion(
            "registration.queued",
            N_("Put on the waiting list"),
            (*PERSON, "place"),
            N_("You are on the waiting list · {title}"),
            (
                HELLO,
                N_("All places are taken at this moment, so you are on the waiting list, "
                    "number {place} in your category."),
                N_("When a place falls free it is offered to you by mail, and you have some time to accept it."),
                "{link}",
                QUESTIONS,
            ),
        ),
        Occasion(
            "registration.offered",
            N_("A place fell free"),
            (*PERSON, "until"),
            N_("A place is free for you · {title}"),
            (
                HELLO,
                N_("A place fell free, and it is held for you until {until}."),
                N_("Accept it or give it up on your own page. Without an answer by then it goes to the next in line."),
                "{link}",
                QUESTIONS,
            ),
            ("link",),
        ),
        Occasion(
            "registration.lapsed",
            N_("Offer ended"),
            PERSON,
            N_("Your place went to the next · {title}"),
            (
                HELLO,
                N_(
                    "The time to accept your place is over, and it went to the next in line. Your page puts you in "
                    "line again."
                ),
                "{link}",
                QUESTIONS,
            ),
        ),
        Occasion(
            "registration.replaced",
            N_("Someone else comes instead"),
            PERSON,
            N_("Someone else comes in your place · {title}"),
            (
                HELLO,
                N_("Your delegation has named someone else in your place. Your badge code no longer works."),
                "{link}",
                QUESTIONS,
            ),
        ),
        Occasion(
            "registration.change-agreed",
            N_("Change approved"),
            PERSON,
            N_("Your change is approved · {title}"),
            (
                HELLO,
                N_("The secretariat has approved the change that you asked for. Your badge will show it."),
                "{link}",
                QUESTIONS,
            ),
        ),
        Occasion(
            "registration.change-refused",
            N_("Change refused"),
            (*PERSON, "reason"),
            N_("About the change that you asked for · {title}"),
            (
                HELLO,
                N_(
                    "The secretariat could not make the change that you asked for. Your registration stays as it was "
                    "approved."
                ),
                N_("Reason: {reason}"),
                "{link}",
                QUESTIONS,
            ),
        ),
        Occasion(
            "registration.invited",
            N_("Invitation to register"),
            PERSON,
            N_("You are invited · {title}"),
            (
                HELLO,
                N_("You are invited to {title}, {dates}, {venue_city}."),
                N_("A place is held for you: please answer on your own page, or say that you do not come."),
                "{link}",
                QUESTIONS,
            ),
            ("link",),
        ),
        Occasion(
            "registration.reminder", N_("Reminder"), PERSON,
            N_("Reminder · {title}"),
            (
                HELLO,
                N_("We have not heard from you yet. {title} takes place on {dates}; your own page takes a minute."),
                "{link}", QUESTIONS,
            ),
            ("link",),
        ),
        Occasion(
            "agenda.changed",
            N_("Changes of the agenda"),
            (*PERSON, "changes"),
            N_("The agenda has changed · {title}"),
            (
                HELLO,
                "{changes}",
                N_("All times are those of the venue. A calendar that you subscribed to follows by itself."),
                QUESTIONS,
            ),
            ("changes",),
        ),
        Occasion(
            "letter.sent", N_("Letter sent by mail"), (*PERSON, "reference"),
            N_("Your letter {reference} · {title}"),
            (
                HELLO,
                N_("Your letter is attached. You find it on your own page as well, where it can be fetched again."),
                "{link}", QUESTIONS,
            ),
        ),
        Occasion(
            "share.person", N_("WhatsApp: a delegate’s page"), PERSON, "{title}",
            (N_("{name}, this is your own page for the meeting ({dates}, {venue_city}):"), "{link}",
             N_("Keep its address to yourself.")),
            ("link",),
        ),
        Occasion(
            "share.event", N_("WhatsApp: the registration page"), EVENT, "{title}",
            (N_("{dates}, {venue_city}. Please register here:"), "{register}"),
            ("register",),
        ),
        Occasion(
            "sending", N_("Free sending"), PERSON, "{title}", (HELLO, "{link}", QUESTIONS),
        ),
    )
}  # fmt: skip
"""The occasions of mails by key, in the order in which the desk shows them."""
