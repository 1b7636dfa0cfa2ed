"""The words of a pack in one language: its tables, titles of places, and what stands first in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.evidence.exports import Readme, Words
from app.evidence.rules import PARTS, Position, Purpose
from app.kernel import clock
from app.kernel.i18n import N_, Text, _, current_language, format_day, format_days, format_time

Facts = Mapping[str, Any]
HALVES = {"am": N_("morning"), "pm": N_("afternoon"), "": N_("whole day")}


def words() -> Words:
    """The words of the tables in the language being spoken."""
    return Words(
        language=current_language(), number=_("No."), name=_("Name"), function=_("Function"),
        place=_("City and country"), scanned=_("In – out"), minutes=_("Minutes"),
        signed=_("Signed"), present=_("Present"), page=_("Page {page} of {pages}"),
        matrix=_("Presence at each place"), yes="✓",
    )  # fmt: skip


IN_ONE_FILE = {"anchors": "anchors.txt"}
"""Parts of a pack that are no folder."""


def titles(facts: Facts) -> dict[str, str]:
    """What each place is called: a session by its title, a half-day by its date."""
    return {place["key"]: _title(facts["event"], place) for place in facts["places"]}


def _title(event: Facts, place: Facts) -> str:
    language = current_language()
    starts = datetime.fromisoformat(place["starts"])
    local = clock.local(clock.instant(starts), event["zone"])
    day = format_day(local.date(), language, event["country"])
    if place["kind"] == "session":
        title = Text(place["title"]).pick(language, tuple(event["languages"]))
        return f"{title} · {day} · \u2066{format_time(local)}\u2069"
    return f"{day} · {_(HALVES[place['half'] if place['kind'] == 'halfday' else ''])}"


def readme(facts: Facts, purpose: Purpose, position: Position, at: str, key: str, key_url: str) -> Readme:
    """What stands first in a pack, in the language being spoken."""
    event, language = facts["event"], current_language()
    title = Text(event["title"]).pick(language, tuple(event["languages"]))
    first, last = (date.fromisoformat(event[name]) for name in ("starts", "ends"))
    inside = [
        f"{IN_ONE_FILE.get(name, f'{name}/')}  {_('%(word)s: %(meaning)s', word=_(part.name), meaning=_(part.what))}"
        for name, part in PARTS.items()
        if purpose.leaves(name)
    ]
    outside = [_(PARTS[part].name) for part in PARTS if not purpose.leaves(part)]
    scan, least, signature = facts["rule"]
    what = [
        f"{title} · {format_days(first, last, language, event['country'])}",
        *([_("Agreement: %(agreement)s", agreement=event["agreement"])] if event["agreement"] else []),
        f"{_(purpose.name)}. {_(purpose.why)}",
        _("Cut at %(position)s on %(at)s (UTC): the journal, the scans and the signatures up to these numbers.",
          position=position.name, at=at),
        _("The same position gives the same files, unless somebody was erased since, as the law may ask."),
    ]  # fmt: skip
    verifying = [
        _("It takes Python 3.10 or later and nothing else:"),
        "    python3 verify.pyz PACK.zip --key KEY --anchor FILE",
        _("KEY is the key of the installation; take it from its address, not from this pack:"),
        f"    {key_url}",
        f"    {key}",
        _("FILE holds an anchor: five lines as they were sent by mail or printed on a closing sheet. Without one, "
          "nobody can see whether the end was cut off or everything was written anew."),
    ]  # fmt: skip
    return Readme(
        _("Evidence pack"),
        [
            (_("What this is"), what),
            (_("What is in it"), [*inside, "key.txt, verify.pyz, manifest.json, manifest.sig"]),
            *([(_("What is not in it"), outside)] if outside else []),
            (_("When somebody counts as present"), [_rule(scan, least), _paper(signature)]),
            (_("How it is verified"), verifying),
        ],
    )


def _rule(scan: str, least: int) -> str:
    return {
        "first": _("Whoever was let in at least once."),
        "minutes": _("Whoever was inside for at least %(least)s minutes.", least=least),
        "share": _("Whoever was inside for at least %(least)s %% of the scheduled time.", least=least),
        "none": _("Scans do not count."),
    }[scan]


def _paper(signature: str) -> str:
    return {
        "counts": _("A signature is enough by itself."),
        "needed": _("A signature is needed as well."),
        "ignored": _("Signatures do not count."),
    }[signature]
