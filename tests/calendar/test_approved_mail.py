"""The mail at approval, with every session of the delegate, in each language."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.kernel.db import atomic
from app.registration.models import Registration
from tests.calendar.conftest import composed, outbox
from tests.support import people


@pytest.mark.parametrize(("language", "order"), [("ar", "\u2067"), ("fr", "\u2066"), ("en", "\u2066")])
def test_it_says_the_hours_in_the_reading_order(event_id: UUID, language: str, order: str) -> None:
    person = people.approved(event_id)
    (mail,) = outbox("registration.approved")
    with atomic() as session:
        session.get_one(Registration, person.id).language = mail.language = language
    letter = composed(mail)
    assert letter is not None
    assert f"{order}09:30\u2060–\u206010:30\u2069" in letter.text
    assert f"{order}09:30\u2060–\u206010:30\u2069" in letter.html
