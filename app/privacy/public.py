"""Privacy for delegates."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("privacy", __name__)
