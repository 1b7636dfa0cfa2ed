"""Writing typed values as TOML that reads like the reference file: one line a key, languages side by side."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date, time
from typing import Any, TypeGuard

from app.events.rules.parts import EventPart

BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

SEPARATE = frozenset({"summary", "organisers", "funding", "objectives", "categories", "consents", "cities"})
"""Fields of the event that are tables of their own."""


def write_event(event: EventPart) -> Iterator[str]:
    """The event, its summary, organisers, funding and objectives, a block of lines each."""
    yield _block("[event]", write_fields(event, SEPARATE))
    if event.summary:
        yield _block("[event.summary]", write_pairs(event.summary))
    yield from write_tables("event.organisers", event.organisers)
    if event.funding:
        yield _block("[event.funding]", write_fields(event.funding))
    yield from (_block("[[event.objectives]]", write_pairs(objective)) for objective in event.objectives)


def write_people(event: EventPart) -> Iterator[str]:
    """Who comes and from where, a block of lines each: categories, consents, cities."""
    yield from write_tables("categories", event.categories)
    yield from write_tables("consents", event.consents)
    yield from write_tables("cities", event.cities)


def write_tables(name: str, entities: tuple[Any, ...]) -> Iterator[str]:
    """A block of lines for each of these dataclasses, under [[name]]."""
    for entity in entities:
        yield _block(f"[[{name}]]", write_fields(entity))


def write_extra(extra: Mapping[str, object]) -> Iterator[str]:
    """What the program does not know, at the end of the file: a block of lines for each table."""
    for key, value in extra.items():
        if isinstance(value, Mapping):
            yield _block(f"[{_key(key)}]", write_pairs(value))
        elif _are_tables(value):
            yield from (_block(f"[[{_key(key)}]]", write_pairs(item)) for item in value)


def write_loose(extra: Mapping[str, object]) -> str:
    """What the program does not know and is no table: it can only stand at the beginning of the file."""
    loose = {key: item for key, item in extra.items() if not (isinstance(item, Mapping) or _are_tables(item))}
    return "\n".join(write_pairs(loose))


def write_fields(entity: Any, apart: frozenset[str] = frozenset()) -> Iterator[str]:
    """A line for each field that says more than its default, then what the program does not know."""
    for field in fields(entity):
        value = getattr(entity, field.name)
        default = field.default_factory() if field.default_factory is not MISSING else field.default
        if field.name not in apart and field.name != "extra" and value != default and value is not None:
            yield from write_pairs({field.name: value})
    yield from write_pairs(entity.extra)


def write_pairs(values: Mapping[str, object]) -> Iterator[str]:
    """A line for each key; a list of tables takes a line for each."""
    for key, value in values.items():
        if _are_tables(value):
            items = "".join(f"  {write_value(item)},\n" for item in value)
            yield f"{_key(key)} = [\n{items}]"
        else:
            yield f"{_key(key)} = {write_value(value)}"


def write_value(value: object) -> str:
    """A TOML value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {write_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, tuple):
        return f"[{', '.join(write_value(item) for item in value)}]"
    return str(value)


def _are_tables(value: object) -> TypeGuard[tuple[Mapping[str, object], ...]]:
    return isinstance(value, tuple) and value != () and all(isinstance(item, Mapping) for item in value)


def _block(header: str, lines: Iterator[str]) -> str:
    return "\n".join((header, *lines))


def _key(key: str) -> str:
    return key if BARE_KEY.fullmatch(key) else _string(key)


def _string(value: str) -> str:
    """JSON's escapes are TOML's too, but for DEL, which TOML wants escaped."""
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
