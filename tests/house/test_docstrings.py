"""What others call tells them what matters, so that they need not read how it is done."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import Function, application, name, tree

SPOKEN = {"kernel", "rules", "service", "queries", "exports"}


def silent(code: ast.Module) -> Iterator[tuple[int, str]]:
    """Public functions, classes and methods without a docstring."""
    for node in code.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            if ast.get_docstring(node) is None:
                yield node.lineno, node.name
            if isinstance(node, ast.ClassDef):
                yield from _silent_methods(node)


def _silent_methods(owner: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for node in owner.body:
        if isinstance(node, Function) and not node.name.startswith("_") and ast.get_docstring(node) is None:
            yield node.lineno, f"{owner.name}.{node.name}"


def test_public_functions_say_what_they_promise() -> None:
    paths = [path for path in application() if SPOKEN & {path.stem, *path.parts}]
    faults = [
        f"{name(path)}:{line} {what} has no docstring" for path in paths for line, what in silent(tree(path))
    ]
    assert not faults, "\n".join(faults)


def test_every_module_says_what_it_is() -> None:
    assert not [name(path) for path in application() if ast.get_docstring(tree(path)) is None]


def test_a_silent_function_is_seen() -> None:
    code = "def f(): ...\ndef _g(): ...\nclass C:\n    'Said.'\n    def m(self): ...\n    def _n(self): ..."
    assert [what for _, what in silent(ast.parse(code))] == ["f", "C.m"]
