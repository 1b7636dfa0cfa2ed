"""A delegate's own letters, once the desk has released them."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import Blueprint, Response, send_file

from app.kernel import guard
from app.letters import queries, service
from app.registration import service as registering

blueprint = Blueprint("letters", __name__)


@blueprint.get("/p/<token>/letters/<uuid:letter_id>.pdf")
@guard.open_to_all
def fetch(token: str, letter_id: UUID) -> Response:
    """One letter, as it was issued."""
    person = registering.open_link(token)
    letter = queries.get_released(person.id, letter_id)
    content = queries.content(letter)
    service.fetched(letter, "delegate")
    return send_file(
        BytesIO(content),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=queries.file_name(letter),
    )
