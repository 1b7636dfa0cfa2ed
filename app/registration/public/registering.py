"""Where delegates register themselves."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.kernel import clock, guard, signing, web
from app.kernel.guard import Actor
from app.kernel.i18n import _, current_language
from app.kernel.ids import new_id
from app.kernel.scope import scope
from app.registration import queries, service
from app.registration.forms import (
    RegistrationForm,
    answered_questions,
    changed_form,
    known_answers,
    read_typed,
    registration_form,
    sent_as,
)
from app.registration.forms.typed import MOST
from app.registration.rules import (
    INVITED,
    Fault,
    Faulty,
    NotOpen,
    Questions,
    Submission,
    check_submission,
)

blueprint = Blueprint("registration", __name__)

FROM_ONE_PLACE = "60/hour"  # a whole delegation behind one address of a town hall
TO_ONE_ADDRESS = "20/hour"  # six people share an address; nobody's is flooded


@blueprint.get("/<event>/register")
@guard.open_to_all
def register(event: str) -> ResponseReturnValue:
    """The form while registration is open, else when it is."""
    if closed := _closed():
        return closed
    asked = _asked().open_at(clock.now())
    language = next((code for code in asked.languages if code == current_language()), asked.languages[0])
    raw = {"submission": str(new_id()), "language": language}
    if len(asked.categories) == 1:
        raw["category"] = asked.categories[0].key
    return _page(registration_form(asked, raw))


@blueprint.post("/<event>/register")
@guard.open_to_all
@web.takes_files(MOST)
def send(event: str) -> ResponseReturnValue:
    """Take the form: thanks, or the same page with its faults and everything that was typed."""
    if closed := _closed():
        return closed  # before any file is kept
    asked = answered_questions()
    chosen = asked.find_category(request.form.get("category", ""))
    asked = asked.open_at(clock.now())
    typed = read_typed(scope().id, asked.form)
    if chosen is not None and chosen not in asked.categories:
        return _ended(registration_form(asked, typed.raw))
    try:
        submission = typed.check(lambda raw: check_submission(raw, asked, current_language()))
        _limit(submission)
        answers = submission.answers
        guard.act_as(Actor("delegate", name=answers.name_latin or answers.name_ar))
        service.register(scope().id, submission, sent_as())
    except Faulty as faulty:
        form = registration_form(asked, typed.raw)
        form.show(faulty)
        return _page(form, 422)
    except service.AlreadySent:
        form = registration_form(asked, {**typed.raw, "submission": str(new_id())})
        return _page(form, 409, sent_before=True)
    except NotOpen:
        return _closed() or _ended(registration_form(asked.open_at(clock.now()), typed.raw))
    return redirect(url_for("registration.done", event=scope().slug), 303)


@blueprint.get("/<event>/register/done")
@guard.open_to_all
def done(event: str) -> str:
    """Thanks and what comes next; the same for everyone, as the secret link comes by mail only."""
    return render_template("registration/done.html")


@blueprint.route("/p/<token>/change", methods=["GET", "POST"])
@guard.open_to_all
@web.takes_files(MOST)
def change(token: str) -> ResponseReturnValue:
    """Change one's own answers, in the form as it is now."""
    form, back = changed_form(service.open_link(token)), url_for("front.own_page", token=token)
    if form is not None:
        return render_template(
            "registration/change.html", form=form, back=back, person=None
        ), 422 if form.errors else 200
    flash(_("Your changes are saved."), "go")
    return redirect(back, 303)


@blueprint.route("/p/<token>/answer", methods=["GET", "POST"])
@guard.open_to_all
@web.takes_files(MOST)
def answer(token: str) -> ResponseReturnValue:
    """Answer an invitation, in the form of a registration with what the secretariat knew filled in."""
    found = service.open_link(token)
    if found.state != INVITED:
        return redirect(url_for("front.own_page", token=token), 303)
    asked = answered_questions()
    if request.method == "GET":
        form = registration_form(asked, known_answers(found, asked))
        return render_template("registration/answer.html", form=form, token=token)
    typed = read_typed(scope().id, asked.form)
    try:
        service.answer(found.id, typed.check(lambda raw: check_submission(raw, asked, current_language())))
    except Faulty as faulty:
        form = registration_form(asked, typed.raw)
        form.show(faulty)
        return render_template("registration/answer.html", form=form, token=token), 422
    return redirect(url_for("front.own_page", token=token), 303)


def _asked() -> Questions:
    one = scope()
    return queries.questions(one.id, one.version)


def _page(form: RegistrationForm, status: int = 200, sent_before: bool = False) -> ResponseReturnValue:
    return render_template("registration/register.html", form=form, sent_before=sent_before), status


def _ended(form: RegistrationForm) -> ResponseReturnValue:
    """The page again where one can register, but not (any more) as what was chosen."""
    form.show(Faulty(Fault("category", "category-closed")))
    return _page(form, 403)


def _closed() -> ResponseReturnValue | None:
    now = clock.now()
    window = _asked().told(now)
    if window.is_open(now):
        return None
    opens = clock.local(window.opens, scope().timezone).date() if now < window.opens else None
    return render_template("registration/closed.html", opens=opens), 403 if request.method == "POST" else 200


def _limit(submission: Submission) -> None:
    """Only whole registrations count: faults are mended as often as it takes."""
    guard.limit("register from", guard.address(), FROM_ONE_PLACE)
    guard.limit("register to", signing.digest(submission.answers.email).hex(), TO_ONE_ADDRESS)
