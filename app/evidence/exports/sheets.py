"""Sign-in sheets as they were printed, out of the facts that a cut froze."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.attendance.exports.sign_data import SignPage, SignRow, SignSheet


@dataclass(frozen=True)
class PrintedSheet:
    """A sheet with the place that it was printed for."""

    place: str
    drawn: SignSheet


def sheets_of(facts: Mapping[str, Any], *, contact: bool) -> Iterator[PrintedSheet]:
    """The sheets; without `contact` no mail address and no phone number stands on them."""
    logos = tuple(b64decode(one) for one in facts["logos"])
    for said in facts["sheets"]:
        kept = {name: value for name, value in said.items() if name not in ("place", "who", "pages", "logos")}
        pages = [
            SignPage(page["part"], [_row(row, contact) for row in page["rows"]]) for page in said["pages"]
        ]
        kept |= {"languages": tuple(said["languages"]), "fallback": tuple(said["fallback"])}
        kept["has_contact"] = said["has_contact"] and contact
        yield PrintedSheet(said["place"], SignSheet(**kept, pages=pages, logos=logos))


def _row(row: Mapping[str, Any], contact: bool) -> SignRow:
    return SignRow(**{**row, "contact": row["contact"] if contact else ""})


def without(said: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    """A sheet whose lines for these people are empty, as on paper that was printed anew."""
    who, rows = iter(said["who"]), []
    for page in said["pages"]:
        left = [{**row, **_EMPTY} if next(who, "") in gone else row for row in page["rows"]]
        rows.append({**page, "rows": left})
    return {**said, "pages": rows, "who": ["" if one in gone else one for one in said["who"]]}


_EMPTY = {"name_ar": "", "name_latin": "", "function": "", "city": {}, "country": {}, "contact": ""}
