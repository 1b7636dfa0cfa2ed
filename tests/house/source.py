"""What the tests of the house read: the repository's own files, parsed once."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILT = {"build", "vendor", "node_modules", "__pycache__", "instance"}


def files(folder: str, *endings: str) -> list[Path]:
    """Files below a folder of the repository with one of these endings, built ones left out."""
    found: list[Path] = []
    for place, folders, names in os.walk(ROOT / folder):
        folders[:] = [each for each in folders if each not in BUILT and not each.startswith(".")]
        found += [Path(place, each) for each in names if each.endswith(endings)]
    return sorted(found)


def application() -> list[Path]:
    """The Python files of the program itself."""
    return [*files("app", ".py"), ROOT / "config.py", ROOT / "wsgi.py"]


def name(path: Path) -> str:
    """The path as people write it, from the root of the repository."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), filename=name(path))


Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(module: ast.AST) -> Iterator[Function]:
    """Every function in the tree, methods and inner ones included."""
    return (node for node in ast.walk(module) if isinstance(node, Function))
