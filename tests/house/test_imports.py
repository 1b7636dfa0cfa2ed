"""Imports go down and left only; rules and exports know neither the web nor the database nor the clock."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.slices import ROOMS, SLICES
from tests.house.source import ROOT, application, name, tree

BORROWED = {"rules", "models", "signals", "exports", "queries", "service"}
"""Rooms of a lower slice that others may use; its forms and pages stay its own."""

PURE = {"rules", "exports"}
IMPURE_MODULES = {
    *("flask", "flask_babel", "flask_sqlalchemy", "flask_wtf", "huey", "sqlalchemy", "werkzeug", "wtforms"),
    *("psycopg", "redis", "secrets", "socket", "sqlite3", "time", "urllib.request"),
    *(
        "app.kernel." + part
        for part in ("db", "guard", "ids", "jobs", "keys", "migrate", "personal", "scope", "signing", "web")
    ),
}
IMPURE_NAMES = {
    *(
        "app.kernel.clock.now",
        "app.kernel.i18n._",
        "app.kernel.i18n.ngettext",
        "app.kernel.i18n.current_language",
    ),
}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("clock", "now"),
}


@dataclass(frozen=True)
class Import:
    """One imported name: by whom, what, on which line, and inside which kind of block."""

    target: str
    line: int
    inside_function: bool = False
    for_types_only: bool = False


def module_name(path: Path) -> str:
    """app/badges/rules/__init__.py is the module app.badges.rules."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(module: ast.AST, inside: bool = False, typing: bool = False) -> Iterator[Import]:
    """Every imported name in a tree; `from app.kernel import db` imports app.kernel.db."""
    for node in ast.iter_child_nodes(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, inside, typing)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield Import(f"{node.module}.{alias.name}", node.lineno, inside, typing)
        else:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            is_typing = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
            yield from imports(node, inside or is_function, typing or is_typing)


def place(module: str) -> tuple[str, str]:
    """Slice and room of a dotted name; '' where it has none (app.kernel.db is of kernel, without a room)."""
    parts = [*module.split("."), "", ""]
    if parts[0] != "app" or parts[1] not in SLICES:
        return "", ""
    return parts[1], parts[2] if parts[2] in ROOMS else ""


def upward(module: str, target: str) -> str:
    """Why this module may not import that name; '' when it may."""
    (slice_, room), (other, other_room) = place(module), place(target)
    if not slice_ or not target.startswith("app."):
        return ""
    if not other:
        return (
            ""
            if target.startswith("app.slices")
            else "only commands and the program's start stand above the slices"
        )
    if SLICES.index(other) > SLICES.index(slice_):
        return f"{other} stands above {slice_}"
    if other not in (slice_, "kernel") and other_room not in BORROWED:
        return f"of a lower slice only {', '.join(sorted(BORROWED))} may be used"
    if other == slice_ and room and other_room and ROOMS.index(other_room) > ROOMS.index(room):
        return f"{other_room} stands right of {room}"
    return ""


def impurity(module: str, code: ast.AST) -> Iterator[tuple[int, str]]:
    """What a pure room asks of the world outside: line and reason."""
    if place(module)[1] not in PURE:
        return
    for each in imports(code):
        pieces = each.target.split(".")
        prefixes = {".".join(pieces[:length]) for length in range(1, len(pieces) + 1)}
        chance = (
            pieces[0] == "random" and each.target != "random.Random"
        )  # a seeded Random may be an argument
        if chance or prefixes & IMPURE_MODULES or each.target in IMPURE_NAMES:
            yield each.line, f"a pure room may not import {each.target}"
    for node in ast.walk(code):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in CLOCKS:
                yield node.lineno, f"a pure room may not read the clock: {owner}.{node.attr}"


def unreasoned(code: ast.AST, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Imports inside functions without a reason beside them."""
    for each in imports(code):
        if each.inside_function and "  # " not in lines[each.line - 1]:
            yield each.line, "an import inside a function needs its reason in a comment beside it"


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """The first circle of imports found, as a path that ends where it began; [] when there is none."""
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for target in sorted(graph.get(module, ())):
            if found := walk(target, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(graph) if (found := walk(module, []))), [])


def import_graph(paths: list[Path]) -> dict[str, set[str]]:
    """Which of our modules imports which, when the program runs."""
    known = {module_name(path) for path in paths}
    graph: dict[str, set[str]] = {}
    for path in paths:
        targets = {each.target for each in imports(tree(path)) if not each.for_types_only}
        modules = {target if target in known else target.rpartition(".")[0] for target in targets}
        graph[module_name(path)] = (modules & known) - {module_name(path)}
    return graph


def test_imports_go_down_and_left_only() -> None:
    faults = []
    for path in application():
        module = module_name(path)
        for each in imports(tree(path)):
            if reason := upward(module, each.target):
                faults.append(f"{name(path)}:{each.line} imports {each.target}: {reason}")
    assert not faults, "\n".join(faults)


def test_no_imports_run_in_a_circle() -> None:
    assert not cycle(import_graph(application()))


def test_rules_and_exports_are_pure() -> None:
    faults = [
        f"{name(path)}:{line} {reason}"
        for path in application()
        for line, reason in impurity(module_name(path), tree(path))
    ]
    assert not faults, "\n".join(faults)


def test_an_import_inside_a_function_says_why() -> None:
    faults = [
        f"{name(path)}:{line} {reason}"
        for path in application()
        for line, reason in unreasoned(tree(path), path.read_text().splitlines())
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("app.kernel.db", "app.audit.models"),
        ("app.badges.service", "app.checkin.rules"),
        ("app.checkin.service", "app.badges.forms"),
        ("app.checkin.service", "app.badges.Badge"),
        ("app.badges.rules", "app.badges.models.Badge"),
        ("app.badges.service", "app.badges.views"),
        ("app.badges.service", "app.cli"),
        ("app.badges.service", "app.create_app"),
    ],
)
def test_an_import_up_or_right_is_seen(module: str, target: str) -> None:
    assert upward(module, target)


@pytest.mark.parametrize(
    ("module", "target"),
    [
        ("app.badges.rules", "app.kernel.clock.Instant"),
        ("app.badges.service", "app.badges.rules.code"),
        ("app.checkin.service", "app.badges.service.resolve"),
        ("app.badges", "app.badges.views"),
        ("app.kernel.web", "app.slices.SLICES"),
        ("app.cli", "app.front.service"),
    ],
)
def test_an_import_down_or_left_is_allowed(module: str, target: str) -> None:
    assert not upward(module, target)


@pytest.mark.parametrize(
    "code",
    [
        "import flask",
        "from sqlalchemy.orm import Session",
        "from app.kernel import db",
        "from app.kernel.db import atomic",
        "from app.kernel.i18n import _",
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.date.today()",
        "import time",
        "import random",
    ],
)
def test_an_impure_rule_is_seen(code: str) -> None:
    assert list(impurity("app.badges.rules", ast.parse(code)))
    assert not list(impurity("app.badges.service", ast.parse(code)))


def test_a_circle_is_seen() -> None:
    assert cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]
    assert cycle({"a": {"b", "c"}, "b": {"c"}}) == []


def test_a_late_import_without_a_reason_is_seen() -> None:
    bare, reasoned = "def f():\n    import x", "def f():\n    import x  # slow to load"
    assert list(unreasoned(ast.parse(bare), bare.splitlines()))
    assert not list(unreasoned(ast.parse(reasoned), reasoned.splitlines()))
