"""Where in a TOML text each key stands: `tomllib` gives the values but not their lines.

The scanner follows the grammar of valid TOML and stops quietly at the first thing that it cannot follow:
what is wrong there is for the parser to say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

Path = tuple[str | int, ...]

DEEPEST = 32
"""Nesting that a person writes stays far below; parsers and writers recurse, so more is refused."""

KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
STRING = re.compile(r""""{3}(?:[^\\]|\\.)*?"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*\'""", re.DOTALL)
BARE = re.compile(r"[^\s,\]}#=\[{\"']+(?: \d[\d:.]*(?:Z|[+-][\d:]+)?)?")
SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
BLANK = re.compile(r"[ \t]*")


class TooDeep(Exception):
    """The text nests deeper than DEEPEST; `line` is where."""

    def __init__(self, line: int) -> None:
        """Keep the line, counted from 1."""
        super().__init__(line)
        self.line = line


class _Lost(Exception):
    """The scanner met something that is not the TOML it knows."""


def lines_of(text: str) -> Mapping[Path, int]:
    """The line, counted from 1, on which each key and list item of a TOML text begins; raises TooDeep."""
    scanner = _Scanner(text)
    with suppress(_Lost):
        scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        self._line = 1
        self._counted_to = 0

    def document(self) -> None:
        table: Path = ()
        self._skip(SPACE)
        while self.at < len(self.text):
            if self.text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)
            self._skip(SPACE)

    def _header(self) -> Path:
        listed = self.text.startswith("[[", self.at)
        start, self.at = self.at, self.at + (2 if listed else 1)
        names = self._names()
        self._expect("]]" if listed else "]")
        path = self._through_lists(names)
        if listed:
            self._mark(path, start)
            self._counts[path] = self._counts.get(path, -1) + 1
            path = (*path, self._counts[path])
        self._mark(path, start)
        return path

    def _through_lists(self, names: tuple[str, ...]) -> Path:
        """A header such as [fruit.size] speaks of the last [[fruit]] before it."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path])
        return (*path, names[-1])

    def _pair(self, table: Path) -> None:
        start = self.at
        path = table
        for name in self._names():
            path = (*path, name)
            self._mark(path, start)
        self._expect("=")
        self._skip(BLANK)
        self._value(path)

    def _names(self) -> tuple[str, ...]:
        names: list[str] = []
        while True:
            self._skip(BLANK)
            names.append(self._match(KEY).strip("\"'"))
            self._skip(BLANK)
            if len(names) > DEEPEST:
                raise TooDeep(self._line_at(self.at))
            if not self.text.startswith(".", self.at):
                return tuple(names)
            self.at += 1

    def _value(self, path: Path) -> None:
        if len(path) > DEEPEST:
            raise TooDeep(self._line_at(self.at))
        first = self.text[self.at : self.at + 1]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._match(STRING if first in {'"', "'"} else BARE)

    def _array(self, path: Path) -> None:
        self.at += 1
        self._skip(SPACE)
        index = 0
        while not self.text.startswith("]", self.at):
            self._mark((*path, index), self.at)
            self._value((*path, index))
            self._comma("]")
            index += 1
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip(SPACE)
        while not self.text.startswith("}", self.at):
            self._pair(path)
            self._comma("}")
        self.at += 1

    def _comma(self, end: str) -> None:
        self._skip(SPACE)
        if not self.text.startswith(end, self.at):
            self._expect(",")
            self._skip(SPACE)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            raise _Lost
        self.at = found.end()
        return found.group()

    def _expect(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            raise _Lost
        self.at += len(mark)

    def _mark(self, path: Path, offset: int) -> None:
        self.lines.setdefault(path, self._line_at(offset))

    def _line_at(self, offset: int) -> int:
        """Offsets only grow, or go back within one line: what was counted is not counted again."""
        if offset > self._counted_to:
            self._line += self.text.count("\n", self._counted_to, offset)
            self._counted_to = offset
        return self._line
