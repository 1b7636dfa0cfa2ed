"""Figures handed out: as PDF, spreadsheet or csv from the desk, and as files of an evidence pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.audit.rules import Act
from app.audit.service import record
from app.events import queries as events
from app.kernel.db import atomic
from app.kernel.errors import Refusal
from app.kernel.i18n import N_, speaking
from app.statistics import queries
from app.statistics.exports import report_pdf, report_xlsx, tables_csv
from app.statistics.models import StatisticsPublication
from app.statistics.rules import Filter, Position, for_all, narrowed, table_of, tables
from app.statistics.service.report import Pages, report_of

KINDS = ("pdf", "xlsx", "csv")


class UnknownKind(Refusal):
    """A file ending that no figures are made for."""

    code = "unknown-statistics-kind"
    message = N_("Figures are made as pdf, xlsx or csv, not as %(kind)s.")


@dataclass(frozen=True)
class PackFile:
    """A file of an evidence pack."""

    name: str
    content: bytes


def export(event_id: UUID, kind: str, language: str, wanted: Filter) -> bytes:
    """The figures of this moment as a file, led by a language; leaves a journal line. NotFound, UnknownKind."""
    if kind not in KINDS:
        raise UnknownKind(kind=kind)
    found = queries.live(event_id)
    shown = tables(narrowed(found.facts, wanted), wanted.place)
    with atomic():
        event = events.get_event(event_id)
        after = {"format": kind}
        record(
            Act("statistics.exported", "event", event_id, event_id, about=event.title.pick("en"), after=after)
        )
    pages = Pages(shown, found.facts.as_of, queries.quorum_records(event_id))
    return _made(kind, event_id, pages, language)


def files_for_pack(
    event_id: UUID, position: Position, languages: Sequence[str], *, published: bool = False
) -> tuple[PackFile, ...]:
    """All figures at a position of the logs: a csv of keys, and a PDF and a workbook in each language.

    Counts only, never a person; `published` hides those under five. The same position gives the same bytes. NotFound.
    """
    facts = queries.facts(event_id, position)
    shown = for_all(tables(facts)) if published else tables(facts)
    pages = Pages(shown, facts.as_of, queries.quorum_records(event_id, position), published)
    files = [PackFile("statistics.csv", tables_csv(shown))]
    for language in languages:
        for kind in ("pdf", "xlsx"):
            files.append(PackFile(f"statistics-{language}.{kind}", _made(kind, event_id, pages, language)))
    return tuple(files)


def public_pdf(publication: StatisticsPublication, language: str) -> bytes:
    """What was published, as a PDF in a language."""
    shown = tuple(table_of(one) for one in publication.content)
    kept = queries.quorum_records(publication.event_id, position_of(publication))
    pages = Pages(shown, publication.as_of, kept, published=True)
    return _made("pdf", publication.event_id, pages, language)


def position_of(publication: StatisticsPublication) -> Position:
    """Where the logs ended that were counted; the act of publishing itself is the line after."""
    return Position(publication.scans, publication.journal + 1, publication.signatures)


def _made(kind: str, event_id: UUID, pages: Pages, language: str) -> bytes:
    if kind == "csv":
        return tables_csv(pages.tables)
    with speaking(language):
        report = report_of(events.get_event(event_id), pages, language)
    return report_pdf(report) if kind == "pdf" else report_xlsx(report)
