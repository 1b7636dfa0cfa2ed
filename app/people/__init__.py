"""Those who work with the program: accounts, roles, sign-ins, tokens."""

from __future__ import annotations

from flask import Flask

from app.people import models


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
    assert models
