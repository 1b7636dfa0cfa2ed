"""What figures are called and how each is defined, in the words of the program."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.i18n import N_

TITLES: Mapping[str, str] = {
    "overview": N_("From registration to presence"),
    "halfdays": N_("Half-days"),
    "sessions": N_("Sessions"),
    "arrivals": N_("Arrivals"),
    "retention": N_("From one day to the next"),
    "categories": N_("By category"),
    "countries": N_("By country"),
    "cities": N_("By city"),
    "genders": N_("Women and men"),
    "speakers": N_("Women and men on the programme"),
    "delegations": N_("Delegations"),
    "delegation-states": N_("Complete delegations"),
    "quorum": N_("Quorum of member cities"),
}

FIRSTS: Mapping[str, str] = {
    "overview": N_("Step"), "halfdays": N_("Half-day"), "sessions": N_("Session"), "arrivals": N_("Until"),
    "retention": N_("Days"), "categories": N_("Category"), "countries": N_("Country"), "cities": N_("City"),
    "genders": N_("Step or place"), "speakers": N_("Role"), "delegations": N_("Delegation"),
    "delegation-states": N_("State"), "quorum": N_("Session"),
}  # fmt: skip
"""The heads of the columns of names."""

COLUMNS: Mapping[str, str] = {
    "people": N_("People"), "registered": N_("Registered people"), "approved": N_("Approved people"),
    "arrived": N_("Arrived"),
    "expected": N_("Expected"), "present": N_("Present"), "inside": N_("Inside now"), "before": N_("First day"),
    "again": N_("Came again"), "lost": N_("Did not come again"), "new": N_("New on the second"), "all": N_("All"),
    "female": N_("Women"), "male": N_("Men"), "other": N_("Other"), "unsaid": N_("Not declared"),
    "places": N_("Number of places"), "delegations": N_("Delegations"), "members": N_("Member cities"),
    "needed": N_("Needed"), "cities": N_("There"),
}  # fmt: skip

ROWS: Mapping[str, str] = {
    "registered": N_("Registered people"), "approved": N_("Approved people"), "arrived": N_("Arrived"),
    "present": N_("Present this half-day"), "speaker": N_("Speakers"), "moderator": N_("Moderators"),
    "rapporteur": N_("Rapporteurs"), "complete": N_("Complete"), "part": N_("There in part"),
    "absent": N_("Nobody there yet"), "empty": N_("Nobody approved"), "elsewhere": N_("Other cities"),
}  # fmt: skip

DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "overview": (
        N_("Registered: sent the form, whatever became of it."),
        N_("Approved: the approval stands at this moment."),
        N_("Arrived: let in at least once by a scan, or present by a signature."),
        N_("Present: by the event's rule of presence, in the half-day that began last."),
    ),
    "halfdays": (
        N_("Registered, approved and arrived: who had by the end of the half-day."),
        N_("Expected: approved, and awaited at one of its sessions."),
        N_("Present: by the event's rule, at one of its sessions or at the entrance in its hours."),
    ),
    "sessions": (
        N_("Expected: approved, and awaited here."),
        N_("Present: by the event's rule, also who was not awaited."),
        N_("Inside now: whose last scan here is a way in."),
    ),
    "arrivals": (
        N_(
            "The first way in of each person on each day, by the clocks of the event, in steps of 15 minutes."
        ),
    ),
    "retention": (
        N_(
            "Of those present on a day by the event's rule: who was present on the next day too, and who was not."
        ),
        N_("New: present on the second day and not on the first."),
    ),
    "categories": (N_("People by the category that they are registered in; present by the event's rule."),),
    "countries": (N_("People by the country that they gave; present by the event's rule."),),
    "cities": (N_("People by their city, or that of their delegation; present by the event's rule."),),
    "genders": (
        N_("As people declared in the form; nothing is guessed from names."),
        N_("Not declared: who did not answer, or would rather not say."),
    ),
    "speakers": (
        N_("Each person once in each role, over all sessions that take place."),
        N_("As they declared as delegates; who is no delegate counts as not declared."),
    ),
    "delegations": (
        N_("Number of places: as given to the delegation; its people at this moment."),
        N_("Complete: all of its approved people have arrived."),
    ),
    "delegation-states": (N_("Complete: all of its approved people have arrived."),),
    "quorum": (
        N_("A member city is there while one of its approved delegates with a vote is inside by the scans."),
        N_("Where nobody is scanned, who signed for the session counts."),
        N_("The mark on the bar is what is needed."),
    ),
}
