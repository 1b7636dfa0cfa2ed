"""What is told of a badge since it was printed, and on how many sides it was."""

from __future__ import annotations

from uuid import UUID

import pypdfium2

from app.badges import queries, service
from app.badges.queries import Choice
from app.badges.rules import Correction, Design
from app.kernel.db import atomic
from tests.badges.test_print_room import event_id, found, printed, rename
from tests.support.people import all_approved

__all__ = ["event_id"]


def test_whatever_a_badge_shows_is_told_when_it_changed_since(event_id: UUID) -> None:
    amina, bilal = all_approved(event_id, 2)
    printed(event_id)
    rename(amina.id, language="fr" if found(amina.id).language == "ar" else "ar")
    (one,) = queries.candidates(event_id, Choice(what="changed"))
    assert (one.registration, one.changed) == (amina.id, ("language",))
    printed(event_id, Choice(what="changed"))
    with atomic():
        found(bilal.id).category.colour = "#123456"
    assert {one.changed for one in queries.candidates(event_id, Choice(what="changed"))} == {("category",)}


def test_labels_of_a_roll_have_no_back(event_id: UUID) -> None:
    all_approved(event_id, 1)
    service.choose_design(event_id, "", Design(back="same"))
    service.choose_printer(event_id, "long", Correction())
    sides = {
        stock: len(pypdfium2.PdfDocument(service.print_all(event_id, stock))) for stock in ("id1", "label")
    }
    assert sides == {"id1": 2, "label": 1}
