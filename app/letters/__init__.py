"""What the secretariat writes to people: words for each occasion, sendings to many, letters and their proofs."""

from __future__ import annotations

from flask import Flask

from app.letters import public, views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the pages of the desk and what delegates and readers of a letter may see."""
    for page in (views.words, views.sendings, views.papers, views.sharing, public.letters, public.proofs):
        app.register_blueprint(page.blueprint)
