"""What an import is going to change, told before anything is taken: what the desk says now, what the table says."""

from __future__ import annotations

from uuid import UUID

from flask.testing import FlaskClient

from app.kernel.tables import write_csv
from tests.accreditation.test_importing import matched, upload


def test_a_changed_line_says_what_was_and_what_is_to_be(
    desk: FlaskClient, event_id: UUID, three: list[UUID]
) -> None:
    head = ["id", "Function", "Country", "Access and assistance"]
    place = upload(desk, write_csv(head, [[str(three[0]), "Ministre", "Tunisie", "Fauteuil roulant"]]))
    desk.post(f"{place}/look", data=matched(desk, place))
    page = desk.get(f"{place}?lang=fr").text
    for old, new in (("Maire", "Ministre"), ("Mauritanie", "Tunisie")):
        assert f"<del><bdi>{old}</bdi></del> <ins><bdi>{new}</bdi></ins>" in page
    assert "Fauteuil" not in page  # what tells of health is not repeated
    assert "Accessibilité et assistance</div>" in page
