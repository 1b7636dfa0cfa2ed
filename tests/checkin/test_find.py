"""The door's search in JavaScript and the desk's in Python are held together by one table; tests/door runs it too."""

from __future__ import annotations

import json

from app.registration.rules import search_key
from app.registration.rules.names import finds
from tests.support.keeper import ROOT

TABLE = json.loads((ROOT / "tests" / "door" / "names.json").read_text("utf-8"))


def test_the_table_of_the_door_says_what_the_desk_finds() -> None:
    assert [one for one in TABLE["keys"] if search_key(one["name"]) != one["key"]] == []
    told = [one for one in TABLE["finds"] if finds(one["query"], search_key(one["name"])) is not one["found"]]
    assert told == []
    assert {one["found"] for one in TABLE["finds"]} == {True, False}
