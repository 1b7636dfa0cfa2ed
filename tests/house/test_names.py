"""Names that promise: a slice holds rooms, find_ may be empty, get_ may not, nothing is a heap of helpers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from app.slices import ROOMS, SLICES
from tests.house.source import application, files, functions, name, tree

HEAPS = {"util", "utils", "helper", "helpers", "misc", "common"}


def wrong_getters(code: ast.AST) -> Iterator[tuple[int, str]]:
    """Functions called get_ that may give None."""
    for node in functions(code):
        may_be_empty = node.returns is not None and "None" in ast.unparse(node.returns).split(" | ")
        if node.name.startswith("get_") and may_be_empty:
            yield node.lineno, f"{node.name} may give None: call it find_{node.name[4:]}"


def is_room(path: str) -> bool:
    """True for a Python file that stands where the house has a place for it."""
    parts = path.removesuffix(".py").split("/")
    if len(parts) < 3 or parts[1] not in SLICES or parts[1] == "kernel":
        return True
    return parts[2] in (*ROOMS, "__init__")


def test_a_getter_always_gives() -> None:
    faults = [
        f"{name(path)}:{line} {fault}" for path in application() for line, fault in wrong_getters(tree(path))
    ]
    assert not faults, "\n".join(faults)


def test_a_slice_holds_rooms_only() -> None:
    assert not [name(path) for path in files("app", ".py") if not is_room(name(path))]


def test_nothing_is_a_heap_of_helpers() -> None:
    paths = [*application(), *files("tests", ".py"), *files("static", ".js", ".css")]
    assert not [name(path) for path in paths if {path.stem, path.parent.name} & HEAPS]


@pytest.mark.parametrize("returns", ["Badge | None", "None | Badge", "tuple[Badge, int] | None"])
def test_an_empty_getter_is_seen(returns: str) -> None:
    assert list(wrong_getters(ast.parse(f"def get_badge() -> {returns}: ...")))
    assert not list(wrong_getters(ast.parse(f"def find_badge() -> {returns}: ...")))
    assert not list(wrong_getters(ast.parse("def get_badge() -> Badge: ...")))


def test_a_room_without_a_place_is_seen() -> None:
    assert not is_room("app/badges/printing.py")
    assert is_room("app/badges/service/printing.py")
    assert is_room("app/kernel/clock.py")
    assert is_room("app/badges/__init__.py")
