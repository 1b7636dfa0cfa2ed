"""What is dear and beside the point of nearly all tests, made cheap: passwords, and what each new application compiles.

An application is made for each test. Its templates and addresses are the same every time, and are compiled once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from app.people.service import accounts

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class _Templates(BytecodeCache):
    """Compiled templates, kept for all applications of this process."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of the same source, if it was compiled before."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


_templates = _Templates()
_builders: dict[tuple[Any, ...], Callable[..., Any]] = {}
_compile = Rule._compile_builder


def _compiled_once(self: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """The function that builds a rule's addresses; it depends on these parts of the rule and nothing else."""
    key = (
        append_unknown,
        tuple(self._trace),
        tuple(sorted(self.arguments)),
        repr(self.defaults),
    )
    if key not in _builders:
        _builders[key] = _compile(self, append_unknown)
    return _builders[key]


def hurry() -> None:
    """Hash passwords in no time, and build the addresses of a rule by code that is compiled once."""
    accounts._hasher = lambda: CHEAP  # type: ignore[assignment]
    Rule._compile_builder = _compiled_once  # type: ignore[method-assign]


def reuse_templates(app: Flask) -> None:
    """Let an application take templates that another one compiled."""
    app.jinja_env.bytecode_cache = _templates
