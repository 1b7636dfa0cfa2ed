"""What anybody may know: the key that signs anchors and packs."""

from __future__ import annotations

from flask import Blueprint, Response

from app.evidence import service
from app.kernel import guard

blueprint = Blueprint("evidence", __name__)


@blueprint.get("/v/key")
@guard.open_to_all
def key() -> Response:
    """The installation's public key in hexadecimal, as `verify --key` takes it; the same for all events."""
    return Response(f"{service.public_key().hex()}\n", mimetype="text/plain")
