"""The printed programme: a list on A4, or a booklet of A5 pages to print on A4 across and fold."""

from app.agenda.exports.programme.booklet import folding_order
from app.agenda.exports.programme.data import Column, PrintedDay, PrintedSession, Programme
from app.agenda.exports.programme.sheets import PAPERS, programme_pdf

__all__ = ["PAPERS", "Column", "PrintedDay", "PrintedSession", "Programme", "folding_order", "programme_pdf"]
