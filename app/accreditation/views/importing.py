"""Importing a table: upload, matching of columns, what was found, and taking it all or not."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accreditation.models import ImportDraft
from app.accreditation.rules.exchange import HEADS, own_questions
from app.accreditation.rules.reading import Matching
from app.accreditation.rules.verdicts import KINDS
from app.accreditation.service import importing
from app.accreditation.views.asking import blueprint
from app.batches import service as batches
from app.kernel import guard
from app.kernel.i18n import LANGUAGES, N_, _, country_name, current_language
from app.kernel.scope import scope
from app.kernel.tables import Table, Unreadable
from app.registration import queries as registrations
from app.registration.queries import language_name

SOON = 3.0  # seconds that a small table is waited for
KIND_WORDS = {
    "new": ("go", N_("New")),
    "changed": ("info", N_("Changed")),
    "same": ("none", N_("Unchanged")),
    "doubtful": ("wait", N_("Doubtful")),
    "wrong": ("stop", N_("Wrong")),
}


@blueprint.route("/desk/<event>/delegates/import", methods=["GET"])
@guard.requires("delegates.edit")
def imports(event: str) -> str:
    """Choose a table; go on with one that was chosen before."""
    return _upload_page()


@blueprint.post("/desk/<event>/delegates/import")
@guard.requires("delegates.edit")
def upload(event: str) -> ResponseReturnValue:
    """Take a table, and go on to its columns; nothing is imported yet."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_page(_("Choose a file first.")), 422
    try:
        draft = importing.upload(scope().id, sent.filename, sent.read())
    except Unreadable as error:
        return _upload_page(_(error.message, **error.params)), 422
    return redirect(url_for("accreditation_desk.draft", event=event, draft=draft.id), 303)


@blueprint.get("/desk/<event>/delegates/import/<uuid:draft>")
@guard.requires("delegates.edit")
def draft(event: str, draft: UUID) -> ResponseReturnValue:
    """How the columns are matched, until somebody says so; then what was found line by line."""
    found = importing.get_draft(scope().id, draft)
    if found.state == "imported":
        flash(_("This table was imported."), "go")
        return redirect(url_for("accreditation_desk.delegates", event=event), 303)
    if found.state == "checked" and "columns" not in request.args:
        return _report_page(found)
    return _matching_page(found)


@blueprint.post("/desk/<event>/delegates/import/<uuid:draft>/look")
@guard.requires("delegates.edit")
def look(event: str, draft: UUID) -> ResponseReturnValue:
    """Take the columns as said, and look at every line."""
    found = importing.get_draft(scope().id, draft)
    table = importing.table_of(found)
    matching = _said(table)
    if len(matching.by_field) < len(matching.columns):
        return _matching_page(
            found, matching, _("Two columns fill the same field: leave one of them out.")
        ), 422
    if not matching.by_field.keys() & {"name_ar", "name_latin", "id"}:
        return _matching_page(found, matching, _("Say which column holds the names.")), 422
    then = url_for("accreditation_desk.draft", event=event, draft=draft)
    batch_id = importing.look_at(scope().id, draft, matching, then)
    if len(table.rows) <= importing.AT_ONCE and not batches.hurry(batch_id, SOON):
        return redirect(then, 303)
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch_id), 303)


@blueprint.post("/desk/<event>/delegates/import/<uuid:draft>/take")
@guard.requires("delegates.edit")
def take(event: str, draft: UUID) -> ResponseReturnValue:
    """Import the whole table."""
    back = url_for("accreditation_desk.delegates", event=event, sort="changed")
    batch_id = importing.begin_import(
        scope().id, draft, doubtful=request.form.get("doubtful") == "new",
        writes=request.form.get("writes") == "1", then=back,
    )  # fmt: skip
    return redirect(url_for("batches_desk.batch", event=event, batch_id=batch_id), 303)


@blueprint.post("/desk/<event>/delegates/import/<uuid:draft>/forget")
@guard.requires("delegates.edit")
def forget(event: str, draft: UUID) -> ResponseReturnValue:
    """Throw the table away."""
    importing.forget(scope().id, draft)
    flash(_("The table was thrown away; nothing was imported."), "go")
    return redirect(url_for("accreditation_desk.imports", event=event), 303)


def _upload_page(fault: str = "") -> str:
    return render_template("accreditation/import.html", drafts=importing.drafts(scope().id), fault=fault)


def _said(table: Table) -> Matching:
    """The matching as the form says it; a field that does not exist is left out."""
    known = _fields()
    columns = {
        place: name
        for place in range(len(table.head))
        if (name := request.form.get(f"column-{place}", "")) in known
    }
    defaults = {
        name: value
        for name in ("category", "country", "language")
        if (value := request.form.get(f"default-{name}", "").strip()[:40])
    }
    return Matching(columns, defaults)


def _fields() -> dict[str, str]:
    """Every field that a column can fill, with its words."""
    here = scope()
    own = own_questions(registrations.questions(here.id, here.version).form)
    return {name: _(head) for name, head in HEADS.items()} | {
        one.field: one.heads[1] if len(one.heads) > 1 else one.heads[0] for one in own
    }


def _matching_page(found: ImportDraft, matching: Matching | None = None, fault: str = "") -> str:
    table = importing.table_of(found)
    here, language = scope(), current_language()
    asked = registrations.questions(here.id, here.version)
    return render_template(
        "accreditation/import_columns.html",
        draft=found,
        table=table,
        matching=matching or Matching.of_plain(found.matching),
        fields=_fields(),
        categories=[(one.key, one.name.pick(language, asked.fallback)) for one in asked.categories],
        countries=[(code, country_name(code, language)) for code in asked.network],
        spoken=[(code, language_name(code, language)) for code in LANGUAGES],
        fault=fault,
    )


def _report_page(found: ImportDraft) -> str:
    report = importing.report_of(found)
    return render_template(
        "accreditation/import_report.html",
        draft=found,
        report=report,
        changes=importing.changes_told(found, report, current_language()) if report else {},
        matching=Matching.of_plain(found.matching),
        head=importing.table_of(found).head,
        fields=_fields(),
        kinds=KINDS,
        kind_words=KIND_WORDS,
        said=lambda message, params: _(
            message, **{key: _(value) if key == "why" else value for key, value in params.items()}
        ),
    )
