"""Every package has a reason, a pinned version with hashes, and a use; there are few of them."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.house.source import ROOT, application, tree
from tests.house.test_imports import imports

MOST = 60
PART_OF_FLASK = {"blinker", "click", "jinja2", "markupsafe", "werkzeug"}
"""Flask's own foundation, used through it and in the versions that it brings."""

DEPENDENCY = re.compile(r'^ {4}"[\w.\[\]-]+(?:>=|==)')


def normal(package: str) -> str:
    """The name as registries compare it: lower case, dashes, no extras."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=; ]", package)[0]).lower()


def without_reason(pyproject: str) -> list[str]:
    """Lines of pyproject.toml that ask for a package and do not say why."""
    lines = [line for line in pyproject.splitlines() if DEPENDENCY.match(line)]
    return [line.strip() for line in lines if not re.search(r'",? *# \S', line)]


def pins(requirements: str) -> dict[str, set[str]]:
    """Package to pinned versions (several where Pythons need different ones)."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ ;\\]+)", requirements, re.M):
        found.setdefault(normal(package), set()).add(version)
    return found


def declared() -> tuple[set[str], set[str]]:
    """What pyproject.toml asks for: to run, and to test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    test = project["optional-dependencies"]["test"]
    return {normal(each) for each in project["dependencies"]}, {normal(each) for each in test}


def extras() -> set[str]:
    """Packages that an installation may add, for what it turns on."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    groups = project["optional-dependencies"].items()
    return {normal(each) for name, packages in groups if name != "test" for each in packages}


def imported() -> set[str]:
    """Packages from outside that the program imports, by their names in a registry."""
    modules = {each.target.split(".")[0] for path in application() for each in imports(tree(path))}
    outside = modules - set(sys.stdlib_module_names) - {"app", "config", "wsgi", "__future__"}
    distributions = packages_distributions()
    return {normal(distributions[module][0]) for module in outside if module in distributions}


def unused(packages: set[str]) -> Iterator[str]:
    """Packages that no line of the program names, neither by import nor otherwise."""
    text = "\n".join(path.read_text() for path in application()).lower()
    names: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            names.setdefault(normal(distribution), set()).add(module.lower())
    for package in sorted(packages):
        if not any(module in text for module in names.get(package, {package})):
            yield package


def test_every_package_says_why_it_is_here() -> None:
    assert not without_reason((ROOT / "pyproject.toml").read_text())


def test_every_package_is_pinned_with_hashes() -> None:
    to_run, to_test = declared()
    running, testing = (
        pins((ROOT / where).read_text()) for where in ("requirements.txt", "tests/requirements.txt")
    )
    assert not to_run - running.keys()
    assert not to_test - testing.keys()
    assert {name: testing.get(name) for name in running} == running
    for where in ("requirements.txt", "tests/requirements.txt"):
        entries = re.split(r"\n(?=\w)", (ROOT / where).read_text())
        assert not [entry for entry in entries if "--hash=sha256:" not in entry]


def test_there_are_few_packages_to_trust() -> None:
    assert len(pins((ROOT / "requirements.txt").read_text())) <= MOST


def test_what_is_imported_is_asked_for() -> None:
    assert not imported() - declared()[0] - extras() - PART_OF_FLASK


def test_what_is_asked_for_is_used() -> None:
    assert not list(unused(declared()[0] | extras()))


def test_a_package_without_a_reason_is_seen() -> None:
    assert without_reason('    "flask>=3.1",\n    "redis>=8", # the queue') == ['"flask>=3.1",']


def test_an_unused_package_is_seen() -> None:
    assert list(unused({"a-package-nobody-uses"})) == ["a-package-nobody-uses"]
