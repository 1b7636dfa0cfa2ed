"""The readme of a pack says what the pack holds."""

from __future__ import annotations

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.evidence.test_packs import files, pack
from tests.support.people import all_approved, hold


def test_the_readme_names_what_is_in_the_pack(app: Flask, db: SQLAlchemy) -> None:
    event = hold()
    all_approved(event, 2)
    found = files(pack(event)[1])
    section = found["readme-en.txt"].decode("utf-8-sig").split("What is in it")[1].split("\r\n\r\n")[0]
    named = {name for line in section.split("\r\n")[2:] for name in line.split("  ")[0].split(", ")}
    there = {
        f"{folder}/" if slash else folder for folder, slash, _rest in (name.partition("/") for name in found)
    }
    assert there - named == {"readme-ar.txt", "readme-fr.txt", "readme-en.txt"}
    assert "anchors/" not in named
