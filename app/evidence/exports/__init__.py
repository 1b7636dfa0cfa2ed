"""A pack as bytes, out of plain data: tables, chains, words to read first, and the archive."""

from app.evidence.exports.archive import Entry, pack_zip, program
from app.evidence.exports.chains import Link, chain_csv

__all__ = ["Entry", "Link", "chain_csv", "pack_zip", "program"]
