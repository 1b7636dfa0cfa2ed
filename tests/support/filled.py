"""Forms of the agenda's desk as a browser without scripts sends them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

DESK = "/desk/meeting/agenda"


class Reader(HTMLParser):
    """What the forms of a page would send as they stand."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        name = facts.get("name") or ""
        if tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in facts:
            self.found.setdefault(self.select, []).append(facts.get("value") or "")
        elif tag == "textarea":
            self.area = name
            self.found.setdefault(name, []).append("")
        elif tag == "input" and name:
            kind = facts.get("type", "text")
            if kind not in ("checkbox", "radio", "file") or (kind != "file" and "checked" in facts):
                self.found.setdefault(name, []).append(facts.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.found[self.area][-1] += data.removeprefix("\n")


def fields(page: str) -> dict[str, Any]:
    """The values of a page's forms by name, as lists."""
    reader = Reader()
    reader.feed(page)
    return reader.found


def save(desk: FlaskClient, path: str, **typed: Any) -> TestResponse:
    """Open a form, type, save; the answer without following it."""
    sent = {**fields(desk.get(f"{DESK}/{path}?lang=en").text), **typed}
    answer: TestResponse = desk.post(f"{DESK}/{path}?lang=en", data=sent)
    return answer
