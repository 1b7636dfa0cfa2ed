"""Forms with added questions, for tests."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from app.kernel import storage
from app.kernel.db import atomic
from app.kernel.i18n import Text
from app.registration import queries, service
from app.registration.models import Answer
from app.registration.rules import Photo
from app.registration.rules.form import Choice, Condition, Form, Kind, Question, default_form
from app.registration.rules.form.editing import add_question
from tests.support import uploads

PLANE = Question(
    key="plane",
    kind=Kind.YESNO,
    label=Text(ar="هل تصل بالطائرة؟", fr="Arrivez-vous en avion ?", en="Do you come by plane?"),
)
HOTEL = Question(
    key="hotel",
    kind=Kind.ONE,
    label=Text(ar="الفندق", fr="Hôtel", en="Hotel"),
    required=True,
    when=Condition(question="plane", values=("yes",)),
    choices=(
        Choice(key="a", label=Text(ar="أ", fr="Hôtel A", en="Hotel A")),
        Choice(key="b", label=Text(ar="ب", fr="Hôtel B", en="Hotel B")),
    ),
)
NIGHTS = Question(
    key="nights",
    kind=Kind.NUMBER,
    label=Text(ar="عدد الليالي", fr="Nombre de nuits", en="Nights"),
    when=Condition(question="hotel"),
    most=7,
)


def added(key: str, kind: Kind, **more: object) -> Question:
    """A question of this kind, with two choices where it needs some."""
    two = tuple(Choice(key=one, label=Text(en=f"Answer {one.upper()}")) for one in ("a", "b"))
    choices = two if kind in (Kind.ONE, Kind.SEVERAL) else ()
    return Question(key=key, kind=kind, label=Text(en=f"A {kind} question"), choices=choices, **more)  # type: ignore[arg-type]


def with_questions(*questions: Question) -> Form:
    """The program's own form with these at its end."""
    form = default_form()
    for question in questions:
        form = add_question(form, "meeting", question)
    return form


def sent_files(event_id: UUID, registration_id: UUID) -> None:
    """A photo of a delegate, and a file as the answer to a question `letter`."""
    photo = service.take_photo(event_id, BytesIO(uploads.photo()))
    service.set_photo(queries.get(event_id, registration_id), Photo(photo.key))
    letter = service.take_file(event_id, BytesIO(uploads.pdf()), "letter.pdf")
    with atomic() as session:
        storage.claim(event_id, letter.key)
        session.add(
            Answer(registration_id=registration_id, key="letter", kind="file", form=0, file_key=letter.key)
        )
