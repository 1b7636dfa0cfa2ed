"""Figures with what stands around them on paper, in the language that is being spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.events import queries as events
from app.events.models import Event
from app.events.rules.emblem import emblem_of
from app.kernel import clock
from app.kernel.clock import Instant
from app.kernel.i18n import Text, _, direction, format_days, format_moment, separator
from app.statistics import queries
from app.statistics.exports import Report
from app.statistics.models import QuorumRecord
from app.statistics.rules import Table


@dataclass(frozen=True)
class Pages:
    """What goes onto paper: figures, as of when, the quorums that were kept; `published` names nobody."""

    tables: Sequence[Table]
    as_of: Instant
    quorums: Sequence[QuorumRecord] = ()
    published: bool = False


def report_of(event: Event, pages: Pages, language: str) -> Report:
    """The report of an event."""
    here = events.scope_of(event.id)
    place = event.venue.pick(language, here.languages)
    days = format_days(event.starts, event.ends, language, event.country)
    moment = format_moment(pages.as_of, event.timezone, language, event.country)
    return Report(
        language=language, direction="rtl" if direction(language) == "rtl" else "ltr",
        event=event.title.pick(language, here.languages), title=_("Statistics"),
        subtitle=" · ".join(filter(None, (days, place))), as_of=_("As of %(moment)s", moment=moment),
        figures=queries.Speaker(here, event.starts, language).figures(pages.tables),
        facts=[quorum_said(one, event, language, named=not pages.published) for one in pages.quorums],
        facts_title=_("Quorums that were recorded"),
        hidden=_("Counts under five are hidden, and others from which they could be computed.")
        if pages.published else "",
        page=_("Page {page} of {pages}"),
        statements=tuple(filter(None, (event.statement.pick(one, ()) for one in _order(language, event)))),
        has_emblem=emblem_of(event.funder, event.emblem) == "eu", accent=event.accent,
    )  # fmt: skip


def _order(language: str, event: Event) -> tuple[str, ...]:
    """The report's language, and the first other one of the event that reads the other way."""
    others = [one for one in event.languages if direction(one) != direction(language)]
    return language, *others[:1]


def quorum_said(one: QuorumRecord, event: Event, language: str, *, named: bool) -> tuple[str, list[str]]:
    """A quorum that was recorded: its session, and what was so in sentences; who recorded it only where `named`."""
    fallback = tuple(event.languages)
    moment = format_moment(one.recorded_at, event.timezone, language, event.country)
    verdict = _("Quorum reached") if one.reached else _("No quorum")
    counts = _(
        "%(there)s of %(members)s member cities there, %(needed)s needed",
        there=len(one.cities), members=one.members, needed=one.needed,
    )  # fmt: skip
    said = [_("%(verdict)s: %(counts)s.", verdict=verdict, counts=counts)]
    if one.reached_at:
        hour = clock.local(one.reached_at, event.timezone)
        said.append(_("Reached for the first time at %(hour)s, by the scans.", hour=f"{hour:%H:%M}"))
    by = _("Recorded on %(moment)s by %(name)s.", moment=moment, name=one.by)
    said.append(by if named else _("Recorded on %(moment)s.", moment=moment))
    if one.cities:
        names = (Text(city).pick(language, fallback) for city in one.cities)
        said.append(_("There: %(cities)s.", cities=separator(language).join(names)))
    return one.title.pick(language, fallback), said
