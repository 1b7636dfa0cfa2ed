"""Mails to many at the desk: written, counted, looked at, sent once, and followed person by person."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.batches.queries import find_batch
from app.events.queries import get_event
from app.kernel import guard, web
from app.kernel.i18n import LANGUAGES, _, current_language, direction, speaking
from app.kernel.scope import scope
from app.letters import queries, service
from app.letters.forms import SendingForm
from app.letters.models import Sending
from app.letters.queries import Wanted, Words
from app.letters.rules import MEANINGS, OCCASIONS, FaultyWords, line_of
from app.letters.rules.audience import UNREACHED
from app.mail import service as mails
from app.mail.rules import STATES, Composed, explained
from app.registration import queries as registrations
from app.registration.models import Registration

blueprint = Blueprint("sendings_desk", __name__)

PAGE = 50
TOLD = 20  # people named in a count; the rest is a number


@blueprint.get("/desk/<event>/sendings")
@guard.requires("mail.view")
def sendings(event: str) -> str:
    """The mails to many, newest first, with what became of them."""
    found = queries.sendings(scope().id)
    return render_template(
        "letters/sendings.html",
        sendings=[(one, _subject(one)) for one in found],
        tally=queries.tally([one.id for one in found]),
    )


def _subject(sending: Sending) -> str:
    """The subject as the desk lists it: with what is known of the event, without anybody's name."""
    language = current_language() if current_language() in sending.words else next(iter(sending.words))
    facts = dict.fromkeys(OCCASIONS["sending"].places, "")
    facts |= queries.of_event(get_event(sending.event_id), language)
    return line_of(sending.words[language]["subject"], facts, direction(language) == "rtl")


@blueprint.route("/desk/<event>/sendings/new", methods=["GET", "POST"])
@guard.requires("mail.send")
def new(event: str) -> ResponseReturnValue:
    """Write to those whom a filter names; ?states, ?categories, ?countries, ?text and ?people narrow it ahead."""
    return _form_page(None)


@blueprint.route("/desk/<event>/sendings/<uuid:sending_id>/edit", methods=["GET", "POST"])
@guard.requires("mail.send")
def edit(event: str, sending_id: UUID) -> ResponseReturnValue:
    """Change a draft."""
    sending = queries.get_sending(scope().id, sending_id)
    if sending.batch_id is not None:
        raise service.AlreadySent
    return _form_page(sending)


def _form_page(sending: Sending | None) -> ResponseReturnValue:
    who = queries.wanted(sending.wanted) if sending else _asked_for()
    ticked = {name: list(getattr(who, name)) for name in TICKED}
    form = SendingForm(
        data={**ticked, "text": who.text, "letter_kind": sending.letter_kind if sending else ""}
    )
    words = _words(sending)
    faults: dict[str, list[str]] = {}
    if request.method == "POST":
        typed = {code: one for code, one in words.items() if one.subject.strip() or one.body.strip()}
        who = Wanted(**{**asdict(form.wanted), **_carried(request.form)})
        faults = _faults(typed) if typed else {"none": [_("Write it in one language at least.")]}
        if not faults:
            kind = str(form.letter_kind.data or "")
            kept = service.save_draft(scope().id, sending.id if sending else None, who, typed, kind)
            return redirect(url_for("sendings_desk.sending", event=scope().slug, sending_id=kept.id), 303)
    carried = [(name, value) for name in CARRIED for value in getattr(who, name)]
    page = render_template(
        "letters/edit_sending.html", form=form, words=words, faults=faults, people=who.people, carried=carried,
        written_in=[(code, name, direction(code)) for code, name in queries.languages(scope())],
        places=[(name, _(MEANINGS[name]), False) for name in OCCASIONS["sending"].places], sending=sending,
    )  # fmt: skip
    return page, 422 if faults else 200


TICKED = {"states": "state", "categories": "category", "countries": "country"}
"""What the page asks by ticks, and what the list of delegates calls it."""

CARRIED = {"delegations": "delegation", "cities": "city", "languages": "language", "people": "ids"}
"""What else the list of delegates narrows by, carried along."""


def _asked_for() -> Wanted:
    """The filter of an address, as this page or the list of delegates writes it."""
    ticked = {name: tuple(_given(request.args, name, other)) for name, other in TICKED.items()}
    return Wanted(**ticked, **_carried(request.args), text=request.args.get("text", "")[:200])


def _carried(source: MultiDict[str, str]) -> dict[str, tuple[str, ...]]:
    given = {name: _given(source, name, other) for name, other in CARRIED.items()}
    return {
        name: tuple(
            value for value in values if (value in LANGUAGES if name == "languages" else _is_id(value))
        )
        for name, values in given.items()
    }


def _given(source: MultiDict[str, str], name: str, other: str) -> list[str]:
    return source.getlist(name) or [value for value in source.getlist(other) if value]


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def _words(sending: Sending | None) -> dict[str, Words]:
    """What the page shows in each language: what was typed, else the draft, else the event's words to begin with."""
    if request.method == "POST":
        return {
            code: Words(request.form.get(f"subject_{code}", ""), request.form.get(f"body_{code}", ""))
            for code, _name in queries.languages(scope())
        }
    begun = service.starting_words(
        scope().id, [code for code, _name in queries.languages(scope())], request.args.get("words", "")
    )
    if sending is None:
        return begun
    kept = {code: Words(one["subject"], one["body"]) for code, one in sending.words.items()}
    return {code: kept.get(code, Words("", "")) for code in {**begun, **kept}}


def _faults(typed: dict[str, Words]) -> dict[str, list[str]]:
    """What is wrong, by the name of the field."""
    found: dict[str, list[str]] = {}
    for code, one in typed.items():
        try:
            service.check_words("sending", code, one.subject, one.body)
        except FaultyWords as faulty:
            for fault in faulty.faults:
                found.setdefault(f"{fault.field}_{code}", []).append(_(fault.message, **fault.params))
    return found


@blueprint.get("/desk/<event>/sendings/<uuid:sending_id>")
@guard.requires("mail.view")
def sending(event: str, sending_id: UUID) -> str:
    """A draft with its count and previews, or what was sent with its log."""
    found = queries.get_sending(scope().id, sending_id)
    return _draft_page(found) if found.batch_id is None else _log_page(found)


def _draft_page(found: Sending) -> str:
    count = queries.audience(scope().id, queries.wanted(found.wanted), list(found.words), found.letter_kind)
    names = dict(queries.languages(scope()))
    reader = registrations.find(scope().id, count.people[0].id) if count.people else None
    web.allow_frames()
    return render_template(
        "letters/draft.html",
        sending=found,
        subject=_subject(found),
        count=count,
        told=TOLD,
        shown=[(code, names.get(code, code), _sample(found, reader, code)) for code in found.words],
        names=names,
        reader=reader,
    )


def _log_page(found: Sending) -> str:
    tally = queries.tally([found.id])[found.id]
    total = sum(number for name, number in tally.items() if name != "opened")
    last = max(0, total - 1) // PAGE + 1
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    return render_template(
        "letters/sending.html",
        sending=found,
        subject=_subject(found),
        batch=find_batch(found.batch_id) if found.batch_id else None,
        tally=tally,
        total=total,
        log=queries.log(found.id, (page - 1) * PAGE, PAGE),
        start=(page - 1) * PAGE,
        page=page,
        states=STATES,
        unreached=UNREACHED,
    )


@blueprint.get("/desk/<event>/sendings/<uuid:sending_id>/<language>/frame")
@guard.requires("mail.send")
def frame(event: str, sending_id: UUID, language: str) -> Response:
    """The HTML of a draft for the frame on its page, as its first reader gets it."""
    found = queries.get_sending(scope().id, sending_id)
    people = queries.people(scope().id, queries.wanted(found.wanted))
    reader = registrations.find(scope().id, people[0].id) if people else None
    shown = _sample(found, reader, language)
    return web.framed(shown.html, mails.pictures(shown)) if shown else web.framed("")


def _sample(sending: Sending, reader: Registration | None, language: str) -> Composed | None:
    if reader is None:
        return None
    with speaking(language if language in LANGUAGES else "en"):
        facts = queries.of_person(reader, sample=True)
        return service.compose_sending(sending, facts, language)


@blueprint.post("/desk/<event>/sendings/<uuid:sending_id>/send")
@guard.requires("mail.send")
def send(event: str, sending_id: UUID) -> ResponseReturnValue:
    """Begin to send a draft; its progress is on the page of the long work."""
    then = url_for("sendings_desk.sending", event=event, sending_id=sending_id)
    begun = service.send(scope().id, sending_id, then)
    return redirect(url_for("batches_desk.batch", event=event, batch_id=begun.batch_id), 303)


@blueprint.post("/desk/<event>/sendings/<uuid:sending_id>/drop")
@guard.requires("mail.send")
def drop(event: str, sending_id: UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    service.drop_draft(scope().id, sending_id)
    flash(_("The draft is gone."), "go")
    return redirect(url_for("sendings_desk.sendings", event=event), 303)


def _facts() -> dict[str, Any]:
    return {"explained": explained}


blueprint.context_processor(_facts)
