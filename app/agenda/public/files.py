"""The agenda as files: two exchange formats, the printed programme, and the picture of a link that is passed on."""

from __future__ import annotations

from flask import Response

from app.agenda import exports, queries
from app.agenda.public.blueprint import blueprint
from app.agenda.rules import Audience
from app.events import queries as events
from app.kernel import guard, pages, storage
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, Text, current_language, format_days, speaking
from app.kernel.scope import Scope, scope
from app.kernel.web import public_url


@blueprint.get("/<event>/schedule.json")
@guard.open_to_all
def schedule_json(event: str) -> Response:
    """The agenda as schedule.json, in the visitor's language."""
    one = scope()
    render = lambda: exports.schedule_json(_schedule(one))  # noqa: E731
    return pages.cached_page(("schedule", one.id), one.version, render, mimetype="application/json")


@blueprint.get("/<event>/schedule.xml")
@guard.open_to_all
def schedule_xml(event: str) -> Response:
    """The agenda as schedule.xml, in the visitor's language."""
    one = scope()
    render = lambda: exports.schedule_xml(_schedule(one))  # noqa: E731
    return pages.cached_page(("schedule", one.id), one.version, render, mimetype="application/xml")


def _schedule(one: Scope) -> exports.Schedule:
    row, publication = events.get_event(one.id), queries.find_publication(one.id)
    rooms = publication.rooms if publication else ()
    return exports.Schedule(
        slug=one.slug,
        title=one.title,
        first=row.starts,
        last=row.ends,
        zone=one.timezone,
        accent=one.accent,
        url=public_url("agenda.agenda", event=one.slug),
        session_url=public_url("agenda.session", event=one.slug, key="-").removesuffix("-"),
        rooms=tuple(exports.RoomFacts(room.id, room.key, room.name, room.capacity) for room in rooms),
        sessions=publication.sessions if publication else (),
        language=current_language(),
        fallback=one.languages,
        version=one.version,
    )


@blueprint.get("/<event>/programme-<any(a4,booklet):paper>-<languages>.pdf")
@guard.open_to_all
def programme(event: str, paper: str, languages: str) -> Response:
    """The printed programme, on A4 or as a booklet, in one language or two side by side (ar-fr)."""
    one = scope()
    wanted = tuple(languages.split("-"))
    publication = queries.find_publication(one.id)
    if publication is None or not _printable(one, wanted):
        raise NotFound
    render = lambda: _programme(one, paper, wanted)  # noqa: E731
    key = ("programme", one.id, paper, wanted)
    answer = pages.cached_page(key, one.version, render, mimetype="application/pdf", modified=publication.at)
    answer.headers["Content-Disposition"] = f'inline; filename="{one.slug}-{paper}-{languages}.pdf"'
    return answer


def _printable(one: Scope, wanted: tuple[str, ...]) -> bool:
    spoken = {*one.languages} & {*LANGUAGES}
    return 1 <= len(wanted) <= 2 and len({*wanted}) == len(wanted) and {*wanted} <= spoken


def _programme(one: Scope, paper: str, wanted: tuple[str, ...]) -> bytes:
    row = events.get_event(one.id)
    columns = []
    for language in wanted:
        with speaking(language):
            columns.append(queries.printed(one, row, language))
    facts = exports.Programme(
        columns=tuple(columns),
        accent=one.accent,
        emblem="eu" if one.emblem == "eu" else None,
        url=public_url("agenda.agenda", event=one.slug),
    )
    return exports.programme_pdf(facts, paper)


@blueprint.get("/<event>/documents/<key>/<language>")
@guard.open_to_all
def document(event: str, key: str, language: str) -> Response:
    """A document that everybody may read, in one of its languages, as a download."""
    one = scope()
    found = queries.document_file(one.id, key, language, (Audience.PUBLIC,))
    return storage.send(storage.get(one.id, found.file), public=True)


@blueprint.get("/<event>/speakers/<key>/photo")
@guard.open_to_all
def photo(event: str, key: str) -> Response:
    """The picture of a published speaker."""
    one = scope()
    return storage.send(storage.get(one.id, queries.photo_of(one.id, key)), public=True)


@blueprint.get("/<event>/picture-<language>.png")
@guard.open_to_all
def picture(event: str, language: str) -> Response:
    """What a link to the event shows where it is passed on: 1200 by 630, in one of the program's languages."""
    one = scope()
    if language not in LANGUAGES:
        raise NotFound
    render = lambda: _picture(one, language)  # noqa: E731
    return pages.cached_page(("picture", one.id, language), one.version, render, mimetype="image/png")


def _picture(one: Scope, language: str) -> bytes:
    row = events.get_event(one.id)

    def said(text: Text) -> str:
        return text.pick(language, one.languages)

    dates = format_days(row.starts, row.ends, language, one.country)
    facts = exports.Picture(
        title=said(one.title),
        dates=dates,
        place=said(row.venue) or said(row.city),
        accent=one.accent,
        language=language,
    )
    return exports.event_picture(facts)
