"""Every page of words, mails to many and letters, in Arabic and in French."""

from __future__ import annotations

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.support import people

PAGES = (
    "words", "words/registration.approved/ar", "words/registration.approved/preview", "words/letter.visa/fr",
    "words/registration.received/ar/frame", "sendings", "sendings/new", "letters", "letters/new", "letters/head",
    "share", "mails/bounces", "mails",
)  # fmt: skip


def test_every_page_opens_in_both_directions(app: Flask, db: SQLAlchemy) -> None:
    guest = people.approved(people.hold(), country="TN", city="Tunis")
    desk = people.desk(app, None, "owner")
    for path in (*PAGES, f"delegates/{guest.id}/share", f"delegates/{guest.id}"):
        for language in ("ar", "fr"):
            assert desk.get(f"/desk/meeting/{path}?lang={language}").status_code == 200, path
