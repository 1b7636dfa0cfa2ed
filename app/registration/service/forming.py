"""Making a form: a draft that is changed step by step, and versions that are published for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.audit.service import record
from app.events import queries as events
from app.events.service import about, lock
from app.kernel import clock, guard
from app.kernel.db import atomic, db
from app.kernel.errors import Refusal
from app.kernel.i18n import N_
from app.registration import queries
from app.registration.models import FormVersion
from app.registration.rules import Form
from app.registration.rules.form import FormFault, plain_form, problems, read_form

Change = Callable[[Form], Form]


class FormNotReady(Refusal):
    """A draft with faults; `faults` say where."""

    code = "form-not-ready"
    status = 422
    message = N_("The form cannot be published yet.")

    def __init__(self, faults: tuple[FormFault, ...]) -> None:
        """Keep what was found."""
        super().__init__()
        self.faults = faults


def edit_form(event_id: UUID, change: Change) -> Form:
    """Change the draft, which begins as what is published; the draft as it is then. Raises NotFound."""
    with atomic():
        lock(event_id)
        before = queries.draft_form(event_id) or queries.published_form(event_id)
        after = change(before)
        if after != before:
            _keep_draft(event_id, after)
        return after


def _keep_draft(event_id: UUID, form: Form) -> None:
    row = _draft(event_id) or FormVersion(event_id=event_id, number=queries.DRAFT)
    row.content, row.changed_at = plain_form(form), clock.now()
    db.session.add(row)
    db.session.flush()


def discard_draft(event_id: UUID) -> None:
    """Forget the draft; what is published stays. Raises NotFound."""
    with atomic():
        event = lock(event_id)
        row = _draft(event_id)
        if row is not None:
            db.session.delete(row)
            record(about(event, "form.discarded"))


def publish_form(event_id: UUID) -> Form:
    """Ask the draft from now on, as the next version; answers to earlier ones stay. Raises FormNotReady, NotFound.

    Without a draft, or with one that says the same, nothing happens.
    """
    with atomic():
        event = lock(event_id)
        row, before = _draft(event_id), queries.published_form(event_id)
        draft = queries.draft_form(event_id)
        if row is None or draft is None:
            return before
        check_ready(event_id, draft)
        if draft.sections == before.sections:
            db.session.delete(row)
            return before
        newest = select(func.max(FormVersion.number)).where(FormVersion.event_id == event_id)
        row.number = (db.session.scalars(newest).one() or 0) + 1
        row.changed_at, row.published_by = clock.now(), guard.actor().name[:200]
        event.version += 1
        db.session.flush()
        record(about(event, "form.published", after={"version": row.number, **_differences(before, draft)}))
        return queries.published_form(event_id)


def check_ready(event_id: UUID, form: Form) -> None:
    """Raise FormNotReady when the form cannot be asked at this event."""
    if faults := problems(form, [category.key for category in events.categories(event_id)]):
        raise FormNotReady(faults)


def _differences(before: Form, after: Form) -> dict[str, list[str]]:
    """Keys of the questions that are new, no longer asked, or asked otherwise; for the journal."""
    old = {question.key: question for question in before.questions() if not question.hidden}
    new = {question.key: question for question in after.questions() if not question.hidden}
    told = {
        "added": [key for key in new if key not in old],
        "retired": [key for key in old if key not in new],
        "changed": [key for key in new if key in old and new[key] != old[key]],
    }
    return {name: keys for name, keys in told.items() if keys}


def _draft(event_id: UUID) -> FormVersion | None:
    query = select(FormVersion).where(FormVersion.event_id == event_id, FormVersion.number == queries.DRAFT)
    return db.session.scalars(query).one_or_none()


def show_door_photos(event_id: UUID, shown: bool) -> None:
    """Give the doors small photos of delegates, or no longer; raises NotFound."""
    with atomic():
        event = lock(event_id)
        if event.door_photos != shown:
            event.door_photos, event.version = shown, event.version + 1
            record(about(event, "event.door-photos", after={"shown": shown}))


def form_of_file(plain: object) -> Form | None:
    """The form that an event file brings under `form`, None where it has none; raises FormFaults."""
    return None if plain is None else read_form(plain)


def form_for_file(event_id: UUID) -> dict[str, Any] | None:
    """What an event file says of the form that is asked; None for the program's own."""
    form = queries.published_form(event_id)
    return plain_form(form) if form.number else None


def take_form(event_id: UUID, form: Form, *, force: bool, publish: bool) -> bool:
    """Make the form of a file the draft, and publish it where that is asked for; False when the desk's own stays.

    The desk has its own as soon as it published or drafted one; `force` takes the file's all the same. Raises
    FormNotReady.
    """
    with atomic():
        check_ready(event_id, form)
        published, draft = queries.published_form(event_id), queries.draft_form(event_id)
        asked = draft or published
        if asked.sections != form.sections:
            if (published.number or draft) and not force:
                return False
            edit_form(event_id, lambda _before: form)
        if publish:
            publish_form(event_id)
        return True
