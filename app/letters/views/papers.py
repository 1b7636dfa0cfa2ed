"""Letters at the desk: those that were issued, the letterhead, one for a delegate, and many at once."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.kernel.errors import NotFound, Refusal
from app.kernel.i18n import _, ngettext
from app.kernel.scope import scope
from app.letters import queries, service
from app.letters.forms import LetterheadForm, LettersForm
from app.letters.models import Letter
from app.letters.rules import KINDS
from app.letters.rules import letter as occasion_of

blueprint = Blueprint("letters_desk", __name__)

PAGE = 50


@blueprint.get("/desk/<event>/letters")
@guard.requires("mail.view")
def letters(event: str) -> str:
    """The letters that were issued, newest first; ?kind narrows them."""
    kind = request.args.get("kind", "")
    counts = queries.letter_counts(scope().id)
    total = counts[kind] if kind in KINDS else sum(counts.values())
    page = min(max(request.args.get("page", 1, type=int), 1), max(0, total - 1) // PAGE + 1)
    return render_template(
        "letters/letters.html",
        letters=queries.letters(scope().id, kind if kind in KINDS else "", (page - 1) * PAGE, PAGE),
        kinds=[(one, _(occasion_of(one).label), counts[one]) for one in KINDS],
        kind=kind,
        total=total,
        start=(page - 1) * PAGE,
        page=page,
    )


@blueprint.get("/desk/<event>/letters/<uuid:letter_id>.pdf")
@guard.requires("delegates.edit")
def file(event: str, letter_id: UUID) -> Response:
    """One letter as it was issued; it may name a passport."""
    letter = queries.get_letter(scope().id, letter_id)
    content = queries.content(letter)
    service.fetched(letter, "desk")
    return send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=queries.file_name(letter),
    )


@blueprint.post("/desk/<event>/delegates/<uuid:registration>/letters")
@guard.requires("delegates.edit")
def issue(event: str, registration: UUID) -> ResponseReturnValue:
    """Issue a letter for one delegate."""
    languages = request.form.get("languages", "").split("+")
    try:
        letter = service.issue(scope().id, registration, request.form.get("kind", ""), languages)
        flash(_("Letter %(reference)s is issued.", reference=letter.reference), "go")
    except NotFound:
        raise
    except Refusal as refusal:
        flash(_(refusal.message, **refusal.params), "stop")
    return redirect(url_for("front_desk.delegate", event=event, registration=registration), 303)


@blueprint.get("/desk/<event>/delegates/<uuid:registration>/letters/preview.pdf")
@guard.requires("delegates.edit")
def preview(event: str, registration: UUID) -> Response:
    """How a letter would read, before it is given a number."""
    languages = request.args.get("languages", "").split("+")
    content = service.preview(scope().id, registration, request.args.get("kind", ""), languages)
    return send_file(BytesIO(content), mimetype="application/pdf", download_name="preview.pdf")


@blueprint.post("/desk/<event>/letters/<uuid:letter_id>/release")
@guard.requires("delegates.edit")
def release(event: str, letter_id: UUID) -> ResponseReturnValue:
    """Let the delegate fetch a letter, and send it by mail where that was asked."""
    letter = queries.get_letter(scope().id, letter_id)
    service.release(scope().id, [letter_id], by_mail=request.form.get("by") == "mail")
    return _back(letter)


@blueprint.post("/desk/<event>/letters/<uuid:letter_id>/withdraw")
@guard.requires("delegates.edit")
def withdraw(event: str, letter_id: UUID) -> ResponseReturnValue:
    """The letter no longer counts."""
    return _back(service.withdraw(scope().id, letter_id, request.form.get("reason", "")))


@blueprint.post("/desk/<event>/letters/<uuid:letter_id>/reissue")
@guard.requires("delegates.edit")
def reissue(event: str, letter_id: UUID) -> ResponseReturnValue:
    """A new letter in place of this one, which is withdrawn."""
    try:
        letter = service.reissue(scope().id, letter_id)
        flash(_("Letter %(reference)s is issued.", reference=letter.reference), "go")
    except NotFound:
        raise
    except Refusal as refusal:
        flash(_(refusal.message, **refusal.params), "stop")
    return _back(queries.get_letter(scope().id, letter_id))


def _back(letter: Letter) -> ResponseReturnValue:
    if letter.registration_id is None or request.form.get("back") == "letters":
        return redirect(url_for("letters_desk.letters", event=scope().slug), 303)
    return redirect(
        url_for("front_desk.delegate", event=scope().slug, registration=letter.registration_id), 303
    )


@blueprint.route("/desk/<event>/letters/new", methods=["GET", "POST"])
@guard.requires("delegates.edit")
def many(event: str) -> ResponseReturnValue:
    """Letters for everyone whom a filter names: counted first, then written as long work."""
    form = LettersForm()
    count = None
    if request.method == "POST":
        found = queries.people(scope().id, form.wanted)
        if request.form.get("act") == "begin" and found:
            batch = service.issue_many(
                scope().id, form.wanted, str(form.kind.data), form.chosen_languages, release=form.releases,
                by_mail=form.hand_out.data == "mail", as_zip=form.as_file.data == "zip",
            )  # fmt: skip
            return redirect(url_for("batches_desk.batch", event=event, batch_id=batch.id), 303)
        count = len(found)
    return render_template("letters/many.html", form=form, count=count)


@blueprint.route("/desk/<event>/letters/head", methods=["GET", "POST"])
@guard.requires("mail.send")
def head(event: str) -> ResponseReturnValue:
    """Who writes and signs; signature and logos as pictures."""
    known = queries.letterhead(scope().id)
    form = LetterheadForm.of(known)
    if request.method == "POST" and form.keep(scope().id):
        flash(_("Kept. Letters that were issued before stay as they are."), "go")
        return redirect(url_for("letters_desk.head", event=event), 303)
    page = render_template(
        "letters/head.html", form=form, head=known, written_in=queries.languages(scope()),
        sentence=ngettext("One logo", "%(num)s logos", len(known.logos)),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@blueprint.get("/desk/<event>/letters/head/<name>.jpg")
@guard.requires("mail.view")
def picture(event: str, name: str) -> Response:
    """The signature (`signature`) or a logo (its number), for the page of the letterhead."""
    return service.send_picture(scope().id, name)


def _facts() -> dict[str, Any]:
    return {"kind_word": lambda kind: _(occasion_of(kind).label)}


blueprint.context_processor(_facts)
