"""Checking a paper by its code: valid, withdrawn or unknown, and nothing more."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.kernel import guard
from app.letters import queries

blueprint = Blueprint("proofs", __name__)

MISSES = "60/hour"  # codes that no paper has, from one network address


@blueprint.get("/v/<token>")
@guard.open_to_all
def verify(token: str) -> ResponseReturnValue:
    """What is known of a paper; no name, no event, so that a code that was guessed or found tells nothing."""
    found = queries.verdict(token)
    if found == "unknown":
        guard.limit("papers checked from", guard.address(), MISSES)
    return render_template("letters/verify.html", verdict=found), 404 if found == "unknown" else 200
