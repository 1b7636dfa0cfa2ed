"""The API's description of itself."""

from __future__ import annotations

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from app.front.api.description import described
from app.kernel import guard

blueprint = Blueprint("front_api", __name__)


@blueprint.get("/api/v1/openapi.json")
@guard.open_to_all
def openapi() -> ResponseReturnValue:
    """OpenAPI 3.1: every address below /api/, what it takes and what it answers."""
    return jsonify(described(current_app.config["CONFIG"].public_url))
