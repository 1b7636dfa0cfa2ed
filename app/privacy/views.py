"""Privacy at the desk."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("privacy_desk", __name__)
