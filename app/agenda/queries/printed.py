"""The published programme in one language, as paper takes it."""

from __future__ import annotations

from app.agenda.exports.programme import Column, PrintedDay, PrintedSession
from app.agenda.queries.programme import SessionShown, programme
from app.events.models import Event
from app.kernel import clock
from app.kernel.i18n import Text, _, format_days, zone_note
from app.kernel.scope import Scope


def printed(one: Scope, row: Event, language: str) -> Column:
    """The programme in the language being spoken, cancelled sessions as such."""

    def said(text: Text) -> str:
        return text.pick(language, one.languages)

    return Column(
        language=language,
        programme=_("Programme"),
        title=said(one.title),
        theme=said(row.theme),
        dates=format_days(row.starts, row.ends, language, one.country),
        place=said(row.venue) or said(row.city),
        organisers=tuple(said(organiser.name) for organiser in row.organisers),
        statement=said(one.statement),
        zone_note=zone_note(one.timezone),
        newest=_("The agenda may still change. This code opens the newest one."),
        page=_("page %(page)s of %(pages)s", page="{page}", pages="{pages}"),
        days=tuple(
            PrintedDay(day.title, tuple(_session(session) for session in day.sessions))
            for day in programme(one, language, clock.now())
        ),
    )


def _session(one: SessionShown) -> PrintedSession:
    heard = _("Interpretation: %(languages)s", languages=one.interpretation) if one.interpretation else ""
    where = " · ".join(filter(None, (one.room, heard)))
    return PrintedSession(
        starts=one.starts,
        ends=one.ends,
        kind=one.kind,
        title=one.title,
        subtitle=one.subtitle,
        beneath=tuple(filter(None, (one.people, where))),
        notice=one.notice,
    )
