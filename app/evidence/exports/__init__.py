"""A pack as bytes, out of plain data: tables, chains, words to read first, and the archive."""

from app.evidence.exports.archive import Entry, pack_zip, program
from app.evidence.exports.chains import Link, chain_csv
from app.evidence.exports.readme import Readme, readme_text
from app.evidence.exports.sheets import sheets_of, without
from app.evidence.exports.tables import (
    Words,
    counted_csv,
    list_csv,
    list_paper,
    matrix_book,
    matrix_csv,
)

__all__ = [
    "Entry",
    "Link",
    "Readme",
    "Words",
    "chain_csv",
    "counted_csv",
    "list_csv",
    "list_paper",
    "matrix_book",
    "matrix_csv",
    "pack_zip",
    "program",
    "readme_text",
    "sheets_of",
    "without",
]
