"""The files of a pack, part by part: each is drawn from a cut, the chains up to it and what never changes."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.attendance.exports.sign_sheet import sign_sheets_pdf
from app.attendance.service import sign_words
from app.evidence import exports, queries
from app.evidence.exports import Entry
from app.evidence.models import EvidenceCut
from app.evidence.rules import Purpose
from app.evidence.service import wording
from app.evidence.service.cutting import position_of
from app.evidence.service.keys import public_key
from app.kernel import clock, storage, web
from app.kernel.i18n import LANGUAGES, speaking
from app.kernel.pdf.archival import archival
from app.statistics.rules.facts import Position
from app.statistics.service import files_for_pack

KINDS = ("journal", "scans", "signatures")
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@dataclass(frozen=True)
class Drawing:
    """One pack in the making."""

    cut: EvidenceCut
    purpose: Purpose

    @cached_property
    def facts(self) -> dict[str, Any]:
        """What the cut froze."""
        return queries.frozen(self.cut)

    @property
    def languages(self) -> list[str]:
        """The languages of the event that the program speaks."""
        return [code for code in self.facts["event"]["languages"] if code in LANGUAGES] or ["en"]

    def steps(self) -> list[str]:
        """The steps that make the pack: a part, or a part and a place."""
        found = [part for part in STEPS if part == "first" or self.purpose.leaves(part)]
        places = [place["key"] for place in self.facts["places"]]
        wide = [f"{part}:{key}" for part in found if part in BY_PLACE for key in places]
        chains = [f"chains:{kind}" for kind in KINDS] if "chains" in found else []
        return [part for part in found if part not in (*BY_PLACE, "chains")] + wide + chains

    def draw(self, step: str) -> Iterator[Entry]:
        """The files of one step; KeyError for one that there is not."""
        part, _colon, key = step.partition(":")
        with archival():  # what is kept for years says what its colours and letters mean
            yield from [*STEPS[part](self, key)]

    def place(self, key: str) -> Mapping[str, Any]:
        """One place of the cut."""
        return next(place for place in self.facts["places"] if place["key"] == key)


def _first(one: Drawing, _key: str) -> Iterator[Entry]:
    key, url = public_key().hex(), web.public_url("evidence.key")
    stamp = clock.stamp(one.cut.at)
    for language in one.languages:
        with speaking(language):
            said = wording.readme(one.facts, one.purpose, position_of(one.cut), stamp, key, url)
        yield Entry(f"readme-{language}.txt", exports.readme_text(said))
    kept = [
        f"{anchor.text}\n\n{bytes(anchor.signature).hex()}"
        for anchor in queries.anchors(one.cut.event_id, one.cut.journal)
        if anchor.at <= one.cut.at
    ]
    yield Entry("anchors.txt", "\n\n\n".join(kept).encode())
    yield Entry("key.txt", f"{key}\n{url}\n".encode())
    yield Entry("verify.pyz", exports.program())


def _programme(one: Drawing, _key: str) -> Iterator[Entry]:
    for language, drawn in one.facts["programme"].items():
        yield Entry(f"programme/programme-{language}.pdf", b64decode(drawn))
    rows = []
    for version in queries.versions(one.cut.event_id, one.facts["version"]):
        said = json.dumps(version, ensure_ascii=False, sort_keys=True, indent=1).encode()
        yield Entry(f"programme/version-{version['number']:03}.json", said)
        rows.append([version["number"], version["published_at"], len(version["sessions"])])
    yield Entry("programme/versions.csv", exports.counted_csv(["version", "published_at", "sessions"], rows))


def _lists(one: Drawing, key: str) -> Iterator[Entry]:
    place = one.place(key)
    yield Entry(f"lists/{key}.csv", exports.list_csv(one.facts, place))
    for language in one.languages:
        with speaking(language):
            words, titles = wording.words(), wording.titles(one.facts)
        paper = exports.list_paper(one.facts, place, titles[key], words)
        yield Entry(f"lists/{key}-{language}.pdf", paper)


def _matrix(one: Drawing, _key: str) -> Iterator[Entry]:
    yield Entry("matrix/matrix.csv", exports.matrix_csv(one.facts))
    for language in one.languages:
        with speaking(language):
            words, titles = wording.words(), wording.titles(one.facts)
        yield Entry(f"matrix/matrix-{language}.xlsx", exports.matrix_book(one.facts, words, titles))


def _sheets(one: Drawing, _key: str) -> Iterator[Entry]:
    words = sign_words()
    for sheet in exports.sheets_of(one.facts, contact=one.purpose.words):
        yield Entry(
            f"sheets/blank/{sheet.place}-{sheet.drawn.reference}.pdf", sign_sheets_pdf([sheet.drawn], words)
        )
    for name, key in queries.signed_sheets(one.cut.event_id, one.cut.at):
        file = storage.find(one.cut.event_id, key)
        if file is not None:
            yield Entry(f"sheets/signed/{name}.{ENDINGS.get(file.mimetype, 'bin')}", storage.read(file))


def _mails(one: Drawing, _key: str) -> Iterator[Entry]:
    head = ["occasion", "day", "language", "state", "number"]
    yield Entry("mails/mails.csv", exports.counted_csv(head, one.facts["mails"]))
    yield Entry(
        "mails/letters.csv", exports.counted_csv(["kind", "day", "issued", "withdrawn"], one.facts["letters"])
    )


def _statistics(one: Drawing, _key: str) -> Iterator[Entry]:
    position = Position(one.cut.scans, one.cut.journal, one.cut.signatures)
    made = files_for_pack(one.cut.event_id, position, one.languages, published=one.purpose.published)
    for file in made:
        yield Entry(f"statistics/{file.name}", file.content)


def _chains(one: Drawing, kind: str) -> Iterator[Entry]:
    until = getattr(position_of(one.cut), kind)
    columns, lines = queries.lines(one.cut.event_id, kind, until, words=one.purpose.words)
    yield Entry(f"chains/{kind}.csv", exports.chain_csv([name for name, _kind in columns], lines))


STEPS: Mapping[str, Callable[[Drawing, str], Iterator[Entry]]] = {
    "first": _first,
    "programme": _programme,
    "lists": _lists,
    "matrix": _matrix,
    "sheets": _sheets,
    "mails": _mails,
    "statistics": _statistics,
    "chains": _chains,
}
BY_PLACE = ("lists",)
