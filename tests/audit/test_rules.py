"""What a line says, and that every act of the program has a name that people can read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.audit.rules import ACT_NAMES, changed
from tests.house.source import ROOT, application, tree

WRITERS = {"Act", "_act", "_record", "about"}


def acts(code: ast.AST) -> Iterator[str]:
    """The acts that a module records: the dotted word that it gives to those who write lines."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "action")]
            if called in WRITERS:
                yield from (one.value for one in given if _is_act(one))
        if isinstance(node, ast.Tuple) and node.elts and _is_act(node.elts[0]) and _is_signal(node.elts[-1]):
            yield str(getattr(node.elts[0], "value", ""))


def _is_act(node: ast.AST) -> bool:
    words = node.value.split(".") if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
    return len(words) == 2 and all(word.replace("-", "").isalpha() for word in words)


def _is_signal(node: ast.AST) -> bool:
    named = node.value if isinstance(node, ast.Attribute) else node
    return isinstance(named, ast.Name) and named.id.startswith("signal")


def is_written(name: str, code: str) -> bool:
    """True when the code holds the act, whole or in its two words (f"{what}.added")."""
    what, _dot, done = name.partition(".")
    return f'"{name}"' in code or (f'"{what}"' in code and (f'}}.{done}"' in code or f'"{done}"' in code))


def services() -> list[Path]:
    """Where acts are done."""
    found = [path for path in application() if "service" in (path.stem, path.parent.name)]
    return [path for path in found if path != ROOT / "app/audit/service.py"]


def test_every_act_has_a_name_and_every_name_an_act() -> None:
    assert {act for path in services() for act in acts(tree(path))} - set(ACT_NAMES) == set()
    code = "\n".join(path.read_text() for path in application() if path != ROOT / "app/audit/rules.py")
    assert [name for name in ACT_NAMES if not is_written(name, code)] == []


def test_an_act_is_seen_however_it_is_written() -> None:
    code = (
        "record(Act('a.b', x))\nrecord(self._act(action='c.d'))\nMOVED = {'x': ('e.f', signal)}\nqueue('g.h')"
    )
    assert sorted(acts(ast.parse(code))) == ["a.b", "c.d", "e.f"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, ({"b": 2}, {"b": 3})),
        ({}, {"a": 1}, ({"a": None}, {"a": 1})),
        ({"a": 1}, {"a": 1}, ({}, {})),
    ],
)
def test_only_what_changed_is_told(before: dict[str, int], after: dict[str, int], told: object) -> None:
    assert changed(before, after) == told
