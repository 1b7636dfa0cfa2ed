"""The root shows what the project is: a few names, and nobody's leftovers."""

from __future__ import annotations

from collections.abc import Iterable

from tests.house.source import ROOT

ASKED_FOR = {"app", "static", "translations", "instance", "config.py", "wsgi.py", "tests", "requirements.txt"}
BESIDE = {
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml", "docs"),
    *("package.json", "package-lock.json", "node_modules"),
}


def strangers(names: Iterable[str]) -> list[str]:
    """Names that have no place in the root; dot files are for tools."""
    left = set(names) - ASKED_FOR - BESIDE - {"__pycache__"}
    return sorted(each for each in left if not each.startswith("."))


def test_the_root_holds_nothing_else() -> None:
    assert not strangers(path.name for path in ROOT.iterdir())


def test_a_stranger_in_the_root_is_seen() -> None:
    assert strangers(["app", "notes.txt", ".gitignore"]) == ["notes.txt"]
