"""Only the kernel ends a transaction: a use case says `with atomic():` and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import application, name, tree


def commits(code: ast.AST) -> Iterator[int]:
    """Lines that call a method named commit."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit":
            yield node.lineno


def test_only_the_kernel_commits() -> None:
    paths = [path for path in application() if name(path) != "app/kernel/db.py"]
    assert not [f"{name(path)}:{line}" for path in paths for line in commits(tree(path))]


def test_a_commit_is_seen() -> None:
    assert list(commits(ast.parse("db.session.commit()"))) == [1]
    assert not list(commits(ast.parse("# session.commit()\ncommitment = 1")))
