"""Making the form at the desk: a draft, changed a step at a time, previewed, and published as a version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.events.queries import get_event
from app.kernel import guard
from app.kernel.errors import NotFound
from app.kernel.i18n import LANGUAGES, Text, _, current_language, direction, speaking
from app.kernel.scope import scope
from app.registration import queries, service
from app.registration.forms import registration_form
from app.registration.forms.building import QuestionForm, question_form
from app.registration.forms.overview import KIND_WORDS, Overview, overview
from app.registration.rules import Form, Kind
from app.registration.rules.form import editing
from app.registration.rules.form.document import LONGEST_LABEL
from app.registration.rules.form.problems import MESSAGES

blueprint = Blueprint("registration_form", __name__)

Change = Callable[[Form], Form]


@blueprint.get("/desk/<event>/form")
@guard.requires("event.edit")
def build(event: str) -> str:
    """The draft, section by section, with what may be done to each."""
    return _page()


def _page(faults: tuple[Any, ...] = ()) -> str:
    here = scope()
    asked = queries.questions(here.id, here.version)
    published = queries.published_form(here.id)
    draft = queries.draft_form(here.id)
    shown: Overview = overview(draft or published, asked, queries.answers_to(here.id))
    return render_template(
        "registration/form.html",
        shown=shown,
        kinds=[(str(kind), _(word)) for kind, word in KIND_WORDS.items()],
        has_draft=draft is not None and draft.sections != published.sections,
        published=published.number,
        versions=queries.form_versions(here.id),
        faults=[(fault.place, shown.named(fault.place), _(MESSAGES[fault.code])) for fault in faults],
        spoken=_spoken(),
        door_photos=get_event(here.id).door_photos,
    )


def _spoken() -> list[tuple[str, str]]:
    """The event's languages with their own names, the visitor's first: words are asked for in each."""
    here, language = scope(), current_language()
    order = sorted(here.languages, key=lambda code: (code != language, here.languages.index(code)))
    return [(code, queries.language_name(code, language)) for code in order]


@blueprint.post("/desk/<event>/form")
@guard.requires("event.edit")
def change(event: str) -> ResponseReturnValue:
    """One step: move, place, hide or ask a question; add, rename, move or remove a section."""
    key, act = request.form.get("key", ""), request.form.get("act", "")
    step = _step(act, key)
    if step is not None:
        service.edit_form(scope().id, step)
    at = f"#{'section' if act.startswith('section') else 'q'}-{key}" if key else ""
    return redirect(url_for("registration_form.build", event=scope().slug) + at, 303)


def _step(act: str, key: str) -> Change | None:
    """The change that a button asks for; None for one that nobody offers."""
    asked_before = queries.asked_before(scope().id)
    section, index = request.form.get("section", ""), request.form.get("index", 0, type=int)
    steps: dict[str, Change] = {
        "up": lambda form: editing.move_question(form, key, -1),
        "down": lambda form: editing.move_question(form, key, 1),
        "place": lambda form: editing.place_question(form, key, section, index),
        "remove": lambda form: editing.remove_question(form, key, asked_before),
        "ask": lambda form: editing.ask_again(form, key),
        "section-add": lambda form: editing.add_section(form, words("title")),
        "section-name": lambda form: editing.rename_section(form, key, words("title")),
        "section-up": lambda form: editing.move_section(form, key, -1),
        "section-down": lambda form: editing.move_section(form, key, 1),
        "section-remove": lambda form: editing.remove_section(form, key),
    }
    if act == "section-add" and not words("title"):
        flash(_("Give this section a heading."), "stop")
        return None
    return steps.get(act)


def words(name: str, most: int = LONGEST_LABEL) -> Text:
    """A text in the event's languages, from one field for each."""
    return Text({code: request.form.get(f"{name}_{code}", "")[:most] for code in scope().languages})


@blueprint.route("/desk/<event>/form/questions/<key>", methods=["GET", "POST"])
@guard.requires("event.edit")
def question(event: str, key: str) -> ResponseReturnValue:
    """One question of the draft: its words, for whom, when, and what it offers."""
    draft = queries.draft_form(scope().id) or queries.published_form(scope().id)
    found = draft.find(key)
    if found is None:
        raise NotFound
    return _edited(question_form(draft, found, is_new=False))


@blueprint.route("/desk/<event>/form/new", methods=["GET", "POST"])
@guard.requires("event.edit")
def new(event: str) -> ResponseReturnValue:
    """A new question of a kind, at the end of a section. The photo is one of the program's own: it is asked for."""
    kind, section = request.values.get("kind", ""), request.values.get("section", "")
    if kind not in list(Kind):
        raise NotFound
    draft = queries.draft_form(scope().id) or queries.published_form(scope().id)
    if kind == Kind.PHOTO:
        if request.method == "POST":
            service.edit_form(scope().id, lambda form: editing.ask_again(form, "photo"))
        return redirect(url_for("registration_form.question", event=scope().slug, key="photo"), 303)
    return _edited(question_form(draft, editing.blank(Kind(kind)), is_new=True, section=section))


def _edited(form: QuestionForm) -> ResponseReturnValue:
    """Show the form; on a press keep the question and go back to it, or show its faults with all that was typed."""
    if request.method == "POST" and form.read() and not form.faults:
        key = form.key
        service.edit_form(scope().id, form.change)
        flash(_("The draft is saved. Delegates see it once you publish it."), "go")
        return redirect(url_for("registration_form.build", event=scope().slug) + f"#q-{key}", 303)
    page = render_template("registration/question.html", form=form, spoken=_spoken())
    return page, 422 if form.faults else 200


@blueprint.post("/desk/<event>/form/publish")
@guard.requires("event.edit")
def publish(event: str) -> ResponseReturnValue:
    """Ask the draft from now on; with faults it comes back, each with a link to its place."""
    try:
        done = service.publish_form(scope().id)
    except service.FormNotReady as refused:
        return _page(refused.faults), 422
    flash(_("Version %(number)s is what delegates are asked from now on.", number=done.number), "go")
    return redirect(url_for("registration_form.build", event=scope().slug), 303)


@blueprint.post("/desk/<event>/form/discard")
@guard.requires("event.edit")
def discard(event: str) -> ResponseReturnValue:
    """Go back to what is published."""
    service.discard_draft(scope().id)
    flash(_("The draft is gone; what is published stays."), "info")
    return redirect(url_for("registration_form.build", event=scope().slug), 303)


@blueprint.post("/desk/<event>/form/door-photos")
@guard.requires("event.edit")
def door_photos(event: str) -> ResponseReturnValue:
    """Let doors show small photos, or no longer."""
    service.show_door_photos(scope().id, bool(request.form.get("shown")))
    flash(_("Saved."), "go")
    return redirect(url_for("registration_form.build", event=scope().slug) + "#photos", 303)


@blueprint.get("/desk/<event>/form/preview")
@guard.requires("delegates.view")
def preview(event: str) -> str:
    """The draft (or an earlier version) as each category meets it in each language."""
    here = scope()
    asked = queries.questions(here.id, here.version)
    number = request.args.get("version", 0, type=int)
    form = queries.find_form(here.id, number) if 0 < number < 100_000 else queries.draft_form(here.id)
    keys = [one.key for one in asked.categories]
    category = request.args.get("category", "")
    spoken = request.args.get("in", "")
    category = category if category in keys else (keys[0] if keys else "")
    spoken = spoken if spoken in LANGUAGES else current_language()
    return render_template(
        "registration/preview.html",
        number=form.number if form else 0,
        category=category,
        spoken=spoken,
        direction=direction(spoken),
        categories=[(one.key, one.name.pick(current_language(), here.languages)) for one in asked.categories],
        languages_asked=[(code, queries.language_name(code, current_language())) for code in LANGUAGES],
        drawn=_drawn(form or queries.published_form(here.id), category, spoken),
    )


def _drawn(form: Form, category: str, spoken: str) -> Markup:
    """The questions in another language than the page around them."""
    asked = queries.asking(queries.questions(scope().id, scope().version), form)
    with speaking(spoken):
        filled = registration_form(asked, {"category": category, "language": spoken})
        drawn = render_template("registration/preview_fields.html", form=filled, lang=spoken)
    return Markup(drawn)  # noqa: S704 - our own template, which escapes
