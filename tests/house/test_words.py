"""Words that have no place in the repository: hosts of registries, folders of one machine, leftovers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import files, name

# Taken apart, so that this file does not hold what it forbids.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "yarn" + "pkg.com",
)
PLACES = ("/wo" + "rk/", "../sha" + "red", "/ro" + "ot/")
LEFTOVERS = (r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", "<<" + "<<<<<", ">>" + ">>>>>")
FORBIDDEN = re.compile("|".join([*map(re.escape, (*REGISTRIES, *PLACES)), *LEFTOVERS]))
BINARY = {".pyc", ".png", ".jpg", ".ico", ".woff2", ".ttf", ".pdf", ".mo", ".mjpeg", ".wasm", ".xlsx"}


def written() -> Iterator[Path]:
    """Every text file that belongs to the repository."""
    for path in [*files(".", ""), *files(".ci", "")]:
        # A working tree beside another one has a file .git, which names that machine's folders.
        if path.suffix not in BINARY and not path.name.startswith((".coverage", ".git")):
            yield path


def forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Line and word of what must not be there."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in FORBIDDEN.finditer(line):
            yield number, found[0]


def test_no_forbidden_word_stands_in_the_repository() -> None:
    faults = [
        f"{name(path)}:{line} {word}" for path in written() for line, word in forbidden(path.read_text())
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("word", [*REGISTRIES, *PLACES, "# TO" + "DO: later"])
def test_a_forbidden_word_is_seen(word: str) -> None:
    assert list(forbidden(f"fine\nsee {word} there")) != []


def test_ordinary_words_pass() -> None:
    assert not list(forbidden("the work of the registry is shared"))
