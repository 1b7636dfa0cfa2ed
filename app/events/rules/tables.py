"""Reading TOML tables into typed values: faults gather instead of stopping, the unknown is kept.

Whatever is wrong is answered with an empty stand-in, so that reading goes on to the next fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import TypeVar

from app.events.rules.codes import is_key, is_language
from app.events.rules.faults import Fault
from app.kernel.i18n import Text

LONGEST = 20_000
MIDNIGHT = time(0)
NO_DAY = date.min
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)  # so that days counted from it are days in every zone

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

T = TypeVar("T")


class Table:
    """One table of the file being read; a key that was asked for is understood, the others are `extra`."""

    def __init__(self, values: Mapping[str, object], path: str, faults: list[Fault]) -> None:
        """Read `values`, found at `path` such as sessions[4], adding what is wrong to `faults`."""
        self.path = path
        self._left = dict(values)
        self._faults = faults

    def fault(self, key: str, code: str, **params: object) -> None:
        """Add one fault at a key of this table."""
        self._faults.append(Fault(self.where(key), code, params))

    def where(self, key: str) -> str:
        """The path of a key of this table, such as sessions[4].title."""
        return f"{self.path}.{key}" if self.path else key

    def string(self, key: str, *, required: bool = False, most: int = LONGEST) -> str:
        """A text in quotes, without the space around it; empty when it is absent or wrong."""
        value = self._take(key, str, "string", required)
        return "" if value is None else self._clean(key, value, most)

    def key(self, key: str = "key", *, required: bool = True) -> str:
        """A key in lower-case letters, digits and hyphens."""
        value = self.string(key, required=required)
        if value and not is_key(value):
            self.fault(key, "key", value=value)
        return value

    def code(self, key: str, code: str, known: Callable[[str], bool], *, required: bool = False) -> str:
        """A text that `known` accepts; another is the fault `code`."""
        value = self.string(key, required=required)
        if value and not known(value):
            self.fault(key, code, value=value)
        return value

    def codes(
        self, key: str, code: str, known: Callable[[str], bool], *, required: bool = False
    ) -> tuple[str, ...]:
        """A list of different texts that `known` accepts, in the order of the file."""
        if required and self._left.get(key, []) == []:
            self.fault(key, "required")
        found: list[str] = []
        for index, item in enumerate(self._list(key)):
            place = f"{key}[{index}]"
            if not isinstance(item, str):
                self.fault(place, "string")
            elif not known(item):
                self.fault(place, code, value=item)
            elif item in found:
                self.fault(place, "duplicate", value=item)
            else:
                found.append(item)
        return tuple(found)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        value = self._take(key, bool, "flag")
        return default if value is None else value

    def number(self, key: str, least: int, most: int, *, required: bool = False) -> int | None:
        """A whole number from `least` to `most`; None when it is absent or wrong."""
        if isinstance(self._left.get(key), bool):
            self._left[key] = None
        value = self._take(key, int, "number", required)
        if value is not None and not least <= value <= most:
            self.fault(key, "range", least=least, most=most)
            return None
        return value

    def day(self, key: str) -> date:
        """A required date; NO_DAY when it is wrong."""
        if isinstance(self._left.get(key), datetime):
            self._left[key] = None
        value = self._take(key, date, "date", required=True) or NO_DAY
        if value is not NO_DAY and not EARLIEST <= value <= LATEST:
            self.fault(key, "range", least=EARLIEST, most=LATEST)
            return NO_DAY
        return value

    def hour(self, key: str, default: time | None = None) -> time:
        """A time of day, required unless there is a default; midnight when it is wrong."""
        value = self._take(key, time, "time", required=default is None)
        return value if value is not None else default or MIDNIGHT

    def text(self, key: str, *, required: bool = False) -> Text:
        """A text by language, which says something in one language at least when it is required."""
        if key not in self._left:
            if required:
                self.fault(key, "required")
            return Text()
        return self._text(key, self._left.pop(key), required)

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of texts by language."""
        return tuple(self._text(f"{key}[{n}]", item, required=True) for n, item in enumerate(self._list(key)))

    def table(self, key: str, *, required: bool = False) -> Table | None:
        """The table under a key."""
        value = self._take(key, dict, "table", required)
        return None if value is None else Table(value, self.where(key), self._faults)

    def tables(self, key: str) -> tuple[Table, ...]:
        """The tables of a list of tables; what is no table becomes an empty one, unheard."""
        found = []
        for index, item in enumerate(self._list(key, "tables")):
            place = f"{key}[{index}]"
            if isinstance(item, dict):
                found.append(Table(item, self.where(place), self._faults))
            else:
                self.fault(place, "table")
                found.append(Table({}, place, []))
        return tuple(found)

    def extra(self) -> Mapping[str, object]:
        """What was not asked for until now, lists made into tuples; NUL is refused, no database keeps it."""
        for key, value in self._left.items():
            if _has_nul(key) or _has_nul(value):
                self.fault(key.replace("\0", ""), "control")
        return {key: frozen(value) for key, value in self._left.items()}

    def _take(self, key: str, kind: type[T], code: str, required: bool = False) -> T | None:
        if key not in self._left:
            if required:
                self.fault(key, "required")
            return None
        value = self._left.pop(key)
        if isinstance(value, kind):
            return value
        self.fault(key, code)
        return None

    def _list(self, key: str, code: str = "list") -> list[object]:
        value = self._left.pop(key, [])
        if isinstance(value, list):
            return value
        self.fault(key, code, name=self.where(key))
        return []

    def _text(self, key: str, value: object, required: bool) -> Text:
        if not isinstance(value, dict):
            self.fault(key, "texts")
            return Text()
        said: dict[str, str] = {}
        for language, words in value.items():
            place = f"{key}.{language}"
            if not is_language(language):
                self.fault(place, "language", value=language)
            elif not isinstance(words, str):
                self.fault(place, "string")
            else:
                said[language] = self._clean(place, words, LONGEST)
        if required and all(words == "" or str(words).isspace() for words in value.values()):
            self.fault(key, "required")
        return Text(said)

    def _clean(self, key: str, value: str, most: int) -> str:
        if len(value) > most:
            self.fault(key, "long", most=most)
        elif CONTROL.search(value):
            self.fault(key, "control")
        else:
            return value.strip()
        return ""


def _has_nul(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_nul(part) for item in value.items() for part in item)
    if isinstance(value, list):
        return any(_has_nul(part) for part in value)
    return isinstance(value, str) and "\0" in value


def frozen(value: object) -> object:
    """A TOML value whose lists became tuples, so that it is compared and kept without being changed."""
    if isinstance(value, dict):
        return {key: frozen(item) for key, item in value.items()}
    if isinstance(value, list):
        return tuple(frozen(item) for item in value)
    return value
