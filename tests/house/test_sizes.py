"""No function over 40 lines, no file over 300: what does not fit is two things."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import application, files, functions, name, tree

LONGEST_FUNCTION = 40
LONGEST_FILE = 300


def long_functions(code: ast.AST) -> Iterator[tuple[int, str]]:
    """Functions with too many lines, from their `def` to their end."""
    for node in functions(code):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > LONGEST_FUNCTION:
            yield node.lineno, f"{node.name} has {lines} lines"


def is_long(text: str) -> bool:
    """True for a file with too many lines."""
    return len(text.splitlines()) > LONGEST_FILE


def test_no_function_is_long() -> None:
    # A revision of the database is a list of tables, written once and never changed.
    paths = [path for path in [*application(), *files("tests", ".py")] if "versions" not in path.parts]
    faults = [f"{name(path)}:{line} {fault}" for path in paths for line, fault in long_functions(tree(path))]
    assert not faults, "\n".join(faults)


def test_no_file_is_long() -> None:
    written = [*files("app", ".py", ".html", ".txt", ".css", ".js"), *files("static", ".css", ".js")]
    paths = [path for path in [*written, *files("tests", ".py", ".js")] if "versions" not in path.parts]
    faults = [name(path) for path in paths if is_long(path.read_text())]
    assert not faults, "\n".join(faults)


def test_a_long_function_is_seen() -> None:
    body = "\n    x = 1" * 40
    assert list(long_functions(ast.parse(f"def f():{body}")))
    assert not list(long_functions(ast.parse(f"def f():{body[10:]}")))


def test_a_long_file_is_seen() -> None:
    assert is_long("x = 1\n" * 301)
    assert not is_long("x = 1\n" * 300)
