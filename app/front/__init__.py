"""What is made of many subjects: the event's page, a delegate's own page, the desk's home, the demo."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add this subject to the application."""
