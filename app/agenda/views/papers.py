"""Documents of sessions at the desk: who may read them, a file for each language."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.agenda import queries, rules, service
from app.agenda.forms import AUDIENCES, DocumentForm, document_data, form_in
from app.agenda.models import SessionDocument
from app.agenda.rules import Audience, DocumentPart
from app.agenda.views.blueprint import blueprint, both_versions, desk_page, refresh
from app.kernel import guard, storage
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, _, current_language, language_names
from app.kernel.scope import scope
from app.kernel.storage.kinds import FileRefused
from app.kernel.web import takes_files

LARGEST = 25 * storage.MB

CHIPS: Mapping[Audience, str] = {
    Audience.DESK: "none",
    Audience.DELEGATES: "info",
    Audience.PUBLIC: "go",
}


@blueprint.get("/desk/<event>/agenda/documents")
@guard.requires("agenda.view")
def documents(event: str) -> str:
    """All documents by session, and the languages that they lack."""
    words = {audience: _(word) for audience, word in AUDIENCES.items()}
    return desk_page("documents.html", documents=queries.desk_documents(scope()), words=words, chips=CHIPS)


@blueprint.get("/desk/<event>/agenda/documents/new")
@guard.requires("agenda.edit")
def new_document(event: str) -> str:
    """An empty form; ?session comes from a session's page."""
    data = {"session": request.args.get("session", ""), "audience": Audience.DESK.value}
    return _page(form_in(DocumentForm, scope().languages, data=data), None)


@blueprint.post("/desk/<event>/agenda/documents/new")
@guard.requires("agenda.edit")
def add_document(event: str) -> ResponseReturnValue:
    """Save a new document; its files come next."""
    return _save(None)


@blueprint.get("/desk/<event>/agenda/documents/<key>")
@guard.requires("agenda.view")
def document(event: str, key: str) -> str:
    """One document with its files."""
    row = service.find_document(scope().id, key)
    return _page(
        form_in(DocumentForm, scope().languages, data=document_data(queries.document_part(row))), row
    )


@blueprint.post("/desk/<event>/agenda/documents/<key>")
@guard.requires("agenda.edit")
def save_document(event: str, key: str) -> ResponseReturnValue:
    """Save what was typed."""
    return _save(service.find_document(scope().id, key))


@blueprint.post("/desk/<event>/agenda/documents/<key>/remove")
@guard.requires("agenda.edit")
def remove_document(event: str, key: str) -> ResponseReturnValue:
    """Take a document away with its files."""
    service.remove_document(scope().id, key)
    flash(_("Removed."), "go")
    return redirect(url_for("agenda_desk.documents", event=scope().slug), 303)


@blueprint.post("/desk/<event>/agenda/documents/<key>/files")
@guard.requires("agenda.edit")
@takes_files(LARGEST)
def put_file(event: str, key: str) -> ResponseReturnValue:
    """Take the file of a language, in place of a former one."""
    row, language = service.find_document(scope().id, key), request.form.get("language", "")
    sent = request.files.get("file")
    if language not in (*scope().languages, *LANGUAGES):
        raise NotFound
    if sent is None or not sent.filename:
        return _refused(row, _("Choose a file first."))
    try:
        kept = storage.keep(scope().id, sent.stream, sent.filename, most=20 * storage.MB)
    except FileRefused as refused:
        return _refused(row, _(refused.message, **refused.params))
    service.put_file(scope().id, key, language, kept.key)
    flash(_("The file is there."), "go")
    return redirect(url_for("agenda_desk.document", event=scope().slug, key=key), 303)


@blueprint.post("/desk/<event>/agenda/documents/<key>/files/<language>/remove")
@guard.requires("agenda.edit")
def remove_file(event: str, key: str, language: str) -> ResponseReturnValue:
    """Take the file of a language away."""
    service.remove_file(scope().id, key, language)
    flash(_("Removed."), "go")
    return redirect(url_for("agenda_desk.document", event=scope().slug, key=key), 303)


@blueprint.get("/desk/<event>/agenda/documents/<key>/files/<language>")
@guard.requires("agenda.view")
def file(event: str, key: str, language: str) -> Response:
    """The file, as a download."""
    return storage.send(service.file_of(scope().id, key, language))


def _refused(row: SessionDocument, fault: str) -> ResponseReturnValue:
    form = form_in(
        DocumentForm, scope().languages, data=document_data(queries.document_part(row)), formdata=None
    )
    return _page(form, row, fault=fault), 422


def _save(row: SessionDocument | None) -> ResponseReturnValue:
    form, here = form_in(DocumentForm, scope().languages), scope()
    seen = rules.remembered(DocumentPart, str(form.seen.data or "")) if row else None
    part = form.part(seen) if seen or row is None else None
    if part is None:
        return _page(form, row), 422
    try:
        key = service.save_document(here.id, row.key if row else None, part, seen)
    except service.Stale as error:
        refresh(form, {**document_data(error.merged), "seen": rules.remember(error.stored)})
        return _page(form, row, both_versions(error, row)), 409
    flash(_("Saved."), "go")
    return redirect(url_for("agenda_desk.document", event=here.slug, key=key), 303)


def _page(form: DocumentForm, row: SessionDocument | None, stale: object = None, fault: str = "") -> str:
    here, language = scope(), current_language()
    form.session.choices = [
        (one.key, one.title.pick(language, here.languages)) for one in queries.sessions(here.id)
    ]
    shown = next((one for one in queries.desk_documents(here) if row and one.key == row.key), None)
    there = {one.language: one for one in shown.files} if shown else {}
    codes = dict.fromkeys((*here.languages, *there))
    files = [(code, language_names([code], language), there.get(code)) for code in codes]
    return desk_page("document.html", form=form, row=row, stale=stale, files=files, fault=fault)
