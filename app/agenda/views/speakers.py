"""Speakers at the desk: in their order, each with names, function, biography and photo."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from uuid import UUID

from babel import Locale
from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import SpeakerForm, form_in, speaker_data
from app.agenda.models import Speaker
from app.agenda.rules import SpeakerPart
from app.agenda.views.blueprint import blueprint, both_versions, called, desk_page, refresh
from app.events.rules import is_country
from app.kernel import guard, storage
from app.kernel.errors import NotFound
from app.kernel.i18n import _, country_name, current_language, language_names
from app.kernel.scope import scope
from app.kernel.storage import pictures
from app.kernel.storage.kinds import PICTURES, FileRefused
from app.kernel.web import takes_files

LARGEST = 12 * storage.MB


@blueprint.get("/desk/<event>/agenda/speakers")
@guard.requires("agenda.view")
def speakers(event: str) -> str:
    """Everybody of the programme, what they do, and which texts lack a language."""
    here, language = scope(), current_language()
    roles = Counter(one.speaker.key for row in queries.sessions(here.id) for one in row.roles)
    lines = [
        {
            "key": row.key,
            "names": [(row.name_ar, "ar"), (row.name_latin, "fr")][:: 1 if language == "ar" else -1],
            "function": row.function.pick(language, here.languages),
            "organisation": row.organisation.pick(language, here.languages),
            "sessions": roles[row.key],
            "photo": bool(row.photo),
            "delegate": row.registration_id is not None,
            "missing": _missing(row),
        }
        for row in queries.speakers(here.id)
    ]
    return desk_page("speakers.html", speakers=lines)


def _missing(row: Speaker) -> str:
    here = scope()
    texts = (row.function, row.organisation, row.city, row.biography)
    lacking = {code for text in texts for code in text.missing(here.languages)}
    return language_names([code for code in here.languages if code in lacking], current_language())


@blueprint.get("/desk/<event>/agenda/speakers/new")
@guard.requires("agenda.edit")
def new_speaker(event: str) -> str:
    """An empty form."""
    return _page(form_in(SpeakerForm, scope().languages), None)


@blueprint.post("/desk/<event>/agenda/speakers/new")
@guard.requires("agenda.edit")
@takes_files(LARGEST)
def add_speaker(event: str) -> ResponseReturnValue:
    """Save a new speaker."""
    return _save(None)


@blueprint.get("/desk/<event>/agenda/speakers/<key>")
@guard.requires("agenda.view")
def speaker(event: str, key: str) -> str:
    """One speaker."""
    row = _row(key)
    return _page(form_in(SpeakerForm, scope().languages, data=speaker_data(queries.speaker_part(row))), row)


@blueprint.post("/desk/<event>/agenda/speakers/<key>")
@guard.requires("agenda.edit")
@takes_files(LARGEST)
def save_speaker(event: str, key: str) -> ResponseReturnValue:
    """Save what was typed, and the photo."""
    return _save(_row(key))


@blueprint.post("/desk/<event>/agenda/speakers/<key>/order")
@guard.requires("agenda.edit")
def order_speakers(event: str, key: str) -> ResponseReturnValue:
    """One place up or down."""
    service.order_speakers(scope().id, key, up=request.form.get("way") == "up")
    return redirect(url_for("agenda_desk.speakers", event=scope().slug), 303)


@blueprint.post("/desk/<event>/agenda/speakers/<key>/remove")
@guard.requires("agenda.edit")
def remove_speaker(event: str, key: str) -> ResponseReturnValue:
    """Take somebody off the programme."""
    service.remove_speaker(scope().id, key)
    flash(_("Removed."), "go")
    return redirect(url_for("agenda_desk.speakers", event=scope().slug), 303)


@blueprint.get("/desk/<event>/agenda/speakers/<key>/photo.jpg")
@guard.requires("agenda.view")
def speaker_photo(event: str, key: str) -> Response:
    """The photo, as the draft has it."""
    return photo_of(scope().id, _row(key).photo)


def photo_of(event_id: UUID, file: str) -> Response:
    """A picture that we wrote ourselves, shown in the page; raises NotFound."""
    kept = storage.find(event_id, file) if file else None
    if kept is None or kept.mimetype != "image/jpeg":
        raise NotFound
    response = Response(storage.read(kept), mimetype=kept.mimetype)
    response.set_etag(kept.sha256.hex())
    response.headers["Content-Security-Policy"] = storage.SANDBOX
    response.make_conditional(request.environ)
    return response


def _row(key: str) -> Speaker:
    row: Speaker = service.of_key(queries.speakers(scope().id), key)
    return row


def _save(row: Speaker | None) -> ResponseReturnValue:
    form, here = form_in(SpeakerForm, scope().languages), scope()
    seen = rules.remembered(SpeakerPart, str(form.seen.data or "")) if row else None
    if request.form.get("act") == "find":
        return _page(form, row)
    part = form.part(seen) if seen or row is None else None
    file = _uploaded(form)
    if part is None or form.errors:
        return _page(form, row), 422
    try:
        key = service.save_speaker(here.id, row.key if row else None, part, seen)
    except service.Stale as error:
        refresh(form, {**speaker_data(error.merged), "seen": rules.remember(error.stored)})
        return _page(form, row, both_versions(error, row)), 409
    if file or form.no_photo.data:
        service.set_photo(here.id, key, file)
    flash(_("Saved. What everybody sees changes with the next publication."), "go")
    return redirect(url_for("agenda_desk.speakers", event=here.slug), 303)


def _uploaded(form: SpeakerForm) -> str:
    """The uploaded photo cut to a portrait, written anew and kept; '' without one, or with a fault at its field."""
    sent = request.files.get("photo")
    if sent is None or not sent.filename:
        return ""
    try:
        storage.kinds.kind_of(sent.stream, PICTURES)
        whole = pictures.upright(sent.stream)
        portrait = pictures.cropped(whole, pictures.centred(whole.width, whole.height), pictures.BADGE)
        name = f"{form.name_latin.data or 'photo'}.jpg"
        return storage.keep(scope().id, BytesIO(portrait.jpeg), name, PICTURES).key
    except FileRefused as refused:
        form.add_error("photo", _(refused.message, **refused.params))
        return ""


def _page(form: SpeakerForm, row: Speaker | None, stale: object = None) -> str:
    here, language = scope(), current_language()
    known = filter(is_country, map(str, Locale.parse("en").territories))
    named = sorted(((code, country_name(code, language)) for code in known), key=lambda pair: pair[1])
    form.country.choices = [("", _("(none)")), *named]
    directory, words = queries.directory(), str(form.words.data or "").strip()
    chosen = [UUID(str(form.registration.data))] if form.registration.data else []
    found = {one.id: one for one in directory.called(here.id, words)} if words else {}
    people = {**directory.named(here.id, chosen), **found}
    form.registration.choices = [
        ("", _("No delegate")),
        *((str(one.id), f"{called(one.name_ar, one.name_latin)} · {one.place}") for one in people.values()),
    ]
    form.registration.data = str(form.registration.data or "")
    return desk_page("speaker.html", form=form, row=row, stale=stale)
