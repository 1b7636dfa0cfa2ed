"""The outbox at the desk: what failed, what waits, what left, and what stays where no mail server is set."""

from __future__ import annotations

import io
import re
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue

from app.kernel import guard, web
from app.kernel.errors import NotFound
from app.kernel.i18n import _, ngettext
from app.kernel.scope import scope
from app.mail import queries, service
from app.mail.models import OutboxMail
from app.mail.rules import RESENDABLE, STATES, Attachment, Composed, explained
from app.mail.rules.bounces import MOST

blueprint = Blueprint("mail_desk", __name__)

PAGE = 50
LAST_PAGE = 1_000_000  # far beyond any outbox, and still a number that databases take
PREVIEWED = frozenset({"kept", "failed", "waiting"})


@blueprint.get("/desk/<event>/mails")
@guard.requires("mail.view")
def mails(event: str) -> str:
    """The event's mails, what failed for good first; ?state narrows them."""
    state = request.args.get("state", "")
    counts = queries.counts(scope().id)
    total = counts.get(state, 0) if state else sum(counts.values())
    start = (min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE) - 1) * PAGE
    return render_template(
        "mail/mails.html",
        mails=queries.mails(scope().id, state, start, PAGE),
        states=STATES,
        counts=counts,
        state=state,
        start=start,
        total=total,
        size=PAGE,
        has_server=_has_server(),
    )


@blueprint.get("/desk/<event>/mails/<uuid:mail_id>")
@guard.requires("mail.view")
def mail(event: str, mail_id: UUID) -> str:
    """One mail: where it stands and, where no mail server is set, what it says."""
    found = queries.get_mail(scope().id, mail_id)
    composed = _find_preview(found)
    web.allow_frames()
    return render_template(
        "mail/mail.html",
        mail=found,
        composed=composed,
        links=_own_links(composed.text) if composed else [],
        files=_files(composed) if composed else [],
        has_server=_has_server(),
    )


@blueprint.get("/desk/<event>/mails/<uuid:mail_id>/html")
@guard.requires("mail.view")
def preview(event: str, mail_id: UUID) -> Response:
    """The HTML of a mail for the frame on its page, its pictures within it."""
    composed = _get_preview(mail_id)
    return web.framed(composed.html, service.pictures(composed))


@blueprint.get("/desk/<event>/mails/<uuid:mail_id>/files/<int:number>")
@guard.requires("mail.view")
def file(event: str, mail_id: UUID, number: int) -> Response:
    """A file of a mail that is shown here, to be saved, whatever its kind."""
    files = _files(_get_preview(mail_id))
    if number >= len(files):
        raise NotFound
    found = files[number]
    response = send_file(
        io.BytesIO(found.content),
        "application/octet-stream",
        as_attachment=True,
        download_name=found.filename,
    )
    return web.guarded_by_secret(response)


@blueprint.post("/desk/<event>/mails/<uuid:mail_id>/resend")
@guard.requires("mail.send")
def resend(event: str, mail_id: UUID) -> ResponseReturnValue:
    """Let one mail leave (again)."""
    guard.limit("resend of", str(mail_id), "5/10minutes")
    going = service.resend(scope().id, mail_id)
    return redirect(url_for("mail_desk.mail", event=event, mail_id=going.id), 303)


@blueprint.post("/desk/<event>/mails/resend")
@guard.requires("mail.send")
def resend_all(event: str) -> ResponseReturnValue:
    """Let all mails that failed, or that were kept, leave."""
    service.resend_all(scope().id, request.form.get("state", ""))
    return redirect(url_for("mail_desk.mails", event=event), 303)


@blueprint.post("/desk/<event>/mails/<uuid:mail_id>/lift")
@guard.requires("mail.send")
def lift(event: str, mail_id: UUID) -> ResponseReturnValue:
    """Mail an address again whose mail came back: its owner had it mended, say."""
    service.lift(scope().id, mail_id)
    return redirect(url_for("mail_desk.mail", event=event, mail_id=mail_id), 303)


@blueprint.route("/desk/<event>/mails/bounces", methods=["GET", "POST"])
@guard.requires("mail.send")
def bounces(event: str) -> ResponseReturnValue:
    """Read notifications of mails that came back, saved as files from the secretariat's mailbox."""
    files = [one for one in request.files.getlist("files") if one.filename]
    noted = [one for each in files for one in service.take_bounce(each.stream.read(MOST), scope().id)]
    if request.method == "POST":
        said = ngettext("One mail is noted as returned.", "%(num)s mails are noted as returned.", len(noted))
        nothing = (
            _("No file was chosen.") if not files else _("None of these files is about a mail of this event.")
        )
        flash(said if noted else nothing, "go" if noted else "info")
        return redirect(url_for("mail_desk.bounces", event=event), 303)
    return render_template("mail/bounces.html")


def _has_server() -> bool:
    return current_app.config["CONFIG"].smtp is not None


def _find_preview(mail: OutboxMail) -> Composed | None:
    """What the mail says; not where a mail server is set: mails hold the secret links of their readers.

    Who follows such a link acts as its reader, so that looking on (an auditor's part) is not enough.
    """
    if _has_server() or mail.state not in PREVIEWED or not guard.may("mail.send"):
        return None
    try:
        return service.compose(mail)
    except Exception as error:  # noqa: BLE001 - the page says where the mail stands, and why it failed, all the same
        current_app.logger.warning("mail %s cannot be shown: %s", mail.id, type(error).__name__)
        return None


def _get_preview(mail_id: UUID) -> Composed:
    composed = _find_preview(queries.get_mail(scope().id, mail_id))
    if composed is None:
        raise NotFound
    return composed


def _files(composed: Composed) -> list[Attachment]:
    return [file for file in composed.attachments if not file.content_id]


def _own_links(text: str) -> list[str]:
    """The links of a mail that lead here: in the frame, where nothing may be followed, they would be dead."""
    own = re.escape(current_app.config["CONFIG"].public_url)
    return sorted(set(re.findall(rf"{own}/[^\s<>\"]*", text)))


def _facts() -> dict[str, object]:
    return {
        "label_of": service.label_of,
        "explained": explained,
        "chip_of": STATES.__getitem__,
        "resendable": RESENDABLE,
    }


blueprint.context_processor(_facts)
