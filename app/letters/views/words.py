"""The words of mails and letters: which there are, one in one language to change, and how it reads for somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import guard, web
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, _, direction, speaking
from app.kernel.scope import scope
from app.letters import queries, service
from app.letters.forms import WordsForm
from app.letters.queries import Wanted, Words
from app.letters.rules import LETTERS, MAILS, MEANINGS, OCCASIONS, FaultyWords
from app.mail import service as mails
from app.mail.rules import Composed
from app.registration import queries as registrations
from app.registration.models import Registration

blueprint = Blueprint("words_desk", __name__)

OFFERED = 200
"""Delegates that a preview offers to choose from."""


@blueprint.get("/desk/<event>/words")
@guard.requires("mail.view")
def words(event: str) -> str:
    """The occasions of mails and the kinds of letters, with those whose words the event changed."""
    return render_template(
        "letters/words.html",
        groups=((_("Mails"), MAILS.values()), (_("Letters on paper"), LETTERS.values())),
        changed=queries.changed(scope().id),
        written_in=queries.languages(scope()),
    )


@blueprint.route("/desk/<event>/words/<occasion>/<language>", methods=["GET", "POST"])
@guard.requires("mail.send")
def edit(event: str, occasion: str, language: str) -> ResponseReturnValue:
    """Change the words for one occasion in one language; `preview` shows what was typed without keeping it."""
    _check(occasion, language)
    said = queries.words(scope().id, occasion, language)
    form = WordsForm(data={"subject": said.subject, "body": said.body})
    shown: Composed | None = None
    if request.method == "POST":
        try:
            if request.form.get("act") != "preview":
                service.save_words(scope().id, occasion, language, form.typed.subject, form.typed.body)
                flash(_("Kept. The next mails say it like this."), "go")
                return redirect(url_for("words_desk.preview", event=event, occasion=occasion), 303)
            service.check_words(occasion, language, form.typed.subject, form.typed.body)
            shown = _sample(_reader(), occasion, language, form.typed)
        except FaultyWords as faulty:
            form.show(faulty)
    page = _page(occasion, language, form=form, said=said, shown=shown)
    return page, 422 if form.errors else 200


def _page(occasion: str, language: str, **facts: Any) -> str:
    known = OCCASIONS[occasion]
    return render_template(
        "letters/edit_words.html",
        occasion=known,
        language=language,
        side=direction(language),
        places=[(name, _(MEANINGS[name]), name in known.needed) for name in known.places],
        written_in=queries.languages(scope()),
        **facts,
    )


@blueprint.post("/desk/<event>/words/<occasion>/<language>/reset")
@guard.requires("mail.send")
def reset(event: str, occasion: str, language: str) -> ResponseReturnValue:
    """Say the built-in words again."""
    _check(occasion, language)
    service.reset_words(scope().id, occasion, language)
    flash(_("The built-in words are said again."), "go")
    return redirect(url_for("words_desk.edit", event=event, occasion=occasion, language=language), 303)


@blueprint.get("/desk/<event>/words/<occasion>/preview")
@guard.requires("mail.send")
def preview(event: str, occasion: str) -> str:
    """How the words read for a delegate, in each language, as HTML and as text; without their secrets."""
    _check(occasion, "en")
    person = _reader()
    shown = [
        (code, name, _sample(person, occasion, code, queries.words(scope().id, occasion, code)))
        for code, name in queries.languages(scope())
    ]
    web.allow_frames()
    return render_template(
        "letters/preview.html",
        occasion=OCCASIONS[occasion],
        shown=shown,
        person=person,
        offered=queries.people(scope().id, Wanted())[:OFFERED],
    )


@blueprint.get("/desk/<event>/words/<occasion>/<language>/frame")
@guard.requires("mail.send")
def frame(event: str, occasion: str, language: str) -> Response:
    """The HTML of a preview for the frame on its page."""
    _check(occasion, language)
    shown = _sample(_reader(), occasion, language, queries.words(scope().id, occasion, language))
    if shown is None:
        raise NotFound
    return web.framed(shown.html, mails.pictures(shown))


def _check(occasion: str, language: str) -> None:
    if occasion not in OCCASIONS or language not in LANGUAGES:
        raise NotFound


def _reader() -> Registration | None:
    """The delegate who was chosen, else the first by name; None while there is nobody."""
    try:
        chosen = UUID(request.values.get("delegate", ""))
    except ValueError:
        first = next(iter(queries.people(scope().id, Wanted())), None)
        return registrations.find(scope().id, first.id) if first else None
    return registrations.find(scope().id, chosen)


def _sample(person: Registration | None, occasion: str, language: str, words: Words) -> Composed | None:
    if person is None:
        return None
    with speaking(language):
        return service.sample(person, occasion, words)
