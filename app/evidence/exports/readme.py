"""What stands first in a pack, in one language: what it is, what is in it and what is not, and how it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Readme:
    """Words in one language; each section is a heading with its lines."""

    title: str
    sections: Sequence[tuple[str, Sequence[str]]]


def readme_text(said: Readme) -> bytes:
    """Plain text that any program opens: UTF-8 with its mark, lines ended as on every system."""
    lines = [said.title, "=" * min(60, len(said.title)), ""]
    for heading, body in said.sections:
        lines += [heading, "-" * min(60, len(heading)), *body, ""]
    return b"\xef\xbb\xbf" + "\r\n".join(lines).encode()
